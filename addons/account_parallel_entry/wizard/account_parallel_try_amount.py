from odoo import fields, models


class AccountParallelTryAmount(models.TransientModel):
    """One amount that an event is tried with."""

    _name = "account.parallel.try.amount"
    _description = "Amount to Try a Rule with"

    try_id = fields.Many2one(
        "account.parallel.try", required=True, index=True, ondelete="cascade"
    )
    currency_id = fields.Many2one(related="try_id.company_id.currency_id")
    key = fields.Char(string="Amount", required=True)
    amount = fields.Monetary(string="Yuan")
