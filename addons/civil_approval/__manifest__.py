{
    "name": "Approvals",
    "summary": "Who must approve what is data; reviews change by decisions only",
    "version": "19.0.1.0.0",
    "category": "Civil Affairs",
    "author": "Civil Affairs Suite contributors",
    "license": "AGPL-3",
    "depends": ["base_tier_validation", "civil_base"],
    "data": [
        "security/ir.model.access.csv",
        "security/base_tier_validation_security.xml",
        "security/civil_approval_security.xml",
        "views/tier_definition_views.xml",
        "views/tier_review_views.xml",
        "views/civil_delegation_views.xml",
        "views/civil_approval_menus.xml",
    ],
    "assets": {
        "web.assets_backend": [
            # A second way around the steps: its buttons and its own count.
            ("remove", "base_tier_validation/static/src/components/**/*"),
        ],
    },
    "uninstall_hook": "uninstall_hook",
    "application": True,
}
