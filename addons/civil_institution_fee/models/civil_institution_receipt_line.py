from odoo import api, fields, models

from .civil_institution_receipt import ISSUE


class CivilInstitutionReceiptLine(models.Model):
    """What of a receipt pays which bill (收款分配)."""

    _name = "civil.institution.receipt.line"
    _description = "Bill Paid by a Receipt"
    _order = "receipt_id desc, id"
    _rec_name = "bill_id"

    receipt_id = fields.Many2one(
        "civil.institution.receipt",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    bill_id = fields.Many2one(
        "civil.institution.bill",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    institution_id = fields.Many2one(
        related="receipt_id.institution_id", store=True, index=True
    )
    company_id = fields.Many2one(
        related="receipt_id.company_id", store=True, index=True
    )
    division_id = fields.Many2one(
        related="receipt_id.division_id", store=True, index=True
    )
    date = fields.Date(related="receipt_id.date")
    method = fields.Selection(related="receipt_id.method")
    state = fields.Selection(related="receipt_id.state")
    currency_id = fields.Many2one(related="company_id.currency_id")
    amount = fields.Monetary(required=True, readonly=True)

    _amount_check = models.Constraint(
        "CHECK (amount > 0)", "A receipt pays more than nothing."
    )

    @api.model_create_multi
    def create(self, vals_list):
        """Refuse lines that don't come with their receipt.

        :raises UserError: somebody adds one by hand
        """
        if not ISSUE.is_open(self):
            self.receipt_id._refuse()
        return super().create(vals_list)

    def write(self, vals):
        """Refuse: what a receipt pays stays as it is.

        :raises UserError: somebody changes one
        """
        if vals.keys() & {"receipt_id", "bill_id", "amount"}:
            self.receipt_id._refuse()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        self.receipt_id._refuse()
