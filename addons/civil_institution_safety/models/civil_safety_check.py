from odoo import api, fields, models
from odoo.fields import Domain

from odoo.addons.civil_base.models.workflow_mixin import Transition
from odoo.addons.civil_base.tools.todo import TodoEntry, today
from odoo.addons.civil_inspection.models.civil_safety_check import (
    CLERK as INSPECTION_CLERK,
)

from ..tools.roles import CLERK, ORGANIZATION


class CivilSafetyCheck(models.Model):
    """The monthly self-check of an institution, filed by itself (机构月度自查).

    Filed institutions are asked; whoever doesn't file by the month's end is reminded
    on its pages, and the section is to urge it.
    """

    _name = "civil.safety.check"
    _inherit = ["civil.safety.check", "civil.institution.object.mixin"]
    _guarded = ("reminded_date", "urged_date")
    _todo_triggers = ("state", "due_date", "urged_date")
    _transitions = (
        Transition(
            "due",
            "filed",
            (INSPECTION_CLERK, ORGANIZATION),
            guard="_refuse_filing",
            effect="_file",
            stamp="filed",
        ),
    )

    is_filed_late = fields.Boolean(
        string="Filed Late", compute="_compute_is_filed_late", store=True
    )
    answered_count = fields.Integer(string="Answered", compute="_compute_answers")
    line_count = fields.Integer(string="Items", compute="_compute_answers")
    reminded_date = fields.Date(string="Reminded On", readonly=True, copy=False)
    urged_date = fields.Date(
        string="Urged On",
        readonly=True,
        copy=False,
        help="The first day after the limit on which it wasn't filed.",
    )

    @api.depends("filed_date", "due_date")
    def _compute_is_filed_late(self):
        for check in self:
            filed = check.filed_date
            check.is_filed_late = bool(filed) and today(filed) > check.due_date

    @api.depends("line_ids.result")
    def _compute_answers(self):
        rows = self.env["civil.safety.check.line"]._read_group(
            [("check_id", "in", self.ids)], ["check_id"], ["__count", "result:count"]
        )
        counts = {check.id: (lines, answered) for check, lines, answered in rows}
        for check in self:
            check.line_count, check.answered_count = counts.get(check.id, (0, 0))

    # -- asking ------------------------------------------------------------------------

    @api.model
    def _open_month(self, day):
        """Ask in the language of the office: the sheets are copied as they read."""
        chinese = self.with_context(lang=self.env["civil.paper"]._language())
        return super(CivilSafetyCheck, chinese)._open_month(day).with_env(self.env)

    @api.model
    def _objects_due(self, kind, month):
        """Leave out institutions that aren't filed: they aren't open."""
        objects = super()._objects_due(kind, month)
        name = "civil.institution"
        known = objects.filtered(lambda thing: thing.res_model == name)
        filed = self.env[name].search(
            [("id", "in", known.mapped("res_id")), ("state", "=", "filed")]
        )
        filed_ids = set(filed.ids)
        return objects - known.filtered(lambda thing: thing.res_id not in filed_ids)

    @api.model
    def _cron_urge(self):
        """Remind institutions of what is due soon, and urge what is late; once each."""
        day = fields.Date.context_today(self)
        days = self.env["civil.parameter"]._get("institution.remind_days", day)
        waiting = Domain("state", "=", "due") & Domain("institution_id", "!=", False)
        soon = self.search(
            waiting
            & Domain("reminded_date", "=", False)
            & Domain("due_date", ">=", day)
            & Domain("due_date", "<=", fields.Date.add(day, days=days))
        )
        soon._write_guarded({"reminded_date": day})
        late = self.search(
            waiting & Domain("urged_date", "=", False) & Domain("due_date", "<", day)
        )
        late._write_guarded({"urged_date": day})
        for month in sorted({check.month for check in soon | late}):
            (soon | late).filtered(lambda c, m=month: c.month == m)._tell_month(month)

    def _tell_month(self, month):
        """Send the institutions of the self-checks of one month a notice."""
        chinese = self.with_context(lang=self.env["civil.paper"]._language())
        text = f"{month:%Y-%m}"
        chinese.env["civil.organization.notice"]._send(
            self.institution_id.organization_id.filtered("has_portal_account"),
            chinese.env._("Self-check for %(month)s", month=text),
            chinese.env._(
                "The self-check for %(month)s isn't filed yet. Go through the sheet, "
                "write what was found, and file it.",
                month=text,
            ),
            deadline=self[:1].due_date,
            url="/my/self-checks",
            key=f"self_check:{text}",
        )

    # -- filing ------------------------------------------------------------------------

    def _file(self):
        """Let the institutions know of which month their last self-check is."""
        result = super()._file()
        for check in self.filtered("institution_id"):
            # Whoever files need not keep institutions.
            home = check.institution_id.sudo()
            if not home.last_self_check or home.last_self_check < check.month:
                home.last_self_check = check.month
        return result

    def _todo_entries(self):
        """An institution files itself; what waits for the section is to urge it."""
        home = self.institution_id
        if not home:
            return super()._todo_entries()
        if self.state != "due" or not self.urged_date:
            return []
        name = self.env._(
            "Urge %(object)s: no self-check for %(month)s",
            object=self.object_id.name,
            month=f"{self.month:%Y-%m}",
        )
        group = self.env.ref(CLERK)
        return [
            TodoEntry("urge", name, user=home.user_id, group=group, due=self.due_date)
        ]

    def action_urge(self):
        """Send the institutions of late or open self-checks a notice now."""
        self.check_access("write")
        waiting = self.filtered(lambda c: c.state == "due" and c.institution_id)
        for month in sorted(set(waiting.mapped("month"))):
            waiting.filtered(lambda c, m=month: c.month == m)._tell_month(month)
        for check in waiting:
            check.message_post(body=self.env._("The institution was urged."))
