{
    "name": "Funerals and Enforcement",
    "summary": "A confirmed breach in a funeral case becomes a clue",
    "version": "19.0.1.0.0",
    "category": "Civil Affairs",
    "author": "Civil Affairs Suite contributors",
    "license": "AGPL-3",
    "depends": ["civil_funeral", "civil_enforcement"],
    "data": ["views/civil_funeral_mark_views.xml"],
    "auto_install": True,
    "uninstall_hook": "uninstall_hook",
}
