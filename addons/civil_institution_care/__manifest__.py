{
    "name": "Residents of Welfare Institutions",
    "summary": "Stays from enquiry to discharge, beds, care levels, agreements",
    "version": "19.0.1.0.0",
    "category": "Civil Affairs",
    "author": "Civil Affairs Suite contributors",
    "license": "AGPL-3",
    "depends": ["civil_institution", "civil_assessment"],
    "data": [
        "security/ir.model.access.csv",
        "security/civil_institution_care_security.xml",
        "data/civil_numbering_data.xml",
        "data/civil_parameter_data.xml",
        "data/civil_institution_care_level_data.xml",
        "views/civil_institution_stay_views.xml",
        "views/civil_institution_care_menus.xml",
    ],
}
