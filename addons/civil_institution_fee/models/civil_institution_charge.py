from odoo import api, fields, models
from odoo.exceptions import UserError

from ..tools.money import CENT, exact


class CivilInstitutionCharge(models.Model):
    """Something charged once to a resident (代办费): medicine, a journey, a repair.

    It comes with the next bill. What a bill has issued doesn't change.
    """

    _name = "civil.institution.charge"
    _description = "Single Charge"
    _inherit = ["civil.institution.part"]
    _order = "date desc, id desc"
    _rec_name = "note"

    stay_id = fields.Many2one(
        "civil.institution.stay", required=True, index=True, ondelete="restrict"
    )
    institution_id = fields.Many2one(
        related="stay_id.institution_id",
        store=True,
        index=True,
        required=False,
        precompute=True,
    )
    item_id = fields.Many2one(
        "civil.institution.fee.item",
        required=True,
        index=True,
        ondelete="restrict",
        domain=[("unit", "=", "once")],
    )
    date = fields.Date(
        required=True, default=lambda self: fields.Date.context_today(self)
    )
    note = fields.Char(string="For What", required=True)
    voucher = fields.Char(help="Receipt of what was bought.")
    currency_id = fields.Many2one(related="company_id.currency_id")
    quantity = fields.Float(default=1, digits=(12, 2), required=True)
    price = fields.Monetary(required=True)
    amount = fields.Monetary(compute="_compute_amount", store=True)
    bill_line_ids = fields.One2many("civil.institution.bill.line", "charge_id")
    is_billed = fields.Boolean(compute="_compute_is_billed", compute_sudo=True)

    _amount_check = models.Constraint(
        "CHECK (quantity > 0 AND price >= 0)",
        "A charge has a quantity and a price.",
    )

    @api.depends("quantity", "price")
    def _compute_amount(self):
        for charge in self:
            amount = exact(charge.quantity) * exact(charge.price)
            charge.amount = amount.quantize(CENT, rounding="ROUND_HALF_UP")

    @api.depends("bill_line_ids.bill_id.state")
    def _compute_is_billed(self):
        for charge in self:
            states = charge.bill_line_ids.bill_id.mapped("state")
            charge.is_billed = any(state not in ("draft", "voided") for state in states)

    def write(self, vals):
        """Keep what is billed.

        :raises UserError: a bill with it was issued
        """
        self._refuse_billed()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_not_billed(self):
        self._refuse_billed()

    def _refuse_billed(self):
        if self.filtered("is_billed"):
            raise UserError(
                self.env._("A bill with this charge was issued; it doesn't change.")
            )
