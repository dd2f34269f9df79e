{
    "name": "Subsidy Accounting - Bank Movements",
    "summary": "Movements of paying and own accounts on one page, each explained",
    "version": "19.0.1.0.0",
    "category": "Civil Affairs",
    "author": "Civil Affairs Suite contributors",
    "license": "AGPL-3",
    "depends": ["account_parallel_bank", "civil_subsidy_account"],
    "data": [
        "security/ir.model.access.csv",
        "security/civil_bank_movement_security.xml",
        "views/civil_bank_movement_views.xml",
        "views/civil_subsidy_books_views.xml",
    ],
    "auto_install": True,
}
