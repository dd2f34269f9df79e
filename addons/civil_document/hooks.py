from odoo.tools import SQL

#: The models whose files go with the addon.
MODELS = ("civil.document", "civil.archive.file")


def uninstall_hook(env):
    """Take the issued files along, and unlock what belongs to others."""
    env.execute_query(
        SQL("UPDATE ir_attachment SET is_sealed = false WHERE is_sealed RETURNING id")
    )
    attachments = env["ir.attachment"]
    attachments.invalidate_model(["is_sealed"])
    attachments.search([("res_model", "in", MODELS)]).unlink()
