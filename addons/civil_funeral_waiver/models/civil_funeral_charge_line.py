from decimal import Decimal

from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.civil_base.tools.text import clean_name

from ..tools.judge import Charged
from ..tools.waive import Used, waive
from .civil_funeral_service import NATURES


class CivilFuneralChargeLine(models.Model):
    """A service charged for: waived, and paid by the family (收费明细)."""

    _name = "civil.funeral.charge.line"
    _description = "Charge of a Funeral"
    _order = "charge_id desc, sequence, id"

    charge_id = fields.Many2one(
        "civil.funeral.charge", required=True, index=True, ondelete="cascade"
    )
    sequence = fields.Integer(default=10)
    state = fields.Selection(related="charge_id.state", store=True, index=True)
    date = fields.Date(related="charge_id.date", store=True, index=True)
    division_id = fields.Many2one(
        related="charge_id.division_id", store=True, index=True
    )
    town_id = fields.Many2one(related="charge_id.town_id", store=True, index=True)
    home_id = fields.Many2one(related="charge_id.home_id", store=True, index=True)
    price_line_id = fields.Many2one(
        "civil.funeral.price.line",
        string="Item",
        index="btree_not_null",
        ondelete="restrict",
    )
    service_id = fields.Many2one(
        "civil.funeral.service",
        compute="_compute_from_item",
        store=True,
        precompute=True,
        index=True,
    )
    nature = fields.Selection(
        NATURES, compute="_compute_from_item", store=True, precompute=True
    )
    name = fields.Char(
        string="Wording",
        compute="_compute_from_item",
        store=True,
        readonly=False,
        precompute=True,
    )
    unit = fields.Char(compute="_compute_from_item", store=True, precompute=True)
    quantity = fields.Float(digits=(12, 2), default=1.0, required=True)
    currency_id = fields.Many2one(
        "res.currency", required=True, default=lambda self: self.env.company.currency_id
    )
    unit_price = fields.Monetary(
        compute="_compute_from_item",
        store=True,
        readonly=False,
        precompute=True,
        aggregator=None,
        help="At most the price of the list.",
    )
    amount = fields.Monetary(
        string="Charged", compute="_compute_amount", store=True, precompute=True
    )
    waiver_item_id = fields.Many2one(
        "civil.funeral.waiver.item",
        string="Waived As",
        compute="_compute_waiver_item_id",
        store=True,
        readonly=False,
        index="btree_not_null",
        ondelete="restrict",
    )
    standard = fields.Char(
        string="Standard of the Waiver", related="waiver_item_id.standard"
    )
    waived = fields.Monetary(compute="_compute_waived", store=True)
    award = fields.Monetary(compute="_compute_waived", store=True)
    payable = fields.Monetary(
        string="Family Pays", compute="_compute_waived", store=True
    )
    claimed = fields.Monetary(
        string="Waived and Awarded",
        compute="_compute_waived",
        store=True,
        help="What the home may claim of public money.",
    )
    finding = fields.Char(
        compute="_compute_finding", help="What is wrong by the price list."
    )

    _quantity_sign = models.Constraint(
        "CHECK (quantity >= 0 AND unit_price >= 0)",
        "Quantities and prices can't be less than zero.",
    )
    _waived_limit = models.Constraint(
        "CHECK (coalesce(waived, 0) >= 0 AND coalesce(waived, 0) <= coalesce(amount, 0)"
        " AND coalesce(award, 0) >= 0)",
        "No more can be waived than was charged.",
    )

    @api.depends("price_line_id")
    def _compute_from_item(self):
        for line in self:
            item = line.price_line_id
            if not item:
                line.service_id, line.nature = False, False
                line.unit = line.unit or False
                line.name = line.name or False
                line.unit_price = line.unit_price
                continue
            natures = item.service_id._natures_on(
                line.charge_id.date or fields.Date.context_today(line)
            )
            line.service_id = item.service_id
            line.nature = natures.get(item.service_id.id, False)
            line.name, line.unit = item.name, item.unit
            line.unit_price = item.price

    @api.depends("quantity", "unit_price")
    def _compute_amount(self):
        for line in self:
            line.amount = float(line._exact_amount())

    def _exact_amount(self):
        """Quantity times price, to the cent, without a float between them."""
        cents = Decimal(f"{self.quantity:.2f}") * Decimal(f"{self.unit_price:.2f}")
        return cents.quantize(Decimal("0.01"))

    @api.depends("service_id", "charge_id.program_id", "charge_id.ground_id")
    def _compute_waiver_item_id(self):
        for line in self:
            if line.charge_id.state not in (False, "draft"):
                continue
            sheet = line.charge_id
            items = sheet._granted_items()
            if line.waiver_item_id in items.filtered(lambda i: i.method == "award"):
                continue
            line.waiver_item_id = items.filtered(
                lambda item, line=line: (
                    line.service_id in item.service_ids and item.method != "award"
                )
            )[:1]

    @api.depends(
        "amount",
        "quantity",
        "unit_price",
        "waiver_item_id",
        "charge_id.line_ids.amount",
        "charge_id.line_ids.waiver_item_id",
    )
    def _compute_waived(self):
        for sheet in self.charge_id:
            # While a sheet is made, it doesn't know of its lines yet.
            lines = sheet.line_ids | self.filtered(
                lambda line, sheet=sheet: line.charge_id == sheet
            )
            lines.sorted("sequence")._apply()
        for line in self.filtered(lambda line: not line.charge_id):
            line.waived = line.award = line.claimed = 0.0
            line.payable = line.amount

    def _apply(self):
        """Say of the lines of one sheet what is waived, item by item."""
        left = self.filtered(lambda line: not line.waiver_item_id)
        for line in left:
            line._put(Decimal(0), Decimal(0))
        for item in self.waiver_item_id:
            lines = self.filtered(lambda line, i=item: line.waiver_item_id == i)
            free = item._free()
            awarded = free.amount if item.method == "award" else Decimal(0)
            parts = waive(free, [line._used() for line in lines])
            for line, part in zip(lines, parts, strict=True):
                line._put(part, awarded)
                awarded = Decimal(0)

    def _put(self, waived, award):
        self.waived, self.award = float(waived), float(award)
        self.payable = float(Decimal(f"{self.amount:.2f}") - waived)
        self.claimed = float(waived + award)

    @api.depends("name", "quantity", "unit_price", "price_line_id")
    @api.depends_context("lang")
    def _compute_finding(self):
        for line in self:
            line.finding = line.charge_id._line_findings().get(line, False)

    def _charged(self):
        """Return the single line as the judge takes it."""
        return Charged(
            name=clean_name(self.name or ""),
            quantity=Decimal(f"{self.quantity:.2f}"),
            price=Decimal(f"{self.unit_price:.2f}"),
            amount=self._exact_amount(),
        )

    def _used(self):
        """Return the single line as the computation of the waiver takes it."""
        return Used(
            quantity=Decimal(f"{self.quantity:.2f}"),
            price=Decimal(f"{self.unit_price:.2f}"),
            amount=self._exact_amount(),
        )

    def _paper_values(self):
        """What the settlement sheet prints of the single line."""
        item = self.waiver_item_id
        return {
            "name": self.name or "",
            "standard": item.standard if item else "",
            "quantity": f"{self.quantity:g}{self.unit or ''}",
            "price": f"{self.unit_price:,.2f}",
            "amount": f"{self.amount:,.2f}",
            "waived": f"{self.claimed:,.2f}",
            "payable": f"{self.payable:,.2f}",
        }

    # -- keeping what was settled ----------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        lines = super().create(vals_list)
        lines._refuse_settled()
        return lines

    def write(self, vals):
        self._refuse_settled()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_settled(self):
        self._refuse_settled()

    def _refuse_settled(self):
        """Keep the lines of a settled sheet.

        :raises UserError: naming the sheet and the remedy
        """
        for sheet in self.charge_id:
            if sheet.state != "draft":
                raise UserError(sheet._settled_refusal())
