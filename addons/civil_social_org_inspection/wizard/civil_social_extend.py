from odoo import fields, models


class CivilSocialExtend(models.TransientModel):
    """Asks until when and why organizations are given more time."""

    _name = "civil.social.extend"
    _description = "More Time for Reports"

    report_ids = fields.Many2many("civil.social.report", readonly=True)
    until = fields.Date(string="New Last Day", required=True)
    reason = fields.Text(required=True)

    def action_confirm(self):
        """Give the time, with the rights of whoever asks."""
        self.ensure_one()
        self.report_ids.action_extend(until=self.until, reason=self.reason)
        return {"type": "ir.actions.act_window_close"}
