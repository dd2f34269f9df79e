from odoo import api, fields, models

from odoo.addons.civil_base.models.workflow_mixin import Transition
from odoo.addons.civil_base.tools.todo import TodoEntry

from ..tools import CLERK, HEAD

KINDS = [
    ("funeral_home", "Funeral Home"),
    ("funeral_station", "Funeral Service Station"),
    ("columbarium", "Columbarium"),
    ("public", "Public Cemetery"),
    ("commercial", "Commercial Cemetery"),
]
#: The organization's kind of each kind of facility, and the prefix of its number.
ORGANIZATION_KINDS = {
    "funeral_home": ("kind_funeral_home", "BZ"),
    "funeral_station": ("kind_funeral_station", "YZ"),
    "columbarium": ("kind_columbarium", "GZ"),
    "public": ("kind_cemetery_public", "GZ"),
    "commercial": ("kind_cemetery_commercial", "GZ"),
}


class CivilCemeteryFacility(models.Model):
    """A funeral facility (殡葬设施): home, station, columbarium, cemetery."""

    _name = "civil.cemetery.facility"
    _description = "Funeral Facility"
    _inherits = {"civil.organization": "organization_id"}
    _inherit = [
        "civil.workflow.mixin",
        "civil.cemetery.register",
        "civil.cemetery.facility.inspection",
        "mail.thread",
        "mail.activity.mixin",
    ]
    _order = "kind, id"
    _mail_post_access = "read"

    _transitions = (
        Transition(
            ("preparing", "suspended"), "operating", group=HEAD, guard="_guard_operate"
        ),
        Transition("operating", "suspended", group=HEAD),
        Transition(
            ("preparing", "operating", "suspended"),
            "closed",
            group=HEAD,
            guard="_guard_close",
        ),
    )

    organization_id = fields.Many2one(
        "civil.organization", required=True, index=True, ondelete="restrict"
    )
    town_id = fields.Many2one(related="organization_id.town_id", store=True, index=True)
    kind = fields.Selection(KINDS, required=True, index=True, tracking=True)
    unit_number = fields.Char(readonly=True, copy=False, index=True)
    currency_id = fields.Many2one(
        "res.currency",
        required=True,
        default=lambda self: self.env.company.currency_id,
    )
    user_ids = fields.Many2many(
        "res.users", string="Keepers", help="They work at the counter there."
    )
    service_division_ids = fields.Many2many(
        "civil.division",
        "civil_cemetery_facility_service_rel",
        string="Service Area",
        help="Public facilities serve the residents of these divisions only.",
    )
    zone_ids = fields.One2many("civil.cemetery.zone", "facility_id", string="Zones")
    fee_ids = fields.One2many("civil.cemetery.fee", "facility_id", string="Fees")
    plot_count = fields.Integer(compute="_compute_counts", string="Plots")
    free_count = fields.Integer(compute="_compute_counts", string="Free Plots")
    taken_count = fields.Integer(compute="_compute_counts", string="In Use")
    overdue_count = fields.Integer(compute="_compute_counts", string="Overdue Plots")
    used_share = fields.Float(compute="_compute_counts", string="Used (%)")
    state = fields.Selection(
        [
            ("preparing", "Being Prepared"),
            ("operating", "Operating"),
            ("suspended", "Suspended"),
            ("closed", "Closed"),
        ],
        default="preparing",
        required=True,
        readonly=True,
        index=True,
        tracking=True,
    )

    _organization_uniq = models.UniqueIndex(
        "(organization_id)", "This organization is already on record as a facility."
    )

    @api.depends("zone_ids.plot_ids.state")
    def _compute_counts(self):
        groups = self.env["civil.cemetery.plot"]._read_group(
            [("facility_id", "in", self.ids)], ["facility_id", "state"], ["__count"]
        )
        counts = {}
        for facility, state, count in groups:
            counts.setdefault(facility, {})[state] = count
        for facility in self:
            by_state = counts.get(facility, {})
            total = sum(by_state.values())
            taken = by_state.get("occupied", 0) + by_state.get("overdue", 0)
            facility.plot_count = total
            facility.free_count = by_state.get("available", 0)
            facility.taken_count = taken
            facility.overdue_count = by_state.get("overdue", 0)
            facility.used_share = 100 * taken / total if total else 0

    def _is_public(self):
        """Tell whether the single facility serves the residents of its area only."""
        return self.kind != "commercial"

    def _serves(self, division):
        """Tell whether the single facility may serve residents of a division."""
        if not self._is_public():
            return True
        area = self.service_division_ids or self.division_id
        return any(division.parent_path.startswith(d.parent_path) for d in area)

    def _next_number(self, prefix, day):
        """Return the next number of a paper of the single facility.

        :param str prefix: which paper, such as GZ for agreements
        :param date day: of the paper; it counts by years
        """
        return self.env["civil.numbering"]._next(
            "cemetery.paper",
            prefix=prefix,
            division=self._division_code(),
            year=day.year,
            unit=(self.unit_number or "00")[-2:],
        )

    def _division_code(self):
        """Return the six figures of the district in which the facility lies."""
        return (self.division_id.code or "")[:6].ljust(6, "0")

    @api.model_create_multi
    def create(self, vals_list):
        """Give the facilities their numbers, and their organizations their kinds."""
        facilities = super().create(vals_list)
        for facility in facilities:
            kind, prefix = ORGANIZATION_KINDS[facility.kind]
            facility.kind_ids |= self.env.ref(f"civil_organization.{kind}")
            facility.unit_number = self.env["civil.numbering"]._next(
                "cemetery.unit", prefix=prefix, division=facility._division_code()
            )
        return facilities

    def _todo_for_counter(self, key, name, due):
        """Return what waits for who works at the counter of the single facility."""
        if self.user_ids:
            return [
                TodoEntry(f"{key}-{user.id}", name, user=user, due=due)
                for user in self.user_ids
            ]
        group = self.env.ref(CLERK)
        return [TodoEntry(key, name, group=group, due=due, implied=True)]

    # -- guards ----------------------------------------------------------------------

    def _guard_operate(self):
        if not self.approved_on:
            return self.env._("it isn't said when it was approved")
        return self._open_refusal()

    def _open_refusal(self):
        """Return why the single facility may not begin to operate, or False."""
        return False

    def _sale_refusal(self):
        """Return why the single facility may not give plots or bury, or False."""
        if self.state == "operating":
            return False
        labels = dict(self._fields["state"]._description_selection(self.env))
        return self.env._(
            "%(facility)s doesn't operate (%(state)s)",
            facility=self.name,
            state=labels[self.state],
        )

    def _guard_close(self):
        pending = self.env["civil.cemetery.plot"].search_count(
            [
                ("facility_id", "=", self.id),
                ("state", "in", ("reserved", "ordered", "in_agreement")),
            ]
        )
        return bool(pending) and self.env._(
            "%(count)s plots are reserved, ordered or under an agreement without "
            "a burial yet",
            count=pending,
        )

    # -- buttons ---------------------------------------------------------------------

    def action_operate(self):
        """Note that the facilities operate."""
        self._transition("operating")

    def action_suspend(self):
        """Stop the facilities from giving plots and burying."""
        self._transition("suspended")

    def action_close(self):
        """Close the facilities for good; what lies there stays."""
        self._transition("closed")

    def action_open_plots(self):
        """Show the plots of the facility."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "civil_cemetery.civil_cemetery_plot_action"
        )
        return {
            **action,
            "domain": [("facility_id", "=", self.id)],
            "context": {"default_facility_id": self.id},
        }

    def action_open_plan(self):
        """Show the plan of the facility."""
        self.ensure_one()
        action = self.env["ir.actions.client"]._for_xml_id(
            "civil_cemetery.civil_cemetery_plan_action"
        )
        return {**action, "params": {"facility_id": self.id}}
