from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from odoo.addons.civil_base.models.workflow_mixin import Transition
from odoo.addons.civil_base.tools.todo import TodoEntry

from ..tools.period import period_of
from ..tools.roles import CLERK, HEAD

DONE = ("signed", "published")


class CivilInstitutionCheckRound(models.Model):
    """One round in which the district checks every institution (全覆盖检查).

    A round lasts a period, a quarter unless the parameter says otherwise. Who counts
    is filed; who was inspected in its days is checked, whoever inspected.

    Source: 《养老机构管理办法》（民政部令第66号）(at least once a year).
    """

    _name = "civil.institution.check.round"
    _description = "Round of Checks of All Institutions"
    _inherit = [
        "civil.workflow.mixin",
        "civil.division.mixin",
        "civil.todo.mixin",
        "mail.thread",
    ]
    _order = "date_from desc, id desc"
    _holder_field = "user_id"
    _todo_triggers = ("state", "date_to", "name")
    _transitions = (
        Transition("open", "closed", HEAD, guard="_guard_close", stamp="closed"),
    )

    name = fields.Char(compute="_compute_name", store=True, readonly=False)
    date_from = fields.Date(
        string="From", required=True, default=lambda self: self._present()[0]
    )
    date_to = fields.Date(
        string="Through", required=True, default=lambda self: self._present()[1]
    )
    company_id = fields.Many2one(
        "res.company", required=True, index=True, default=lambda self: self.env.company
    )
    user_id = fields.Many2one(
        "res.users",
        string="In Charge",
        index=True,
        default=lambda self: self.env.user,
    )
    note = fields.Text(string="Points to Look At")
    institution_count = fields.Integer(string="Institutions", compute="_compute_counts")
    checked_count = fields.Integer(string="Checked", compute="_compute_counts")
    planned_count = fields.Integer(string="Under Way", compute="_compute_counts")
    missing_count = fields.Integer(
        string="Neither Checked nor Planned", compute="_compute_counts"
    )
    coverage = fields.Float(
        string="Coverage (%)", compute="_compute_counts", digits=(5, 1), aggregator=None
    )
    state = fields.Selection(
        [("open", "Open"), ("closed", "Closed")],
        default="open",
        required=True,
        readonly=True,
        index=True,
        copy=False,
        tracking=True,
    )
    closed_uid = fields.Many2one("res.users", string="Closed By", readonly=True)
    closed_date = fields.Datetime(string="Closed On", readonly=True, copy=False)

    _days_check = models.Constraint(
        "CHECK (date_to >= date_from)", "The round ends before it begins."
    )
    _period_uniq = models.UniqueIndex(
        "(company_id, division_id, date_from)", "There is such a round already."
    )

    @api.model
    def _present(self):
        """Return the first and the last day of the present period."""
        today = fields.Date.context_today(self)
        months = self.env["civil.parameter"]._get("institution.check_months", today)
        return period_of(today, months)

    @api.depends("date_from", "date_to")
    def _compute_name(self):
        for one in self:
            if not (one.date_from and one.date_to):
                one.name = False
                continue
            one.name = self.env._(
                "Checks of all institutions %(first)s to %(last)s",
                first=f"{one.date_from:%Y-%m}",
                last=f"{one.date_to:%Y-%m}",
            )

    def _compute_counts(self):
        for one in self:
            homes = one._homes()
            one.institution_count = len(homes["all"])
            one.checked_count = len(homes["checked"])
            one.planned_count = len(homes["planned"])
            one.missing_count = len(homes["missing"])
            share = one.institution_count and one.checked_count / one.institution_count
            one.coverage = 100 * share

    def _homes(self):
        """Return the institutions of the single round: ``{"all", "checked", …}``.

        Those under way have an inspection in its days that isn't signed yet.
        """
        self.ensure_one()
        everybody = self.env["civil.institution"].search(
            Domain("state", "=", "filed")
            & Domain("division_id", "child_of", self.division_id.ids)
            & Domain("company_id", "=", self.company_id.id)
        )
        known = Domain("institution_id", "in", everybody.ids)
        inspections = self.env["civil.inspection"]
        done = inspections.search(
            known
            & Domain("state", "in", DONE)
            & Domain("actual_date", ">=", self.date_from)
            & Domain("actual_date", "<=", self.date_to)
        )
        planned = inspections.search(
            known
            & Domain("state", "in", ("planned", "notified", "checking"))
            & Domain("planned_date", ">=", self.date_from)
            & Domain("planned_date", "<=", self.date_to)
        )
        # What was brought in from elsewhere counts, too.
        checked = done.institution_id | everybody.filtered(
            lambda home: (
                home.last_checked_on
                and self.date_from <= home.last_checked_on <= self.date_to
            )
        )
        under_way = planned.institution_id - checked
        return {
            "all": everybody,
            "checked": checked,
            "planned": under_way,
            "missing": everybody - checked - under_way,
        }

    # -- buttons -----------------------------------------------------------------------

    def action_make_inspections(self):
        """Plan an inspection of each institution that nobody checked or plans to.

        :return: the window with the new inspections
        :raises UserError: nobody is left, or the round is over
        """
        self.ensure_one()
        self.check_access("write")
        if self.state != "open":
            raise UserError(self.env._("The round is closed."))
        homes = self._homes()["missing"]
        if not homes:
            raise UserError(self.env._("Every institution is checked or planned."))
        today = fields.Date.context_today(self)
        day = min(max(today, self.date_from) + relativedelta(days=7), self.date_to)
        kind = self.env.ref("civil_institution.inspection_kind_institution")
        made = self.env["civil.inspection"].create(
            [
                {
                    "object_id": home.object_id.id,
                    "kind_id": kind.id,
                    "source": "special",
                    "source_reason": self.name,
                    "planned_date": max(day, self.date_from),
                    "requirements": self.note,
                    "company_id": self.company_id.id,
                }
                for home in homes
                if home.object_id
            ]
        )
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "civil_inspection.civil_inspection_action"
        )
        return {**action, "domain": [("id", "in", made.ids)], "context": {}}

    def action_view_all(self):
        """Show the institutions that the single round is about."""
        return self._show("all")

    def action_view_checked(self):
        """Show the institutions that were checked in the single round."""
        return self._show("checked")

    def action_view_planned(self):
        """Show the institutions whose check is under way."""
        return self._show("planned")

    def action_view_missing(self):
        """Show the institutions that nobody checked or plans to."""
        return self._show("missing")

    def _show(self, which):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "civil_institution.civil_institution_action"
        )
        ids = self._homes()[which].ids
        return {**action, "domain": [("id", "in", ids)], "context": {}}

    def _guard_close(self):
        left = self.institution_count - self.checked_count
        if left:
            return self.env._("%(count)s institutions aren't checked yet", count=left)
        return False

    def action_close(self):
        """Close rounds in which every institution was checked."""
        self._transition("closed")

    def _todo_entries(self):
        if self.state != "open":
            return []
        return [
            TodoEntry(
                "check",
                self.env._("Finish: %(round)s", round=self.name),
                user=self.user_id,
                group=self.env.ref(CLERK),
                due=self.date_to,
            )
        ]
