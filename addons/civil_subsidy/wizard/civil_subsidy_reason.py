from odoo import api, fields, models
from odoo.exceptions import UserError


class CivilSubsidyReason(models.TransientModel):
    """Asks why something is sent back, voided or dropped, then does it."""

    _name = "civil.subsidy.reason"
    _description = "Reason for a Step"

    res_model = fields.Selection(
        [
            ("civil.subsidy.batch", "Batch"),
            ("civil.subsidy.roster.line", "Roster Line"),
            ("civil.subsidy.file", "File"),
            ("civil.subsidy.stop", "Stop Request"),
            ("civil.subsidy.stop.line", "Line of a Stop Request"),
        ],
        required=True,
        readonly=True,
    )
    res_ids = fields.Json(required=True, readonly=True)
    method = fields.Selection(
        [
            ("action_send_back", "Send Back"),
            ("action_void", "Void"),
            ("_drop", "Drop"),
            ("action_discard", "Discard"),
            ("action_reject", "Reject"),
            ("action_release", "Release"),
            ("action_explain_difference", "Explain the Difference"),
        ],
        required=True,
        readonly=True,
    )
    reason = fields.Text(required=True)

    @api.model
    def _open(self, records, method, title):
        """The window that asks for the reason of ``method`` on ``records``."""
        return {
            "type": "ir.actions.act_window",
            "name": title,
            "res_model": self._name,
            "views": [(False, "form")],
            "target": "new",
            "context": {
                "default_res_model": records._name,
                "default_res_ids": records.ids,
                "default_method": method,
            },
        }

    def action_confirm(self):
        """Do the step with the reason given."""
        self.ensure_one()
        if not self.reason.strip():
            raise UserError(self.env._("Write the reason first."))
        records = self.env[self.res_model].browse(self.res_ids)
        getattr(records, self.method)(self.reason.strip())
        return {"type": "ir.actions.act_window_close"}
