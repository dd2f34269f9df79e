from odoo import fields, models


class CivilSubsidyTreasuryPay(models.TransientModel):
    """Asks for number and day of the treasury's payment voucher."""

    _name = "civil.subsidy.treasury.pay"
    _description = "Paid by the Treasury"

    treasury_ids = fields.Many2many(
        "civil.subsidy.treasury", string="Payment Applications", required=True
    )
    voucher_number = fields.Char(string="Treasury Voucher", required=True)
    pay_date = fields.Date(
        string="Paid On", required=True, default=fields.Date.context_today
    )

    def action_confirm(self):
        """Note the payment of the chosen applications and book it."""
        self.ensure_one()
        return self.treasury_ids.action_paid(self.voucher_number, self.pay_date)
