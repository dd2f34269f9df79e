{
    "name": "Indicators of Elder Care",
    "summary": "Ratings, self-checks, hazards, occupancy, projects against targets",
    "version": "19.0.1.0.0",
    "category": "Civil Affairs",
    "author": "Civil Affairs Suite contributors",
    "license": "AGPL-3",
    "depends": ["civil_institution_care", "civil_indicator"],
    "data": [
        "security/ir.model.access.csv",
        "security/civil_institution_indicator_security.xml",
        "data/civil_project_data.xml",
        "data/civil_parameter_data.xml",
        "data/civil_indicator_data.xml",
        "views/civil_institution_occupancy_views.xml",
        "views/civil_institution_indicator_views.xml",
    ],
}
