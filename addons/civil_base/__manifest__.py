{
    "name": "Civil Affairs Base",
    "summary": "Divisions, departments, roles, dated parameters, workflow, imports",
    "version": "19.0.1.0.0",
    "category": "Civil Affairs",
    "author": "Civil Affairs Suite contributors",
    "license": "AGPL-3",
    "depends": [
        "base_setup",
        "base_user_role",
        "mail",
        "report_xlsx",
        "web",
    ],
    "data": [
        "security/civil_base_groups.xml",
        "security/ir.model.access.csv",
        "security/civil_base_rules.xml",
        "data/res_users_role_data.xml",
        "data/civil_import_kind_data.xml",
        "report/civil_import_report.xml",
    ],
    "external_dependencies": {
        "python": ["chinesecalendar", "python-calamine", "xlsxwriter"],
    },
    "pre_init_hook": "pre_init_hook",
    "post_init_hook": "post_init_hook",
    "application": True,
}
