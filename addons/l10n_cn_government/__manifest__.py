{
    "name": "China - Government Accounting",
    "summary": "Charts of accounts and books of vouchers of government units",
    "version": "19.0.1.0.0",
    "category": "Accounting/Localizations/Account Charts",
    "author": "Civil Affairs Suite contributors",
    "license": "AGPL-3",
    "depends": ["account"],
    "data": [
        "views/account_account_views.xml",
        "views/account_journal_views.xml",
        "views/account_move_views.xml",
        "views/account_move_line_views.xml",
    ],
}
