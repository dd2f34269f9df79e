from decimal import Decimal

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..tools.waive import Free


class CivilFuneralWaiverItem(models.Model):
    """What a policy waives, and up to how much (减免项目)."""

    _name = "civil.funeral.waiver.item"
    _description = "Item of Waived Funeral Costs"
    _order = "program_id, sequence, id"

    program_id = fields.Many2one(
        "civil.funeral.waiver.program", required=True, index=True, ondelete="cascade"
    )
    sequence = fields.Integer(default=10)
    name = fields.Char(required=True)
    service_ids = fields.Many2many(
        "civil.funeral.service",
        string="Services",
        help="Charges for these are waived by the item.",
    )
    method = fields.Selection(
        [
            ("lump", "Up to an Amount"),
            ("unit", "So Many Units"),
            ("award", "Award"),
        ],
        required=True,
        default="lump",
        help="Up to an amount: of what was charged, in all. So many units: each up to "
        "the amount. Award: paid for an ecological burial, whatever was charged.",
    )
    currency_id = fields.Many2one(
        "res.currency", required=True, default=lambda self: self.env.company.currency_id
    )
    amount = fields.Monetary(
        aggregator=None,
        help="Yuan in all; of units: yuan for each, the price in full where empty.",
    )
    most = fields.Float(
        string="Units at Most",
        digits=(12, 2),
        aggregator=None,
        help="Such as 72 hours of storage, or one year of deposit; no limit if zero.",
    )
    unit = fields.Char()
    ground_ids = fields.Many2many(
        "civil.funeral.waiver.ground",
        string="Only For",
        domain="[('program_id', '=', program_id)]",
        help="Empty: for everybody for whom the policy is.",
    )
    legal_basis = fields.Char(string="Basis")
    standard = fields.Char(compute="_compute_standard")

    _sign = models.Constraint(
        "CHECK (coalesce(amount, 0) >= 0 AND coalesce(most, 0) >= 0)",
        "Amounts and limits can't be less than zero.",
    )
    _lump_amount = models.Constraint(
        "CHECK (method = 'unit' OR amount > 0)",
        "Say up to how much is waived, or what the award is.",
    )

    @api.depends("method", "amount", "most", "unit")
    @api.depends_context("lang")
    def _compute_standard(self):
        for item in self:
            item.standard = item._standard()

    def _standard(self):
        """What the single item grants, in words."""
        amount, most = f"{self.amount:.2f}", f"{self.most:g}"
        if self.method == "award":
            return self.env._("%(amount)s yuan a case", amount=amount)
        if self.method == "lump":
            return self.env._("up to %(amount)s yuan", amount=amount)
        known = {"amount": amount, "most": most, "unit": self.unit or ""}
        if self.most and self.amount:
            return self.env._("up to %(most)s %(unit)s, %(amount)s yuan each", **known)
        if self.most:
            return self.env._("up to %(most)s %(unit)s", **known)
        if self.amount:
            return self.env._("up to %(amount)s yuan each", **known)
        return self.env._("in full")

    def _free(self):
        """Return the single item as the computation takes it."""
        return Free(
            method=self.method,
            amount=Decimal(f"{self.amount:.2f}"),
            most=Decimal(f"{self.most:.2f}") if self.most else None,
        )

    @api.model_create_multi
    def create(self, vals_list):
        items = super().create(vals_list)
        items._refuse_used()
        return items

    def write(self, vals):
        self._refuse_used()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_used(self):
        self._refuse_used()

    def _refuse_used(self):
        """Keep what a policy said when it was applied.

        :raises UserError: naming the sheet and the remedy
        """
        if reason := self.program_id._used_refusal(self.program_id):
            raise UserError(reason)
