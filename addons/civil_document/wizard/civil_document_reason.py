from odoo import fields, models


class CivilDocumentReason(models.TransientModel):
    """Asks why a document is to be replaced or voided."""

    _name = "civil.document.reason"
    _description = "Reason for Replacing or Voiding"

    document_id = fields.Many2one("civil.document", required=True)
    step = fields.Selection(
        [("replace", "Replace"), ("void", "Void")], required=True, readonly=True
    )
    reason = fields.Text(required=True)

    def action_confirm(self):
        """Do what was asked for."""
        self.ensure_one()
        if self.step == "replace":
            return self.document_id.action_replace(self.reason)
        self.document_id.action_void(self.reason)
        return {"type": "ir.actions.act_window_close"}
