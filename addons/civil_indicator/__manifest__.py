{
    "name": "Task Indicators",
    "summary": "What is measured, against which target, with the list behind it",
    "version": "19.0.1.0.0",
    "category": "Civil Affairs",
    "author": "Civil Affairs Suite contributors",
    "license": "AGPL-3",
    "depends": ["civil_project"],
    "data": [
        "security/ir.model.access.csv",
        "data/civil_parameter_data.xml",
        "views/civil_indicator_views.xml",
        "views/civil_indicator_menus.xml",
    ],
    "assets": {
        "web.assets_backend": ["civil_indicator/static/src/**/*"],
    },
    "application": True,
}
