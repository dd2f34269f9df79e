from odoo import fields, models


class AccountMove(models.Model):
    """Invoices and entries that come from fees of institutions."""

    _inherit = "account.move"

    civil_bill_id = fields.Many2one(
        "civil.institution.bill",
        string="Bill of a Resident",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
    )
    civil_entry_id = fields.Many2one(
        "civil.institution.prepayment.entry",
        string="Movement of Prepaid Money",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
    )

    _civil_bill_uniq = models.UniqueIndex(
        "(civil_bill_id) WHERE civil_bill_id IS NOT NULL",
        "This bill has an invoice already.",
    )
    _civil_entry_uniq = models.UniqueIndex(
        "(civil_entry_id) WHERE civil_entry_id IS NOT NULL",
        "This movement of prepaid money is booked already.",
    )
