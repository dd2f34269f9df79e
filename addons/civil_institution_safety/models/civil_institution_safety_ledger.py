from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from odoo.addons.civil_base.models.workflow_mixin import Transition
from odoo.addons.civil_base.tools.todo import day_end

from ..tools.period import month_end
from ..tools.roles import CLERK, HEAD

#: The numbers of the report, in the order of its columns.
FIGURES = (
    "institutions",
    "asked",
    "filed",
    "late",
    "checked",
    "found",
    "major",
    "closed",
    "open",
    "overdue",
    "due",
    "due_closed",
    "incidents",
)


class CivilInstitutionSafetyLedger(models.Model):
    """The month's ledger of safety (安全监管月报): every number with its list.

    Numbers follow from the records as of the month's end until the report is filed;
    from then on it says what it said.
    """

    _name = "civil.institution.safety.ledger"
    _description = "Monthly Report on Safety"
    _inherit = ["civil.workflow.mixin", "civil.division.mixin", "mail.thread"]
    _order = "month desc, id desc"
    _guarded = ("kept",)
    _transitions = (
        Transition(
            "draft",
            "filed",
            CLERK,
            guard="_guard_file",
            effect="_keep",
            stamp="filed",
        ),
        Transition("filed", "draft", HEAD),
    )

    month = fields.Date(
        required=True,
        index=True,
        default=lambda self: fields.Date.context_today(self).replace(day=1),
        help="Any day of the month; its first is kept.",
    )
    company_id = fields.Many2one(
        "res.company", required=True, index=True, default=lambda self: self.env.company
    )
    note = fields.Text(string="Situation and Next Steps")
    state = fields.Selection(
        [("draft", "Draft"), ("filed", "Filed")],
        default="draft",
        required=True,
        readonly=True,
        index=True,
        copy=False,
        tracking=True,
    )
    filed_uid = fields.Many2one("res.users", string="Filed By", readonly=True)
    filed_date = fields.Datetime(string="Filed On", readonly=True, copy=False)
    kept = fields.Json(readonly=True, copy=False)
    institutions_count = fields.Integer("Institutions", compute="_compute_figures")
    asked_count = fields.Integer("Self-Checks Asked For", compute="_compute_figures")
    filed_count = fields.Integer("Self-Checks Filed", compute="_compute_figures")
    late_count = fields.Integer("Filed Late", compute="_compute_figures")
    filed_rate = fields.Float(
        "Self-Checks Filed (%)", compute="_compute_figures", digits=(5, 1)
    )
    checked_count = fields.Integer("Checks by the District", compute="_compute_figures")
    found_count = fields.Integer("Hazards Found", compute="_compute_figures")
    major_count = fields.Integer("Major Hazards Found", compute="_compute_figures")
    closed_count = fields.Integer("Hazards Struck Off", compute="_compute_figures")
    open_count = fields.Integer("Open at the Month's End", compute="_compute_figures")
    overdue_count = fields.Integer(
        "Overdue at the Month's End", compute="_compute_figures"
    )
    due_count = fields.Integer("Due in the Month", compute="_compute_figures")
    due_closed_count = fields.Integer("Of These Struck Off", compute="_compute_figures")
    closed_rate = fields.Float(
        "Rectification Rate (%)",
        compute="_compute_figures",
        digits=(5, 1),
        help="Struck off of those due in the month.",
    )
    incidents_count = fields.Integer("Incidents", compute="_compute_figures")

    _month_uniq = models.UniqueIndex(
        "(company_id, division_id, month)", "There is a report of this month already."
    )
    _month_first = models.Constraint(
        "CHECK (EXTRACT(day FROM month) = 1)", "A month is given by its first day."
    )

    @api.depends("month")
    def _compute_display_name(self):
        for report in self:
            report.display_name = report.month and self.env._(
                "Report on safety %(month)s", month=f"{report.month:%Y-%m}"
            )

    @api.model_create_multi
    def create(self, vals_list):
        """Keep the first of the month, whichever of its days was given."""
        return super().create([self._first(vals) for vals in vals_list])

    def write(self, vals):
        """Keep what was filed."""
        filed = self.filtered(lambda report: report.state == "filed")
        if filed and not self._has_pass(vals):
            raise UserError(
                self.env._("%(report)s was filed.", report=filed[0].display_name)
            )
        return super().write(self._first(vals))

    @api.model
    def _first(self, vals):
        day = fields.Date.to_date(vals.get("month"))
        return {**vals, "month": day.replace(day=1)} if day else vals

    @api.ondelete(at_uninstall=False)
    def _unlink_drafts(self):
        if self.filtered(lambda report: report.state == "filed"):
            raise UserError(self.env._("Reports that were filed stay."))

    # -- figures -----------------------------------------------------------------------

    @api.depends("month", "division_id", "kept", "state")
    def _compute_figures(self):
        names = {figure: self._figure_field(figure) for figure in FIGURES}
        for report in self:
            rows = report._rows() if report.month else []
            for figure, name in names.items():
                report[name] = sum(row[figure] for row in rows)
            asked, due = report.asked_count, report.due_count
            report.filed_rate = 100 * report.filed_count / asked if asked else 0
            report.closed_rate = 100 * report.due_closed_count / due if due else 0

    @api.model
    def _figure_field(self, figure):
        """Return the name of the field that holds a figure."""
        return f"{figure}_count"

    def _rows(self):
        """Return a dictionary of ``town`` and :data:`FIGURES` for each town."""
        self.ensure_one()
        if self.state == "filed" and self.kept:
            return self.kept
        counts = {figure: self._by_town(figure) for figure in FIGURES}
        towns = self.env["civil.division"].union(
            *(town for found in counts.values() for town in found)
        )
        rows = [
            {
                "town": town.name,
                **{figure: counts[figure].get(town, 0) for figure in FIGURES},
            }
            for town in towns.sorted("code")
        ]
        nowhere = {f: counts[f].get(self.env["civil.division"], 0) for f in FIGURES}
        if any(nowhere.values()):
            rows.append({"town": self.division_id.name, **nowhere})
        return rows

    def _by_town(self, figure):
        model, domain = self._list_of(figure)
        groups = self.env[model]._read_group(domain, ["town_id"], ["__count"])
        return dict(groups)

    def _list_of(self, figure):
        """Return of which records of which model a figure is the number."""
        first, last = self.month, month_end(self.month)
        until = day_end(last)
        place = Domain("division_id", "child_of", self.division_id.ids)
        place &= Domain("company_id", "=", self.company_id.id)
        home = place & Domain("institution_id", "!=", False)
        check = home & Domain("month", "=", first)
        found = home & Domain("found_date", "<=", last)
        new = found & Domain("found_date", ">=", first)
        still = found & (
            Domain("closed_date", "=", False) | Domain("closed_date", ">", until)
        )
        late = Domain("deadline", "<", last) & (
            Domain("rectified_date", "=", False)
            | Domain("rectified_date", ">", until)
            | Domain("state", "in", ("open", "rectifying"))
        )
        due = home & Domain("deadline", ">=", first) & Domain("deadline", "<=", last)
        began = day_end(fields.Date.subtract(first, days=1))
        closed = Domain("closed_date", ">", began) & Domain("closed_date", "<=", until)
        lists = {
            "institutions": (
                "civil.institution",
                place & Domain("state", "=", "filed"),
            ),
            "asked": ("civil.safety.check", check),
            "filed": ("civil.safety.check", check & Domain("state", "=", "filed")),
            "late": ("civil.safety.check", check & Domain("is_filed_late", "=", True)),
            "checked": (
                "civil.inspection",
                home
                & Domain("state", "in", ("signed", "published"))
                & Domain("actual_date", ">=", first)
                & Domain("actual_date", "<=", last),
            ),
            "found": ("civil.hazard", new),
            "major": (
                "civil.hazard",
                found
                & Domain("found_date", ">=", first)
                & Domain("level", "=", "major"),
            ),
            "closed": ("civil.hazard", home & closed),
            "open": ("civil.hazard", still),
            "overdue": ("civil.hazard", still & late),
            "due": ("civil.hazard", due),
            "due_closed": ("civil.hazard", due & Domain("closed_date", "<=", until)),
            "incidents": (
                "civil.emergency.incident",
                home
                & Domain("state", "!=", "unfounded")
                & Domain("occurred_at", ">", began)
                & Domain("occurred_at", "<=", until),
            ),
        }
        return lists[figure]

    def action_view(self, figure="institutions"):
        """Show the records of which a figure of the single report is the number.

        :param str figure: one of :data:`FIGURES`
        """
        self.ensure_one()
        if figure not in FIGURES:
            raise UserError(self.env._("There is no such number."))
        model, domain = self._list_of(figure)
        return {
            "type": "ir.actions.act_window",
            "name": self.display_name,
            "res_model": model,
            "domain": list(domain),
            "views": [(False, "list"), (False, "form")],
        }

    # -- filing ------------------------------------------------------------------------

    def _guard_file(self):
        if self.month > fields.Date.context_today(self):
            return self.env._("its month hasn't come yet")
        return False

    def _keep(self):
        for report in self:
            report._write_guarded({"kept": report._rows()})

    def action_file(self):
        """File the reports: their numbers stay as they are."""
        self._transition("filed")

    def action_reopen(self):
        """Take filed reports up again."""
        self._transition("draft")
