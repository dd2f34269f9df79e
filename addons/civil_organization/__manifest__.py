{
    "name": "Organizations",
    "summary": "Organizations with credit code, kinds, place; parties of matters",
    "version": "19.0.1.0.0",
    "category": "Civil Affairs",
    "author": "Civil Affairs Suite contributors",
    "license": "AGPL-3",
    "depends": [
        "civil_base",
        "civil_resident",
        "mail",
    ],
    "data": [
        "security/civil_organization_groups.xml",
        "security/ir.model.access.csv",
        "security/civil_organization_security.xml",
        "data/civil_organization_kind_data.xml",
        "views/civil_organization_kind_views.xml",
        "views/civil_organization_views.xml",
        "views/civil_organization_menus.xml",
    ],
    "external_dependencies": {
        "python": ["pypinyin", "python-stdnum"],
    },
    "application": True,
}
