from odoo import api, fields, models
from odoo.fields import Domain

from .civil_cemetery_facility import KINDS

#: What is applied for with a facility, in the order of its life.
MATTERS = [
    ("new", "Building"),
    ("acceptance", "Acceptance"),
    ("extension", "Extension"),
    ("rename", "Renaming"),
    ("representative", "Change of the Legal Representative"),
    ("nature", "Change of the Nature"),
    ("removal", "Removal to Another Place"),
    ("close", "Closing"),
]


class CivilCemeteryRoute(models.Model):
    """Who agrees to what is built and changed, by kind and date (审批权限).

    Sources: 《殡葬管理条例》 (2012) art. 8; the revised 《殡葬管理条例》 (State Council
    Order 824) from 2026-03-30: the government runs new facilities, not for profit.
    """

    _name = "civil.cemetery.route"
    _description = "Approval Route of a Facility"
    _order = "matter, facility_kind, date_from desc"
    _rec_name = "legal_basis"

    facility_kind = fields.Selection(KINDS, string="Kind of Facility", required=True)
    matter = fields.Selection(MATTERS, required=True)
    date_from = fields.Date(string="Valid from", required=True)
    date_to = fields.Date(string="Valid through", help="The last day; open if empty.")
    is_allowed = fields.Boolean(
        default=True, help="Off where the law lets nobody have it anymore."
    )
    needs_government = fields.Boolean(
        string="Run by the Government", help="Others can't have it."
    )
    legal_basis = fields.Char(required=True)
    step_ids = fields.One2many(
        "civil.cemetery.route.step", "route_id", string="Who Agrees", copy=True
    )
    way = fields.Char(compute="_compute_way", string="Approval Way")

    _dates_check = models.Constraint(
        "CHECK (date_to IS NULL OR date_to >= date_from)",
        "The last day of validity lies before the first.",
    )
    _no_overlap = models.Constraint(
        """EXCLUDE USING gist (
            facility_kind WITH =,
            matter WITH =,
            daterange(date_from, date_to, '[]') WITH &&
        )""",
        "There is already such a route for some of these days: give that one its last "
        "day first.",
    )

    @api.depends("step_ids.organ", "step_ids.role", "is_allowed")
    def _compute_way(self):
        labels = dict(
            self.env["civil.cemetery.route.step"]
            ._fields["role"]
            ._description_selection(self.env)
        )
        for route in self:
            steps = [f"{step.organ} {labels[step.role]}" for step in route.step_ids]
            route.way = " → ".join(steps)
            if not route.is_allowed:
                route.way = self.env._("Not possible anymore")

    @api.model
    def _find(self, kind, matter, day):
        """Return the route that holds on a day, or none.

        :param str kind: kind of the facility
        :param str matter: what is applied for
        :param date day: the day that decides
        """
        # Who agrees to what is law, and no secret.
        return self.sudo().search(
            Domain("facility_kind", "=", kind)
            & Domain("matter", "=", matter)
            & Domain("date_from", "<=", day)
            & (Domain("date_to", "=", False) | Domain("date_to", ">=", day))
        )
