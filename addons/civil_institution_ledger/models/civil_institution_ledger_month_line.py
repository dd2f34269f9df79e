from odoo import fields, models


class CivilInstitutionLedgerMonthLine(models.Model):
    """What an account of a home came to in a month (分账月结)."""

    _name = "civil.institution.ledger.month.line"
    _description = "Account in a Month"
    _inherit = ["civil.institution.part"]
    _order = "month_id desc, account_id"
    _rec_name = "account_id"

    month_id = fields.Many2one(
        "civil.institution.ledger.month", required=True, index=True, ondelete="cascade"
    )
    institution_id = fields.Many2one(
        related="month_id.institution_id",
        store=True,
        index=True,
        required=False,
        precompute=True,
    )
    account_id = fields.Many2one(
        "civil.institution.ledger.account",
        required=True,
        index=True,
        ondelete="restrict",
    )
    kind_id = fields.Many2one(related="account_id.kind_id")
    currency_id = fields.Many2one(related="company_id.currency_id")
    opening = fields.Monetary()
    income = fields.Monetary()
    expense = fields.Monetary()
    cash = fields.Monetary()
    bank = fields.Monetary(string="In the Bank")
    closing = fields.Monetary()
