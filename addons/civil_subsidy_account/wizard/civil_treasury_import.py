from odoo import fields, models


class CivilTreasuryImport(models.TransientModel):
    """Takes a file with what the treasury has paid and rejected."""

    _name = "civil.treasury.import"
    _description = "Payments of the Treasury"

    file = fields.Binary(required=True)
    filename = fields.Char()
    layout_id = fields.Many2one(
        "civil.treasury.layout",
        required=True,
        default=lambda self: self.env["civil.treasury.layout"]._choose("payments"),
        domain="[('direction', '=', 'payments')]",
    )

    def action_import(self):
        """Take the file, say what came of it, and show it."""
        self.ensure_one()
        files = self.env["civil.treasury.file"]
        outcome = files.import_payments(
            self.filename or "", self.file, self.layout_id.id
        )
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success" if outcome["taken"] else "warning",
                "message": outcome["message"],
                "next": files.browse(outcome["file_id"])._open(),
            },
        }
