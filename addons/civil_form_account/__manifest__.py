{
    "name": "Forms from the Books",
    "summary": "Superiors' forms show what stands in the ledgers",
    "version": "19.0.1.0.0",
    "category": "Civil Affairs",
    "author": "Civil Affairs Suite contributors",
    "license": "AGPL-3",
    "depends": ["account_parallel_entry", "civil_form"],
    "auto_install": True,
}
