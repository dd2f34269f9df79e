{
    "name": "Fees in the Ledgers of Rural Welfare Homes",
    "summary": "Tells which fees of paying elders aren't booked in full",
    "version": "19.0.1.0.0",
    "category": "Civil Affairs",
    "author": "Civil Affairs Suite contributors",
    "license": "AGPL-3",
    "depends": ["civil_institution_fee", "civil_institution_ledger"],
    "auto_install": True,
}
