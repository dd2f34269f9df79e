from odoo import api, fields, models
from odoo.fields import Domain

from .civil_cemetery_facility import KINDS


class CivilCemeteryAreaRule(models.Model):
    """How large a plot and how high a stone may be (墓位面积和墓碑高度标准).

    A rule for a division holds there and below, before the one for everywhere.
    """

    _name = "civil.cemetery.area.rule"
    _description = "Limit of Area and Stone"
    _order = "facility_kind, plot_type_id, date_from desc"
    _rec_name = "plot_type_id"

    facility_kind = fields.Selection(KINDS, string="Kind of Facility", required=True)
    plot_type_id = fields.Many2one(
        "civil.cemetery.plot.type", required=True, index=True, ondelete="restrict"
    )
    division_id = fields.Many2one(
        "civil.division", index=True, ondelete="restrict", help="Empty: everywhere."
    )
    date_from = fields.Date(string="Valid from", required=True)
    date_to = fields.Date(string="Valid through", help="The last day; open if empty.")
    max_area = fields.Float(
        string="Largest Area (m²)", digits=(8, 3), help="0: no limit."
    )
    max_stone_height = fields.Float(
        string="Highest Stone (m)", digits=(8, 3), help="0: no limit."
    )
    legal_basis = fields.Char(required=True)

    _dates_check = models.Constraint(
        "CHECK (date_to IS NULL OR date_to >= date_from)",
        "The last day of validity lies before the first.",
    )
    _limits_check = models.Constraint(
        "CHECK (max_area >= 0 AND max_stone_height >= 0)",
        "A limit can't be below zero.",
    )
    _no_overlap = models.Constraint(
        """EXCLUDE USING gist (
            facility_kind WITH =,
            plot_type_id WITH =,
            COALESCE(division_id, 0) WITH =,
            daterange(date_from, date_to, '[]') WITH &&
        )""",
        "There is already such a rule for some of these days: give that one its last "
        "day first.",
    )

    @api.model
    def _find(self, kind, plot_type, division, day):
        """Return the rule that holds for a plot on a day, or none.

        :param str kind: kind of the facility
        :param plot_type: type of the plot
        :param division: where the facility lies
        :param date day: the day of the event
        """
        return self._finder(day)(kind, plot_type, division)

    @api.model
    def _finder(self, day):
        """Return a function that finds rules of a day, however many, by one query.

        It takes kind, type and division as ``_find`` does; the nearest division with
        a rule decides.

        :param date day: the day of the event
        """
        # Rules are no secret: what they say decides for everybody.
        rules = self.sudo()
        found = rules.search(
            Domain("date_from", "<=", day)
            & (Domain("date_to", "=", False) | Domain("date_to", ">=", day))
        )
        held = {
            (r.facility_kind, r.plot_type_id.id, r.division_id.id): r for r in found
        }

        def find(kind, plot_type, division):
            path = (division and division.parent_path) or ""
            above = [int(part) for part in path.split("/")[:-1]]
            keys = ((kind, plot_type.id, place) for place in (*reversed(above), False))
            return next((held[key] for key in keys if key in held), rules.browse())

        return find
