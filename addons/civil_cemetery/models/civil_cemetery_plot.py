from odoo import api, fields, models
from odoo.fields import Domain

from odoo.addons.civil_base.models.workflow_mixin import Transition

from ..tools import CLERK, COUNTER, HEAD

STATES = [
    ("unbuilt", "Not Built"),
    ("available", "Available"),
    ("reserved", "Reserved"),
    ("ordered", "Ordered"),
    ("in_agreement", "Under Agreement"),
    ("occupied", "Occupied"),
    ("overdue", "Overdue"),
    ("vacated", "Vacated"),
    ("closed", "Out of Use"),
]


class CivilCemeteryPlot(models.Model):
    """A plot or a niche (墓位、格位) by zone, row and number.

    Niches stand in racks: their row counts from below, their number is the column.
    """

    _name = "civil.cemetery.plot"
    _description = "Plot"
    _inherit = ["civil.workflow.mixin", "civil.cemetery.plot.check"]
    _order = "zone_id, rack, row, number, id"
    _rec_names_search = ("code", "agreement_ids.holder_name")

    _transitions = (
        Transition(
            ("unbuilt", "vacated", "closed"),
            "available",
            group=CLERK,
            guard="_guard_offer",
        ),
        Transition("available", "reserved", group=COUNTER, guard="_guard_give"),
        Transition(
            ("available", "reserved"), "ordered", group=COUNTER, guard="_guard_give"
        ),
        Transition("ordered", "in_agreement", group=COUNTER, guard="_guard_give"),
        Transition(
            ("reserved", "ordered", "in_agreement"),
            "available",
            group=COUNTER,
            name="release",
        ),
        Transition("in_agreement", "occupied", group=COUNTER),
        # By the daily look at the terms.
        Transition(("in_agreement", "occupied"), "overdue"),
        Transition("overdue", "occupied", group=COUNTER, name="renew"),
        Transition("overdue", "in_agreement", group=COUNTER, name="renew"),
        Transition(("in_agreement", "occupied", "overdue"), "vacated", group=COUNTER),
        Transition(("unbuilt", "available", "vacated"), "closed", group=HEAD),
    )

    zone_id = fields.Many2one(
        "civil.cemetery.zone", required=True, index=True, ondelete="restrict"
    )
    facility_id = fields.Many2one(related="zone_id.facility_id", store=True, index=True)
    division_id = fields.Many2one(
        related="facility_id.organization_id.division_id", store=True, index=True
    )
    town_id = fields.Many2one(
        related="facility_id.organization_id.town_id", store=True, index=True
    )
    rack = fields.Integer(required=True, default=0, help="Of niches; 0 for plots.")
    row = fields.Integer(required=True)
    number = fields.Integer(required=True)
    x = fields.Integer(
        compute="_compute_place", store=True, readonly=False, string="Place across"
    )
    y = fields.Integer(
        compute="_compute_place", store=True, readonly=False, string="Place down"
    )
    code = fields.Char(
        compute="_compute_code", store=True, index="trigram", help="Zone-row-number."
    )
    plot_type_id = fields.Many2one(
        "civil.cemetery.plot.type", required=True, index=True, ondelete="restrict"
    )
    kind = fields.Selection(related="plot_type_id.kind", store=True)
    places = fields.Integer(compute="_compute_places", store=True, readonly=False)
    area = fields.Float(string="Area (m²)", digits=(8, 3))
    stone_height = fields.Float(string="Stone Height (m)", digits=(8, 3))
    currency_id = fields.Many2one(related="facility_id.currency_id")
    price = fields.Monetary(help="Taken once, beside the yearly fees.")
    reservation_ids = fields.One2many("civil.cemetery.reservation", "plot_id")
    agreement_ids = fields.One2many("civil.cemetery.agreement", "plot_id")
    interment_ids = fields.One2many("civil.cemetery.interment", "plot_id")
    used_places = fields.Integer(compute="_compute_used_places", store=True)
    free_places = fields.Integer(compute="_compute_used_places", store=True)
    agreement_id = fields.Many2one(
        "civil.cemetery.agreement",
        compute="_compute_agreement_id",
        string="Agreement in Force",
    )
    holder_name = fields.Char(compute="_compute_agreement_id", string="Holder")
    paid_until = fields.Date(compute="_compute_agreement_id")
    note = fields.Char()
    state = fields.Selection(
        STATES,
        default="unbuilt",
        required=True,
        readonly=True,
        index=True,
    )

    _place_uniq = models.UniqueIndex(
        "(zone_id, rack, row, number)",
        "There is already a plot with this row and number in the zone.",
    )
    _facility_state = models.Index("(facility_id, state)")
    _positive = models.Constraint(
        "CHECK (row > 0 AND number > 0 AND rack >= 0)",
        "Rows and numbers begin with 1.",
    )
    _sizes = models.Constraint(
        "CHECK (area >= 0 AND stone_height >= 0 AND price >= 0)",
        "Area, height and price can't be below zero.",
    )
    _places_check = models.Constraint(
        "CHECK (places > 0)", "A plot has at least one place."
    )

    @api.depends("row", "number")
    def _compute_place(self):
        for plot in self:
            plot.x, plot.y = plot.number, plot.row

    @api.depends("zone_id.code", "rack", "row", "number")
    def _compute_code(self):
        for plot in self:
            parts = [plot.zone_id.code or "", plot.row, plot.number]
            if plot.rack:
                parts.insert(1, plot.rack)
            plot.code = "-".join(map(str, parts))

    @api.depends("code", "facility_id.name")
    def _compute_display_name(self):
        for plot in self:
            plot.display_name = f"{plot.facility_id.name or ''} {plot.code or ''}"

    @api.depends("plot_type_id")
    def _compute_places(self):
        for plot in self:
            plot.places = plot.plot_type_id.places or 1

    @api.depends("places", "interment_ids.state", "interment_ids.urns")
    def _compute_used_places(self):
        sums = dict(
            self.env["civil.cemetery.interment"]
            .sudo()
            ._read_group(
                Domain("plot_id", "in", self.ids) & Domain("state", "=", "active"),
                ["plot_id"],
                ["urns:sum"],
            )
        )
        for plot in self:
            plot.used_places = sums.get(plot._origin, 0)
            plot.free_places = plot.places - plot.used_places

    @api.depends(
        "agreement_ids.state", "agreement_ids.holder_name", "agreement_ids.date_to"
    )
    def _compute_agreement_id(self):
        agreements = self.env["civil.cemetery.agreement"].search(
            [("plot_id", "in", self.ids), ("is_open", "=", True)]
        )
        by_plot = {agreement.plot_id: agreement for agreement in agreements}
        for plot in self:
            agreement = by_plot.get(plot._origin, agreements.browse())
            plot.agreement_id = agreement
            plot.holder_name = agreement.holder_name
            plot.paid_until = agreement.date_to

    @api.model
    def _find_plot(self, facility, zone_code, row, number):
        """Return the plot with a row and number in a zone of a facility, or none."""
        return self.search(
            [
                ("facility_id", "=", facility.id),
                ("zone_id.code", "=", zone_code),
                ("row", "=", row),
                ("number", "=", number),
            ],
            limit=1,
        )

    # -- buttons ---------------------------------------------------------------------

    def action_offer(self):
        """Put the plots up to be given."""
        self._transition("available")

    def action_close(self):
        """Take the plots out of use."""
        self._transition("closed")

    def action_open_agreement(self):
        """Show the agreement in force."""
        self.ensure_one()
        return self._form("civil.cemetery.agreement", self.agreement_id.id)

    def action_reserve(self):
        """Begin a reservation of the plot."""
        self.ensure_one()
        return self._form("civil.cemetery.reservation", False)

    def action_open_reservation(self):
        """Show the reservation that holds the plot."""
        self.ensure_one()
        open_ = self.reservation_ids.filtered(
            lambda paper: paper.state in ("reserved", "ordered")
        )
        return self._form("civil.cemetery.reservation", open_[:1].id)

    def _form(self, model, record_id):
        return {
            "type": "ir.actions.act_window",
            "res_model": model,
            "res_id": record_id,
            "views": [(False, "form")],
            "context": {"default_plot_id": self.id},
        }
