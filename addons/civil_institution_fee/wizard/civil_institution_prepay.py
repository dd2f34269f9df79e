from odoo import fields, models


class CivilInstitutionPrepay(models.TransientModel):
    """Takes prepaid money of a resident (收取预收费)."""

    _name = "civil.institution.prepay"
    _description = "Receive Prepaid Money"
    _inherit = ["civil.institution.reference"]
    _checked_references = ("stay_id",)

    stay_id = fields.Many2one(
        "civil.institution.stay", string="Resident", required=True
    )
    currency_id = fields.Many2one(related="stay_id.currency_id")
    kind = fields.Selection(
        [
            ("service", "Prepaid Service Fee"),
            ("deposit", "Deposit"),
            ("member", "Member Fee"),
        ],
        required=True,
        default="service",
    )
    amount = fields.Monetary(required=True)
    method = fields.Selection(
        [("cash", "Cash"), ("transfer", "Transfer")], required=True, default="transfer"
    )
    payer_type = fields.Selection(
        [("self", "Resident"), ("family", "Family or Agent"), ("other", "Other")],
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

    def action_confirm(self):
        """Receive the money and show its receipt."""
        self.env["civil.institution.fee.once"]._lock(self)
        # A second click gets the receipt of the first one.
        self.receipt_id = self.receipt_id or self.stay_id.action_prepay(
            self.kind,
            self.amount,
            self.method,
            payer_type=self.payer_type,
            payer_name=self.payer_name,
            date=self.date,
            reference=self.reference,
        )
        return {
            "type": "ir.actions.act_window",
            "res_model": "civil.institution.receipt",
            "res_id": self.receipt_id.id,
            "views": [(False, "form")],
        }
