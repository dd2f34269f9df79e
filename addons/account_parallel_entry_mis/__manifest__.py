{
    "name": "Government Accounting - Vouchers and Statements",
    "summary": "The dimensions of vouchers fill the statement of appropriations",
    "version": "19.0.1.0.0",
    "category": "Civil Affairs",
    "author": "Civil Affairs Suite contributors",
    "license": "AGPL-3",
    "depends": ["account_parallel_entry", "l10n_cn_government_mis"],
    "data": ["data/account_analytic_account_data.xml"],
    "auto_install": True,
}
