from odoo import fields, models


class AccountParallelReverse(models.TransientModel):
    """Asks for day and reason of a reversal in red (红字冲销)."""

    _name = "account.parallel.reverse"
    _description = "Reverse a Voucher"

    voucher_id = fields.Many2one(
        "account.parallel.voucher",
        required=True,
        readonly=True,
        default=lambda self: self.env.context.get("active_id"),
    )
    date = fields.Date(required=True, default=fields.Date.context_today)
    reason = fields.Char(required=True)

    def action_reverse(self):
        """Make the draft of the reversal and open it."""
        self.ensure_one()
        return self.voucher_id.action_reverse(self.date, self.reason)
