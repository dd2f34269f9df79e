from odoo import api, fields, models

from ..tools.exact import cents, exact


class CivilInstitutionLedgerPurchaseLine(models.Model):
    """A food of a purchase, as weighed."""

    _name = "civil.institution.ledger.purchase.line"
    _description = "Food Bought"
    _inherit = ["civil.institution.part"]
    _order = "purchase_id desc, id"
    _place_fields = ("purchase_id",)
    _rec_name = "food_id"

    purchase_id = fields.Many2one(
        "civil.institution.ledger.purchase",
        required=True,
        index=True,
        ondelete="cascade",
    )
    institution_id = fields.Many2one(
        related="purchase_id.institution_id",
        store=True,
        index=True,
        required=False,
        precompute=True,
    )
    food_id = fields.Many2one(
        "civil.institution.ledger.food", required=True, index=True, ondelete="restrict"
    )
    unit = fields.Char(related="food_id.unit")
    quantity = fields.Float(digits=(12, 3), required=True, help="As weighed.")
    currency_id = fields.Many2one(related="company_id.currency_id")
    price = fields.Float(string="Price a Unit", digits=(12, 4), required=True)
    amount = fields.Monetary(compute="_compute_amount", store=True)

    _numbers_check = models.Constraint(
        "CHECK (quantity > 0 AND price > 0)",
        "Quantity and price of a food are more than 0.",
    )

    @api.depends("quantity", "price")
    def _compute_amount(self):
        for line in self:
            line.amount = cents(exact(line.quantity) * exact(line.price))

    @api.model_create_multi
    def create(self, vals_list):
        """Accepted purchases get no more foods."""
        lines = super().create(vals_list)
        lines.purchase_id._refuse_accepted()
        return lines

    def write(self, vals):
        """Keep what was accepted as it is."""
        self.purchase_id._refuse_accepted()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_drafts_only(self):
        self.purchase_id._refuse_accepted()
