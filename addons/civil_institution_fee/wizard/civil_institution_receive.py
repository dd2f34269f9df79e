from odoo import api, fields, models

from ..tools.money import exact, total


class CivilInstitutionReceive(models.TransientModel):
    """Takes a payment for bills of one resident (收款)."""

    _name = "civil.institution.receive"
    _description = "Receive a Payment"

    bill_ids = fields.Many2many("civil.institution.bill", required=True, readonly=True)
    currency_id = fields.Many2one(related="bill_ids.currency_id")
    open_amount = fields.Monetary(string="Still Open", compute="_compute_open_amount")
    amount = fields.Monetary(
        compute="_compute_amount", store=True, readonly=False, required=True
    )
    method = fields.Selection(
        [
            ("cash", "Cash"),
            ("transfer", "Transfer"),
            ("prepayment", "From What Is Prepaid"),
        ],
        required=True,
        default="transfer",
    )
    payer_type = fields.Selection(
        [
            ("self", "Resident"),
            ("family", "Family or Agent"),
            ("other", "Other"),
        ],
        string="Paid by",
        required=True,
        default="family",
    )
    payer_name = fields.Char()
    date = fields.Date(
        required=True, default=lambda self: fields.Date.context_today(self)
    )
    reference = fields.Char()
    receipt_id = fields.Many2one("civil.institution.receipt", readonly=True)

    @api.depends("bill_ids")
    def _compute_open_amount(self):
        for wizard in self:
            bills = wizard.bill_ids.filtered(
                lambda b: b.state in ("issued", "part_paid")
            )
            wizard.open_amount = total(bills.mapped("balance"))

    @api.depends("bill_ids")
    def _compute_amount(self):
        for wizard in self:
            wizard.amount = wizard.open_amount

    def action_confirm(self):
        """Receive the payment and show its receipt."""
        self.env["civil.institution.fee.once"]._lock(self)
        # A second click gets the receipt of the first one.
        self.receipt_id = self.receipt_id or self.bill_ids._receive(
            self.method,
            exact(self.amount),
            payer_type=self.payer_type,
            payer_name=self.payer_name,
            date=self.date,
            reference=self.reference,
        )
        return {
            "type": "ir.actions.act_window",
            "res_model": self.receipt_id._name,
            "res_id": self.receipt_id.id,
            "views": [(False, "form")],
        }
