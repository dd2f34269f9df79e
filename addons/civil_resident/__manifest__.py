{
    "name": "Residents",
    "summary": "Residents, households, accounts, categories and deaths, masked",
    "version": "19.0.1.0.0",
    "category": "Civil Affairs",
    "author": "Civil Affairs Suite contributors",
    "license": "AGPL-3",
    "depends": [
        "civil_base",
        "mail",
    ],
    "data": [
        "security/civil_resident_groups.xml",
        "security/ir.model.access.csv",
        "security/civil_resident_security.xml",
    ],
    "external_dependencies": {
        "python": ["pypinyin", "python-stdnum"],
    },
    "pre_init_hook": "pre_init_hook",
    "uninstall_hook": "uninstall_hook",
    "application": True,
}
