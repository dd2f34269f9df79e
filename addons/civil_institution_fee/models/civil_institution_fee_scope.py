from odoo import api, fields, models


class CivilInstitutionFeeScope(models.AbstractModel):
    """For which bed or care level of an institution a price holds, and when.

    Empty means any. Where several prices fit, the one for kept beds comes first, then
    the one by care level, by room, by class of bed.
    """

    _name = "civil.institution.fee.scope"
    _description = "Scope of a Price"
    _inherit = ["civil.institution.part"]

    institution_id = fields.Many2one(ondelete="restrict")
    item_id = fields.Many2one(
        "civil.institution.fee.item", required=True, index=True, ondelete="restrict"
    )
    unit = fields.Selection(related="item_id.unit")
    bed_class = fields.Selection(
        [("common", "Common"), ("nursing", "Nursing")], string="Class of Bed"
    )
    room_type = fields.Selection(
        [
            ("single", "Single"),
            ("double", "Double"),
            ("triple", "Triple"),
            ("many", "Four Beds or More"),
            ("suite", "Suite"),
        ]
    )
    level_id = fields.Many2one(
        "civil.institution.care.level",
        string="Care Level",
        index="btree_not_null",
        ondelete="restrict",
    )
    is_kept = fields.Boolean(
        string="Kept Bed of a Destitute Person",
        help="Only for destitute residents in beds that are kept for the destitute.",
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    amount = fields.Monetary(string="Price", required=True)
    date_from = fields.Date(string="From", required=True, index=True)
    date_to = fields.Date(string="Through", help="The last day; open if empty.")
    scope_name = fields.Char(string="For", compute="_compute_scope_name")

    @api.depends("bed_class", "room_type", "level_id.name", "is_kept")
    @api.depends_context("lang")
    def _compute_scope_name(self):
        for price in self:
            parts = [
                dict(self._fields[name]._description_selection(self.env)).get(
                    price[name]
                )
                for name in ("bed_class", "room_type")
            ]
            parts.append(price.level_id.name)
            parts.append(price.is_kept and self.env._("kept bed"))
            price.scope_name = " · ".join(filter(None, parts)) or self.env._(
                "everybody"
            )

    @api.depends("item_id.name", "scope_name", "date_from")
    def _compute_display_name(self):
        for price in self:
            price.display_name = (
                f"{price.item_id.name} {price.scope_name} {price.date_from or ''}"
            )

    def _weight(self):
        """How narrow the single price is: the narrowest that fits decides."""
        return (
            8 * bool(self.is_kept)
            + 4 * bool(self.level_id)
            + 2 * bool(self.room_type)
            + bool(self.bed_class)
        )
