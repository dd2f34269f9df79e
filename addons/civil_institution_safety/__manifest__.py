{
    "name": "Safety of Institutions",
    "summary": "Self-checks on the institution's pages, checks, hazards, incidents",
    "version": "19.0.1.0.0",
    "category": "Civil Affairs",
    "author": "Civil Affairs Suite contributors",
    "license": "AGPL-3",
    "depends": [
        "civil_institution",
        "civil_organization_portal",
        "civil_emergency",
    ],
    "data": [
        "security/civil_institution_safety_groups.xml",
        "security/ir.model.access.csv",
        "views/civil_institution_safety_menus.xml",
        "views/civil_institution_month_views.xml",
    ],
    "assets": {
        "web.assets_backend": ["civil_institution_safety/static/src/heat/**/*"],
    },
    "application": True,
}
