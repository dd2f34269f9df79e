from odoo import fields, models


class CivilInstitutionRefund(models.TransientModel):
    """Pays prepaid money back (预收费退款)."""

    _name = "civil.institution.refund"
    _description = "Refund Prepaid Money"

    prepayment_id = fields.Many2one(
        "civil.institution.prepayment", required=True, readonly=True
    )
    currency_id = fields.Many2one(related="prepayment_id.currency_id")
    balance = fields.Monetary(related="prepayment_id.balance")
    amount = fields.Monetary(required=True)
    method = fields.Selection(
        [("cash", "Cash"), ("transfer", "Transfer")], required=True, default="transfer"
    )
    payee = fields.Char(required=True)
    note = fields.Char(string="Reason", required=True)

    is_done = fields.Boolean(readonly=True)

    def action_confirm(self):
        """Pay it back."""
        self.env["civil.institution.fee.once"]._lock(self)
        if self.is_done:
            return
        self.is_done = True
        self.prepayment_id.action_refund(
            self.amount, self.method, self.payee, self.note
        )
