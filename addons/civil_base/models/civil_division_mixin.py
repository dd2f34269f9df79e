from odoo import api, fields, models


class CivilDivisionMixin(models.AbstractModel):
    """A record that has a place.

    The model that inherits this declares a global record rule
    ``[('division_id', 'child_of', user.division_ids.ids)]``.
    """

    _name = "civil.division.mixin"
    _description = "Record with a Division"

    division_id = fields.Many2one(
        "civil.division",
        required=True,
        index=True,
        ondelete="restrict",
    )
    town_id = fields.Many2one(
        "civil.division",
        compute="_compute_town_id",
        store=True,
        index=True,
        help="The town to which the division belongs; empty above the towns.",
    )

    @api.depends("division_id.level", "division_id.parent_id")
    def _compute_town_id(self):
        for record in self:
            division = record.division_id
            if division.level == "village":
                division = division.parent_id
            record.town_id = division if division.level == "town" else False
