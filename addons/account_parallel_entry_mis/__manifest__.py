{
    "name": "Government Accounting - Vouchers and Statements",
    "summary": "Dimensions of vouchers fill the statements, finance heads close",
    "version": "19.0.1.0.0",
    "category": "Civil Affairs",
    "author": "Civil Affairs Suite contributors",
    "license": "AGPL-3",
    "depends": ["account_parallel_entry", "l10n_cn_government_mis"],
    "data": [
        "security/ir.model.access.csv",
        "data/account_analytic_account_data.xml",
        "views/l10n_cn_closing_views.xml",
    ],
    "auto_install": True,
}
