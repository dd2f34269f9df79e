from odoo import fields, models


class CivilSubsidyPayment(models.Model):
    """What has been booked of a payment beside its batch's vouchers."""

    _inherit = "civil.subsidy.payment"

    account_return_id = fields.Many2one(
        "civil.subsidy.return",
        string="Return Booked",
        copy=False,
        readonly=True,
        index="btree_not_null",
        ondelete="set null",
    )
    account_cancel_id = fields.Many2one(
        "civil.subsidy.return",
        string="Liability Cancelled",
        copy=False,
        readonly=True,
        index="btree_not_null",
        ondelete="set null",
    )
    fund_ids = fields.One2many(
        "civil.subsidy.payment.fund", "payment_id", string="By Indicator"
    )
