import calendar
import datetime

from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.civil_base.models.workflow_mixin import Transition
from odoo.addons.civil_base.tools.todo import TodoEntry

CLERK = "civil_inspection.group_clerk"


class CivilSafetyCheck(models.Model):
    """One month's self-check of one institution (月度安全自查).

    Source: 《安全生产法》第四十一条 (screening for hazards); the bureau's work plan
    (every institution checks itself each month).
    """

    _name = "civil.safety.check"
    _description = "Monthly Self-Check"
    _inherit = [
        "civil.workflow.mixin",
        "civil.inspection.scope",
        "civil.todo.mixin",
        "mail.thread",
    ]
    _order = "month desc, object_id"
    _todo_triggers = ("state", "due_date")

    object_id = fields.Many2one(
        "civil.inspection.object",
        string="Institution",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    division_id = fields.Many2one(
        related="object_id.division_id", store=True, index=True, precompute=True
    )
    kind_id = fields.Many2one(readonly=True)
    department_id = fields.Many2one(
        "civil.department", related="kind_id.department_id", store=True, index=True
    )
    month = fields.Date(
        required=True, readonly=True, index=True, help="The first day of the month."
    )
    due_date = fields.Date(
        string="To Be Filed By", required=True, readonly=True, index=True
    )
    checked_date = fields.Date(string="Checked On")
    checker = fields.Char(string="Checked By", help="Who checked for the institution.")
    line_ids = fields.One2many(
        "civil.safety.check.line", "check_id", string="Checklist Items"
    )
    problem_count = fields.Integer(
        string="Problems", compute="_compute_problem_count", store=True
    )
    hazard_ids = fields.One2many("civil.hazard", "self_check_id", string="Hazards")
    hazard_count = fields.Integer(compute="_compute_hazard_count")
    note = fields.Text()
    is_late = fields.Boolean(
        string="Late", compute="_compute_is_late", search="_search_is_late"
    )
    state = fields.Selection(
        [("due", "To Be Filed"), ("filed", "Filed")],
        default="due",
        required=True,
        readonly=True,
        index=True,
        tracking=True,
    )
    filed_uid = fields.Many2one("res.users", string="Filed By", readonly=True)
    filed_date = fields.Datetime(string="Filed On", readonly=True)

    _transitions = (
        Transition(
            "due", "filed", CLERK, guard="_refuse_filing", effect="_file", stamp="filed"
        ),
    )

    _month_uniq = models.UniqueIndex(
        "(object_id, kind_id, month)",
        "This institution already has a self-check of the month.",
    )
    _month_first = models.Constraint(
        "CHECK (EXTRACT(day FROM month) = 1)",
        "A month is given by its first day.",
    )

    @api.depends("object_id.name", "month")
    def _compute_display_name(self):
        for check in self:
            check.display_name = f"{check.object_id.name} {check.month:%Y-%m}"

    @api.depends("line_ids.result")
    def _compute_problem_count(self):
        for check in self:
            bad = check.line_ids.filtered(lambda line: line.result == "no")
            check.problem_count = len(bad)

    @api.depends("hazard_ids")
    def _compute_hazard_count(self):
        for check in self:
            check.hazard_count = len(check.hazard_ids)

    @api.depends("due_date", "state")
    @api.depends_context("tz")
    def _compute_is_late(self):
        today = fields.Date.context_today(self)
        for check in self:
            check.is_late = check.state == "due" and check.due_date < today

    def _search_is_late(self, operator, value):
        if operator != "in" or set(value) != {True}:
            return NotImplemented
        today = fields.Date.context_today(self)
        return [("state", "=", "due"), ("due_date", "<", today)]

    # -- making the month's checks ---------------------------------------------------

    @api.model
    def _cron_open_month(self):
        """Ask every institution for this month's self-check."""
        self._open_month(fields.Date.context_today(self))

    @api.model
    def _open_month(self, day):
        """Make the self-checks of a day's month that aren't there yet.

        :return: the new self-checks
        """
        month = day.replace(day=1)
        made = self.browse()
        kinds = self.env["civil.inspection.kind"].search([("self_check", "=", True)])
        for kind in kinds:
            objects = self._objects_due(kind, month)
            known = self.search([("kind_id", "=", kind.id), ("month", "=", month)])
            lines = kind._checklist("self_check")._line_values()
            made |= self.create(
                [
                    {
                        "object_id": record.id,
                        "kind_id": kind.id,
                        "company_id": record.company_id.id,
                        "month": month,
                        "due_date": self._due_date(month, record.division_id),
                        "line_ids": [fields.Command.create(vals) for vals in lines],
                    }
                    for record in objects - known.object_id
                ]
            )
        return made

    @api.model
    def _objects_due(self, kind, month):
        """Return the objects of a kind that check themselves in a month.

        Addons that contribute objects leave out those that aren't at work.
        """
        return self.env["civil.inspection.object"].search([("kind_ids", "in", kind.id)])

    @api.model
    def _due_date(self, month, division):
        """Return the last day on which the month's self-check is in time."""
        day = self.env["civil.parameter"]._get("safety.self_check_day", month, division)
        last = calendar.monthrange(month.year, month.month)[1]
        return datetime.date(month.year, month.month, min(day, last))

    def action_open_month(self):
        """Ask for this month's self-checks now instead of by night.

        :raises UserError: only a section head does
        """
        if not self.env.user.has_group("civil_inspection.group_head"):
            raise UserError(self.env._("Only a section head asks for self-checks."))
        # Checks of all divisions belong to the month, not only those that one sees.
        self.sudo()._open_month(fields.Date.context_today(self))

    # -- filing ----------------------------------------------------------------------

    def _refuse_filing(self):
        if not self.checked_date or not self.checker:
            return self.env._("enter who checked, and when")
        if not self.line_ids:
            return self.env._("there is no checklist for self-checks of this kind")
        if left := self.line_ids.filtered(lambda line: not line.result):
            return self.env._("%(count)s items aren't answered yet", count=len(left))
        bare = self.line_ids.filtered(
            lambda line: line.result == "no" and not line.note
        )
        if bare:
            return self.env._("write what was found at “%(item)s”", item=bare[0].name)
        return False

    def action_file(self):
        """File the self-checks; what is a hazard goes into the ledger."""
        self._transition("filed")

    def _file(self):
        for check in self:
            self.env["civil.hazard"]._from_lines(
                check.line_ids,
                found_by="self",
                self_check_id=check.id,
                object_id=check.object_id.id,
                kind_id=check.kind_id.id,
                found_date=check.checked_date,
            )

    def write(self, vals):
        """Keep what was filed."""
        if {"checked_date", "checker", "line_ids", "note"} & vals.keys():
            self._check_due()
        return super().write(vals)

    def _check_due(self):
        if filed := self.filtered(lambda check: check.state == "filed"):
            raise UserError(
                self.env._("%(name)s was filed and stays.", name=filed[0].display_name)
            )

    def action_open_checklist(self):
        """Show the single self-check's items with big buttons."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "civil_inspection.civil_safety_check_line_action"
        )
        return {
            **action,
            "name": self.display_name,
            "domain": [("check_id", "=", self.id)],
        }

    def action_view_hazards(self):
        """Show the hazards that the single self-check found."""
        return self.hazard_ids._action_open()

    def _todo_entries(self):
        if self.state != "due":
            return []
        name = self.env._(
            "File the self-check of %(object)s for %(month)s",
            object=self.object_id.name,
            month=f"{self.month:%Y-%m}",
        )
        clerk = self.env.ref(CLERK)
        return [TodoEntry("file", name, group=clerk, due=self.due_date)]
