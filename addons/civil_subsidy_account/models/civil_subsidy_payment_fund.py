from odoo import fields, models


class CivilSubsidyPaymentFund(models.Model):
    """What a part of a batch's funds pays of one payment (发放明细资金来源).

    The subsidiary register (备查簿) of account 2303 and the ledger down to the person
    of direct funds (直达资金实名台账) are lists of these. Written once, when the batch
    is approved.
    """

    _name = "civil.subsidy.payment.fund"
    _description = "Payment by Fund"
    _order = "fund_id desc, id"
    _rec_name = "payment_id"
    _log_access = False

    payment_id = fields.Many2one(
        "civil.subsidy.payment",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
    )
    fund_id = fields.Many2one(
        "civil.subsidy.batch.fund",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
    )
    batch_id = fields.Many2one(related="fund_id.batch_id")
    currency_id = fields.Many2one(related="fund_id.currency_id")
    amount = fields.Monetary(readonly=True)
    indicator_id = fields.Many2one(related="fund_id.indicator_id")
    source = fields.Selection(related="fund_id.source")
    person_name = fields.Char(related="payment_id.name", string="Person's Name")
    period = fields.Date(related="payment_id.period", string="Month")
    town_id = fields.Many2one(related="payment_id.town_id")
    bank_state = fields.Selection(related="payment_id.bank_state")

    _amount_sign = models.Constraint(
        "CHECK (amount > 0)", "What a fund pays of a payment is more than 0."
    )

    def action_view_payment(self):
        """Open the payment, and with it the person."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.person_name,
            "res_model": "civil.subsidy.payment",
            "res_id": self.payment_id.id,
            "views": [(False, "form")],
        }
