from odoo.tools import SQL

#: The models whose files go with the addon.
MODELS = ("civil.document", "civil.archive.file")
#: What holds on to files and to the kinds, or keeps files as they are.
_HOLDS = (
    "DELETE FROM civil_archive_item",
    "DELETE FROM civil_archive_file",
    "DELETE FROM civil_document",
    "UPDATE ir_attachment SET is_sealed = false WHERE is_sealed",
)


def uninstall_hook(env):
    """Take the issued files along, and unlock what belongs to others."""
    for statement in _HOLDS:
        env.cr.execute(SQL(statement))
    env.invalidate_all()
    env["ir.attachment"].search([("res_model", "in", MODELS)]).unlink()
    env["civil.todo"].search([("res_model", "in", MODELS)]).unlink()
