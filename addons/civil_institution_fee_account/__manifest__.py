{
    "name": "Fees of Welfare Institutions in the Books",
    "summary": "Bills as invoices, receipts as payments, prepaid money as liability",
    "version": "19.0.1.0.0",
    "category": "Civil Affairs",
    "author": "Civil Affairs Suite contributors",
    "license": "AGPL-3",
    "depends": ["civil_institution_fee", "account"],
    "data": ["views/civil_institution_views.xml"],
    "auto_install": True,
}
