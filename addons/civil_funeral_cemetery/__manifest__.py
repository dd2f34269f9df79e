{
    "name": "Funerals and Cemeteries",
    "summary": "Ashes laid in a plot or niche complete the funeral case",
    "version": "19.0.1.0.0",
    "category": "Civil Affairs",
    "author": "Civil Affairs Suite contributors",
    "license": "AGPL-3",
    "depends": ["civil_funeral", "civil_cemetery"],
    "data": [
        "views/civil_funeral_placement_views.xml",
        "views/civil_cemetery_interment_views.xml",
        "wizard/civil_funeral_step_views.xml",
    ],
    "auto_install": True,
}
