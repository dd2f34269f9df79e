{
    "name": "Enforcement of Licenses",
    "summary": "Sanctions suspend and revoke licenses when they take effect",
    "version": "19.0.1.0.0",
    "category": "Civil Affairs",
    "author": "Civil Affairs Suite contributors",
    "license": "AGPL-3",
    "depends": ["civil_enforcement", "civil_license"],
    "data": [
        "security/ir.model.access.csv",
        "views/civil_enforcement_penalty_views.xml",
    ],
    "auto_install": True,
}
