from odoo.tools import SQL

from odoo.addons.civil_document.models.ir_attachment import SEAL

from .models.civil_case_kind import HANDLER


def uninstall_hook(env):
    """Take the papers' files along, and leave kinds of cases that still work."""
    env.execute_query(
        SQL("UPDATE civil_license_copy SET attachment_id = NULL RETURNING id")
    )
    env["civil.license.copy"].invalidate_model(["attachment_id"])
    files = env["ir.attachment"].search([("res_model", "=", "civil.license.copy")])
    SEAL.opened(files).write({"is_sealed": False})
    files.unlink()
    env["civil.todo"].search([("res_model", "=", "civil.license")]).unlink()
    # Their cases stay, and go on without a license.
    matters = env["civil.case.kind"].with_context(active_test=False)
    matters.search([("handler", "=", HANDLER)]).write(
        {"handler": "civil.case.handler", "active": False}
    )
