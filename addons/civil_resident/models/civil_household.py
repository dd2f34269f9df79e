from odoo import api, fields, models


class CivilHousehold(models.Model):
    """People who live together and are looked at together (家庭).

    Social assistance is applied for, decided and paid by household.
    """

    _name = "civil.household"
    _description = "Household"
    _inherit = ["civil.division.mixin"]
    _order = "id desc"
    _rec_names_search = ("head_id", "number")

    number = fields.Char(index="btree_not_null", help="Number that the office uses.")
    head_id = fields.Many2one(
        "civil.resident", required=True, index=True, ondelete="restrict"
    )
    address = fields.Char()
    member_ids = fields.One2many("civil.resident", "household_id", string="Members")
    member_count = fields.Integer(
        compute="_compute_member_count", string="Number of Members"
    )
    note = fields.Text()
    active = fields.Boolean(default=True)

    @api.depends("member_ids")
    def _compute_member_count(self):
        counts = dict(
            self.env["civil.resident"]._read_group(
                [("household_id", "in", self.ids)], ["household_id"], ["__count"]
            )
        )
        for household in self:
            household.member_count = counts.get(household._origin, 0)

    @api.depends("head_id.name")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for household in self:
            household.display_name = self.env._(
                "Household of %(name)s", name=household.head_id.name or ""
            )

    @api.onchange("head_id")
    def _onchange_head_id(self):
        """Offer the head's place and address."""
        if self.head_id:
            self.division_id = self.division_id or self.head_id.division_id
            self.address = self.address or self.head_id.address

    @api.model_create_multi
    def create(self, vals_list):
        households = super().create(vals_list)
        households._join_head()
        return households

    def write(self, vals):
        result = super().write(vals)
        if "head_id" in vals:
            self._join_head()
        return result

    def _join_head(self):
        """Make the head a member, and the only one with that relation."""
        for household in self:
            former = household.member_ids.filtered(
                lambda m, head=household.head_id: (
                    m.household_relation == "head" and m != head
                )
            )
            former.household_relation = False
            household.head_id.write(
                {"household_id": household.id, "household_relation": "head"}
            )
