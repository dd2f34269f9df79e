from odoo.tools import SQL

from odoo.addons.civil_document.models.ir_attachment import SEAL


def uninstall_hook(env):
    """Take limits and proofs of the cases along, and let the table of nodes go.

    Issued papers stay, as all documents do.
    """
    env["civil.funeral.node"]._remove_guard()
    files = env["ir.attachment"].search([("res_model", "=", "civil.funeral.node")])
    SEAL.opened(files).write({"is_sealed": False})
    files.unlink()
    env.execute_query(SQL("UPDATE civil_funeral_mark SET clock_id = NULL RETURNING id"))
    # The kinds of limits go with the addon: nothing may hold them.
    env.execute_query(
        SQL("UPDATE civil_funeral_node SET limit_kind_id = NULL RETURNING id")
    )
    env["civil.funeral.mark"].invalidate_model(["clock_id"])
    env["civil.clock"].search([("res_model", "=", "civil.funeral.case")]).unlink()
