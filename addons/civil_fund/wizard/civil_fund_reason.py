from odoo import api, fields, models
from odoo.exceptions import UserError


class CivilFundReason(models.TransientModel):
    """Asks why something is sent back, voided or rejected, then does it."""

    _name = "civil.fund.reason"
    _description = "Reason for a Step"

    res_model = fields.Selection(
        [
            ("civil.fund.indicator", "Budget Indicator"),
            ("civil.fund.adjustment", "Adjustment of Indicators"),
            ("civil.fund.allocation", "Allotment of a Transfer"),
            ("civil.fund.project", "Project"),
        ],
        required=True,
        readonly=True,
    )
    res_ids = fields.Json(required=True, readonly=True)
    method = fields.Selection(
        [
            ("action_send_back", "Send Back"),
            ("action_void", "Void"),
            ("action_reject", "Reject"),
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
