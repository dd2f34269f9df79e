from odoo import fields, models


class AccountPayment(models.Model):
    """Payments that come from receipts of institutions."""

    _inherit = "account.payment"

    civil_receipt_id = fields.Many2one(
        "civil.institution.receipt",
        string="Receipt of the Institution",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
    )
