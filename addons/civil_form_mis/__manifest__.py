{
    "name": "Forms from the Statements",
    "summary": "Superiors' forms show rows of the official statements",
    "version": "19.0.1.0.0",
    "category": "Civil Affairs",
    "author": "Civil Affairs Suite contributors",
    "license": "AGPL-3",
    "depends": ["civil_form", "l10n_cn_government_mis"],
    "data": [
        "data/civil_form_figure_data.xml",
        "views/civil_form_figure_views.xml",
    ],
    "auto_install": True,
}
