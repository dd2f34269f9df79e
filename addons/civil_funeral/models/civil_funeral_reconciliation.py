from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.civil_base.models.workflow_mixin import Transition

from ..tools.roles import CLERK
from .civil_funeral_reconciliation_line import FINDINGS

COUNTS = (
    "death_count",
    "must_count",
    "exempt_count",
    "matched_count",
    "unmatched_count",
    "cremated_count",
    "must_cremated_count",
    "placed_count",
    "closed_count",
)


class CivilFuneralReconciliation(models.Model):
    """A month's deaths held against cremations and placements (死亡火化安放月度比对).

    What was computed stays as it was: computing the month again makes the next
    version, and the earlier one is kept. Every death is exactly one of matched,
    unmatched and exempt. What is unmatched becomes a check task.

    =========  =====  ==================================================
    step       who    what must hold
    =========  =====  ==================================================
    compute    clerk  the month has begun
    =========  =====  ==================================================

    Source: the district's rules for the closed loop of cremation (全域火葬闭环管理).
    """

    _name = "civil.funeral.reconciliation"
    _description = "Monthly Reconciliation of Deaths"
    _inherit = ["civil.workflow.mixin", "civil.division.mixin", "mail.thread"]
    _order = "period desc, division_id, version desc"
    _rec_name = "period"
    _guarded = ("version", "as_of", *COUNTS)
    _transitions = (
        Transition(
            "draft",
            "computed",
            group=CLERK,
            guard="_guard_compute",
            effect="_effect_compute",
            stamp="computed",
        ),
        Transition("computed", "replaced", group=CLERK),
    )

    period = fields.Date(
        string="Month",
        required=True,
        default=lambda self: self._default_period(),
        help="The month in which people died; its first day.",
    )
    month = fields.Char(string="Year and Month", compute="_compute_month")
    division_id = fields.Many2one(default=lambda self: self._default_division_id())
    version = fields.Integer(readonly=True, copy=False, aggregator=None)
    state = fields.Selection(
        [("draft", "Draft"), ("computed", "Computed"), ("replaced", "Replaced")],
        required=True,
        default="draft",
        readonly=True,
        copy=False,
        index=True,
    )
    as_of = fields.Date(
        readonly=True, copy=False, help="The day up to which limits were counted."
    )
    computed_uid = fields.Many2one(
        "res.users", "Computed By", readonly=True, copy=False
    )
    computed_date = fields.Datetime("Computed On", readonly=True, copy=False)
    death_count = fields.Integer("Deaths", readonly=True, copy=False)
    must_count = fields.Integer("Must Be Cremated", readonly=True, copy=False)
    exempt_count = fields.Integer("Exempt", readonly=True, copy=False)
    matched_count = fields.Integer("Matched", readonly=True, copy=False)
    unmatched_count = fields.Integer("Unmatched", readonly=True, copy=False)
    cremated_count = fields.Integer("Cremated", readonly=True, copy=False)
    must_cremated_count = fields.Integer(
        "Cremated of Those Who Must", readonly=True, copy=False
    )
    placed_count = fields.Integer(
        "Placed in Cemeteries",
        readonly=True,
        copy=False,
        help="In a plot or niche, or buried ecologically.",
    )
    closed_count = fields.Integer("Loop Closed", readonly=True, copy=False)
    cremation_rate = fields.Float(
        "Cremation Rate (%)", digits=(5, 2), compute="_compute_rates", aggregator=None
    )
    placement_rate = fields.Float(
        "Placement Rate (%)", digits=(5, 2), compute="_compute_rates", aggregator=None
    )
    closing_rate = fields.Float(
        "Closing Rate (%)", digits=(5, 2), compute="_compute_rates", aggregator=None
    )
    line_ids = fields.One2many("civil.funeral.reconciliation.line", "reconciliation_id")
    town_ids = fields.One2many(
        "civil.funeral.reconciliation.town", "reconciliation_id", string="Towns"
    )
    open_task_count = fields.Integer("Open Checks", compute="_compute_open_task_count")

    _current_uniq = models.UniqueIndex(
        "(period, division_id) WHERE state = 'computed'",
        "The month has been computed for this division already; compute it again.",
    )
    _period_first_day = models.Constraint(
        "CHECK (extract(day FROM period) = 1)",
        "The month is given as its first day.",
    )
    _counts_foot = models.Constraint(
        "CHECK (state = 'draft' OR death_count ="
        " matched_count + unmatched_count + exempt_count)",
        "Matched, unmatched and exempt deaths have to add up to all deaths.",
    )

    def _default_period(self):
        """The month before the present one, which is complete."""
        first = fields.Date.context_today(self).replace(day=1)
        return fields.Date.subtract(first, months=1)

    def _default_division_id(self):
        """The user's division, where there is only one."""
        divisions = self.env.user.division_ids
        return divisions if len(divisions) == 1 else False

    @api.depends("period")
    def _compute_month(self):
        for record in self:
            record.month = record.period and f"{record.period:%Y-%m}"

    @api.depends(*COUNTS)
    def _compute_rates(self):
        for record in self:
            record.update(rates(record))

    def _compute_open_task_count(self):
        for record in self:
            record.open_task_count = self.env["civil.funeral.check"].search_count(
                [*record._task_domain(), ("state", "!=", "closed")]
            )

    @api.depends("period", "division_id", "version")
    def _compute_display_name(self):
        for record in self:
            name = f"{record.period:%Y-%m} {record.division_id.name or ''}"
            if record.version > 1:
                name = self.env._(
                    "%(name)s, version %(version)s", name=name, version=record.version
                )
            record.display_name = name

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            if vals.get("period"):
                vals["period"] = fields.Date.to_date(vals["period"]).replace(day=1)
        return super().create(vals_list)

    def write(self, vals):
        """Keep what was computed as it is."""
        if {"period", "division_id"} & vals.keys() and not self._has_pass(vals):
            for record in self:
                if record.state != "draft":
                    raise UserError(
                        self.env._(
                            "%(record)s was computed and stays; make another one.",
                            record=record.display_name,
                        )
                    )
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_only_draft(self):
        if self.filtered(lambda record: record.state != "draft"):
            raise UserError(self.env._("What was computed is kept."))

    # -- computing -------------------------------------------------------------

    def _guard_compute(self):
        if self.period > fields.Date.context_today(self):
            return self.env._("the month hasn't begun yet")
        return False

    def _effect_compute(self):
        """Take the place of the version before, and hold the deaths against all."""
        for record in self:
            before = self.search(
                [
                    ("period", "=", record.period),
                    ("division_id", "=", record.division_id.id),
                    ("state", "!=", "draft"),
                ],
                order="version desc",
            )
            before.filtered(lambda other: other.state == "computed")._replace()
            record._write_guarded(
                {
                    "version": (before[:1].version or 0) + 1,
                    "as_of": fields.Date.context_today(self),
                }
            )
            self.env["civil.funeral.reconciliation.sql"]._run(record)

    def _replace(self):
        """Let the next version take the place of these."""
        if self:
            self._transition("replaced")
            self.flush_recordset(["state"])

    def action_compute(self):
        """Hold the month's deaths against cremations and placements."""
        self._transition("computed")

    def action_compute_again(self):
        """Compute the month anew, as the next version; this one is kept.

        :return: the action that opens the new version
        """
        self.ensure_one()
        again = self.create({"period": self.period, "division_id": self.division_id.id})
        again.action_compute()
        return again._get_records_action()

    # -- showing ---------------------------------------------------------------

    def _task_domain(self):
        """Domain of the check tasks about the single month and division."""
        return [
            ("period", "=", self.period),
            ("division_id", "child_of", self.division_id.ids),
        ]

    def action_view_tasks(self):
        """Show the check tasks of the month."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "civil_funeral.civil_funeral_check_action"
        )
        return {**action, "domain": self._task_domain(), "context": {}}

    def action_view_lines(self, which=None, town_id=None):
        """Show the deaths behind a figure.

        :param str which: name of a figure such as ``must_count``; all if left out
        :param int town_id: of this town only
        """
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "civil_funeral.civil_funeral_reconciliation_line_action"
        )
        domain = [("reconciliation_id", "=", self.id)]
        domain += self._line_domains()[which or "death_count"]
        if town_id is not None:
            domain.append(("town_id", "=", town_id))
        return {**action, "domain": domain, "context": {}}

    @api.model
    def _line_domains(self):
        """``{figure: domain of the deaths that it counts}``."""
        return {
            "death_count": [],
            "must_count": [("must_cremate", "=", True)],
            "exempt_count": [("result", "=", "exempt")],
            "matched_count": [("result", "=", "matched")],
            "unmatched_count": [("result", "=", "unmatched")],
            "cremated_count": [("is_cremated", "=", True)],
            "must_cremated_count": [
                ("must_cremate", "=", True),
                ("is_cremated", "=", True),
            ],
            "placed_count": [("is_placed", "=", True)],
            "closed_count": [("is_closed", "=", True)],
            **{name: [(name, "=", True)] for name, _label in FINDINGS},
        }


def rates(counts):
    """Percentages of a record with counts; zero where there is nobody to count."""
    return {
        "cremation_rate": _percent(counts.must_cremated_count, counts.must_count),
        "placement_rate": _percent(counts.placed_count, counts.cremated_count),
        "closing_rate": _percent(counts.closed_count, counts.must_count),
    }


def _percent(part, whole):
    return round(100 * part / whole, 2) if whole else 0.0
