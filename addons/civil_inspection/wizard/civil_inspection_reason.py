from odoo import api, fields, models
from odoo.exceptions import UserError


class CivilInspectionReason(models.TransientModel):
    """Asks why something is done, then does it."""

    _name = "civil.inspection.reason"
    _description = "Reason for a Step of an Inspection"
    _inherit = ["civil.reason.wizard"]

    res_model = fields.Selection(
        [
            ("civil.inspection.campaign", "Campaign of Inspections"),
            ("civil.inspection", "Inspection"),
            ("civil.rectification", "Rectification Order"),
            ("civil.hazard", "Hazard"),
        ],
        required=True,
        readonly=True,
    )
    method = fields.Selection(
        [
            ("action_cancel", "Cancel"),
            ("action_redraw", "Draw Anew"),
            ("action_fail", "Not Put Right Yet"),
            ("action_extend", "Extend the Limit"),
            ("action_hand_over", "Hand to Enforcement"),
            ("action_withdraw", "Withdraw"),
        ],
        required=True,
        readonly=True,
    )

    @api.model
    def _open(self, records, method, title=None):
        """The window that asks for the reason of ``method`` on ``records``."""
        labels = dict(self._fields["method"]._description_selection(self.env))
        return super()._open(records, method, title or labels[method])

    def action_confirm(self):
        """Do the step with the reason given, and show what it leads to."""
        self.ensure_one()
        if not self.reason.strip():
            raise UserError(self.env._("Write the reason first."))
        records = self.env[self.res_model].browse(self.res_ids)
        done = getattr(records, self.method)(self.reason.strip())
        closing = {"type": "ir.actions.act_window_close"}
        return done if isinstance(done, dict) else closing
