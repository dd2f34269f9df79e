from odoo.addons.civil_base.tools import append_only


def uninstall_hook(env):
    """Take along what would stay: guards of draws, and time limits.

    Documents that were issued stay with their kinds: they left the office.
    """
    models = ("civil.inspection", "civil.rectification")
    env["civil.clock"].search([("res_model", "in", models)]).unlink()
    append_only.unguard(env.cr, "civil_inspection_draw_line")
    env.cr.execute("DROP FUNCTION IF EXISTS civil_inspection_draw_refuse() CASCADE")
