{
    "name": "Funerals of Residents of Institutions",
    "summary": "A death in an institution opens its funeral case",
    "version": "19.0.1.0.0",
    "category": "Civil Affairs",
    "author": "Civil Affairs Suite contributors",
    "license": "AGPL-3",
    "depends": ["civil_institution_care", "civil_funeral"],
    "data": ["views/civil_institution_stay_views.xml"],
    "auto_install": True,
}
