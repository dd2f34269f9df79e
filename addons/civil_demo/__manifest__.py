{
    "name": "Demonstration District",
    "version": "19.0.1.0.0",
    "category": "Civil Affairs",
    "summary": "An invented district with people, rosters and two months of subsidies",
    "author": "Civil Affairs Suite contributors",
    "license": "AGPL-3",
    "depends": [
        "civil_base",
        "civil_fund",
        "civil_resident",
        "civil_subsidy",
        "civil_subsidy_account",
    ],
    "external_dependencies": {"python": ["python-calamine", "XlsxWriter"]},
    "post_init_hook": "post_init_hook",
}
