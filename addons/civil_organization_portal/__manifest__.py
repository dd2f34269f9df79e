{
    "name": "Organization Accounts",
    "summary": "Pages on which organizations see and do what is theirs",
    "version": "19.0.1.0.0",
    "category": "Civil Affairs",
    "author": "Civil Affairs Suite contributors",
    "license": "AGPL-3",
    "depends": [
        "civil_organization",
        "portal",
    ],
    "data": [
        "security/civil_organization_portal_groups.xml",
        "security/ir.model.access.csv",
        "security/civil_organization_portal_security.xml",
        "data/civil_parameter_data.xml",
        "wizard/civil_organization_wizard_views.xml",
        "views/civil_organization_account_views.xml",
        "views/civil_organization_notice_views.xml",
        "views/civil_organization_log_views.xml",
        "views/civil_organization_views.xml",
        "views/civil_organization_portal_menus.xml",
        "views/layout.xml",
        "views/pages.xml",
        "views/login.xml",
    ],
    "assets": {
        "web.assets_frontend": [
            "civil_organization_portal/static/src/**/*",
        ],
    },
    "uninstall_hook": "uninstall_hook",
}
