import re
from decimal import Decimal

from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.civil_base.tools.text import clean_name

from ..tools.judge import Priced
from .civil_funeral_service import NATURES

_BETWEEN = re.compile(r"[\n,，、;；]+")


class CivilFuneralPriceLine(models.Model):
    """An item of a price list with the most that may be asked (收费标准)."""

    _name = "civil.funeral.price.line"
    _description = "Item of a Price List"
    _inherit = ["civil.approval.line.mixin"]
    _order = "list_id, sequence, id"
    _approval_parent = "list_id"

    list_id = fields.Many2one(
        "civil.funeral.price.list", required=True, index=True, ondelete="cascade"
    )
    home_id = fields.Many2one(related="list_id.home_id", store=True, index=True)
    division_id = fields.Many2one(related="list_id.division_id", store=True, index=True)
    sequence = fields.Integer(default=10)
    service_id = fields.Many2one(
        "civil.funeral.service", required=True, index=True, ondelete="restrict"
    )
    nature = fields.Selection(
        NATURES,
        compute="_compute_nature",
        help="By the lists in force when the price list begins.",
    )
    name = fields.Char(
        string="Item",
        required=True,
        compute="_compute_name",
        store=True,
        readonly=False,
        precompute=True,
        help="As it is marked, such as a plain or a better furnace.",
    )
    other_names = fields.Char(
        help="Further wordings of the same item in charge files, between commas."
    )
    unit = fields.Char(
        required=True,
        compute="_compute_name",
        store=True,
        readonly=False,
        precompute=True,
    )
    currency_id = fields.Many2one(
        "res.currency", required=True, default=lambda self: self.env.company.currency_id
    )
    price = fields.Monetary(required=True, aggregator=None)
    pricing = fields.Selection(
        [
            ("set", "Set by Government"),
            ("guided", "Guided by Government"),
            ("market", "By the Home"),
        ],
        required=True,
        default="set",
    )
    legal_basis = fields.Char(string="Basis")
    parts = fields.Char(
        string="Includes",
        help="What the price includes, between commas; charging one of these beside "
        "the item splits it.",
    )
    once = fields.Boolean(help="Charged once for a deceased.")

    _price_sign = models.Constraint(
        "CHECK (price >= 0)", "A price can't be less than zero yuan."
    )
    _name_uniq = models.UniqueIndex(
        "(list_id, name)", "The price list has an item of this name already."
    )

    @api.depends("service_id")
    def _compute_name(self):
        for line in self:
            line.name = line.name or line.service_id.name
            line.unit = line.unit or line.service_id.unit

    @api.depends("service_id", "list_id.date_from")
    def _compute_nature(self):
        for record in self.list_id:
            day = record.date_from or fields.Date.context_today(self)
            lines = self.filtered(lambda line, p=record: line.list_id == p)
            natures = lines.service_id._natures_on(day)
            for line in lines:
                line.nature = natures.get(line.service_id._origin.id, False)
        for line in self.filtered(lambda line: not line.list_id):
            line.nature = False

    @api.depends("name", "price", "unit")
    def _compute_display_name(self):
        for line in self:
            line.display_name = f"{line.name} {line.price:.2f}/{line.unit}"

    def write(self, vals):
        self._refuse_published()
        return super().write(vals)

    @api.model_create_multi
    def create(self, vals_list):
        lines = super().create(vals_list)
        lines._refuse_published()
        return lines

    @api.ondelete(at_uninstall=False)
    def _unlink_except_published(self):
        self._refuse_published()

    def _refuse_published(self):
        """Keep the items of what is out.

        :raises UserError: naming the list and the remedy
        """
        for record in self.list_id:
            if record.state == "published":
                raise UserError(record._published_refusal())

    def _priced(self):
        """Return ``{item: (its wordings, price, parts)}`` as the judge takes them."""
        return {
            line: Priced(
                names=_words(line.name) | _words(line.other_names),
                price=Decimal(f"{line.price:.2f}"),
                parts=_words(line.parts),
                once=line.once,
            )
            for line in self
        }


def _words(text):
    """The wordings of a text, cleaned."""
    return frozenset(filter(None, map(clean_name, _BETWEEN.split(text or ""))))
