from odoo import api, fields, models

from odoo.addons.civil_base.models.workflow_mixin import Transition

from ..tools.roles import CLERK


class CivilCasePublicity(models.Model):
    """A public notice before the decision (公示): days, what it shows, objections.

    It shows named fields only and never identity or account numbers, illness or an
    address below the village. The day after counts as the first.
    """

    _name = "civil.case.publicity"
    _description = "Public Notice of a Case"
    _inherit = ["civil.case.line.mixin", "civil.workflow.mixin"]
    _order = "case_id, id"
    _rec_name = "place"

    _transitions = (
        Transition(
            "draft", "published", group=CLERK, guard="_guard_publish", stamp="published"
        ),
        Transition("published", "withdrawn", group=CLERK, guard="_guard_withdraw"),
    )
    _guarded = ("date_from", "date_to", "content")
    _open_fields = {"published": ("objection_ids",)}

    place = fields.Char(
        required=True, default=lambda self: self.env._("Website and notice board")
    )
    state = fields.Selection(
        [("draft", "Draft"), ("published", "Published"), ("withdrawn", "Withdrawn")],
        default="draft",
        required=True,
        readonly=True,
    )
    published_uid = fields.Many2one("res.users", "Published By", readonly=True)
    published_date = fields.Datetime("Published On", readonly=True)
    date_from = fields.Date(string="First Day", readonly=True)
    date_to = fields.Date(string="Last Day", readonly=True)
    content = fields.Text(string="Shown", readonly=True)
    preview = fields.Text(compute="_compute_preview", string="What Will Be Shown")
    objection_ids = fields.One2many("civil.case.objection", "publicity_id")
    is_over = fields.Boolean(compute="_compute_is_over")

    @api.depends("case_id", "state")
    def _compute_preview(self):
        for notice in self:
            shown = notice.case_id and notice.state == "draft"
            notice.preview = shown and notice._content()

    @api.depends("date_to", "state")
    def _compute_is_over(self):
        today = fields.Date.context_today(self)
        for notice in self:
            notice.is_over = bool(notice.date_to) and notice.date_to < today

    def _content(self):
        """The lines that the notice shows: label and value of the named fields."""
        case = self.case_id
        labels = case.fields_get(case.kind_id._publicity_names(), ["string"])
        values = {
            labels[name]["string"]: self._shown(case, name)
            for name in case.kind_id._publicity_names()
        }
        values.update(case.kind_id._handler()._public_values(case))
        return "\n".join(
            f"{label}：{value}" for label, value in values.items() if value
        )

    @api.model
    def _shown(self, case, name):
        field, value = case._fields[name], case[name]
        if field.relational:
            return value.display_name
        if field.type == "datetime" and value:
            return str(self.env["civil.clock"]._local(value).date())
        return value

    def _guard_publish(self):
        if refusal := self._course_refusal():
            return refusal
        if self.case_id.publicity_ids.filtered(lambda n: n.state == "published"):
            return self.env._("a notice is up already; withdraw it first")
        return False

    def _guard_withdraw(self):
        return self._course_refusal()

    def action_publish(self):
        """Put the notice up; how many days it stays is a dated parameter.

        The time limit for the decision rests meanwhile, where the reason for the
        pause says so (Administrative Licensing Law, article 45, and the guides).
        """
        self._transition("published")
        today = fields.Date.context_today(self)
        for notice in self:
            case = notice.case_id
            days = self.env["civil.parameter"]._get(
                case.kind_id.publicity_parameter or "case.publicity_days",
                today,
                case.division_id,
            )
            notice._write_guarded(
                {
                    "content": notice._content(),
                    "date_from": fields.Date.add(today, days=1),
                    "date_to": fields.Date.add(today, days=days),
                }
            )
            case._each_clock("decision", "_pause_clock", reason="publicity")

    def action_withdraw(self):
        """Take the notice down: it was wrong; a new one may be put up."""
        self._transition("withdrawn")
        self.case_id._each_clock("decision", "_resume_clock")

    def _refusal(self):
        """Why the notices keep their case from being decided, or False."""
        for notice in self.filtered(lambda n: n.state == "published"):
            if not notice.is_over:
                return self.env._(
                    "its public notice is up until %(day)s", day=notice.date_to
                )
            if notice.objection_ids.filtered(lambda o: o.state != "answered"):
                return self.env._("an objection to its public notice is unanswered")
        return False

    @api.model
    def _cron_end(self):
        """Let the time limits run on of cases whose notice is over."""
        today = fields.Date.context_today(self)
        over = self.search(
            [
                ("state", "=", "published"),
                ("date_to", "<", today),
                ("case_id.state", "=", "accepted"),
            ]
        )
        for case in over.case_id:
            pauses = case._open_clock("decision")._open_pause()
            if pauses.reason_id.code == "publicity":
                case._each_clock("decision", "_resume_clock", at=case._rest_end())
