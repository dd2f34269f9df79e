from odoo import fields, models

from odoo.addons.civil_base.models.workflow_mixin import Transition
from odoo.addons.civil_base.tools.todo import TodoEntry

from ..tools.roles import CLERK, DEPUTY, HEAD


class CivilEmergencyIncidentStep(models.AbstractModel):
    """The steps of an incident (处置流程)."""

    _name = "civil.emergency.incident.step"
    _description = "Steps of an Incident"
    _inherit = ["civil.workflow.mixin"]

    _guarded = ("number", "plan_id")
    _transitions = (
        Transition("reported", "responding", (CLERK, DEPUTY)),
        Transition("responding", "controlled", (CLERK, DEPUTY)),
        Transition("controlled", "responding", (CLERK, DEPUTY), name="flare"),
        Transition(
            "controlled", "closed", (HEAD, DEPUTY), guard="_guard_close", stamp="closed"
        ),
        Transition("reported", "unfounded", HEAD, stamp="closed"),
    )

    state = fields.Selection(
        [
            ("reported", "Reported"),
            ("responding", "Being Handled"),
            ("controlled", "Under Control"),
            ("closed", "Closed"),
            ("unfounded", "Unfounded"),
        ],
        default="reported",
        required=True,
        readonly=True,
        index=True,
        copy=False,
        tracking=True,
    )

    def _guard_close(self):
        hurt = self.dead_count + self.injured_count + self.missing_count
        if hurt and not (self.family_notified_at and self.family_notified_by):
            return self.env._("it isn't said when and by whom the family was told")
        if not (self.cause and self.correction and self.review):
            return self.env._("causes, what is put right and the review are missing")
        if self.open_action_count:
            return self.env._(
                "%(count)s measures are open", count=self.open_action_count
            )
        if not self.report_ids.filtered(lambda report: report.kind == "final"):
            return self.env._("the final report is missing")
        return False

    def action_respond(self):
        """Begin to handle the incidents by their plan."""
        self._transition("responding")

    def action_control(self):
        """Note that the incidents are under control; the final report is due."""
        self._transition("controlled")
        for incident in self:
            incident._start_clock("emergency.final")

    def action_flare(self):
        """Note that the incidents broke out again."""
        self._transition("responding", "flare")

    def action_close(self):
        """Close the incidents after their review."""
        self._transition("closed")
        self._cancel_clocks()

    def action_unfounded(self, reason=None):
        """Note that nothing was behind the reports.

        :param str reason: how that is known; asked for where it is missing
        """
        if not (reason or "").strip():
            return self.env["civil.case.reason"]._open(
                self, "action_unfounded", self.env._("Unfounded")
            )
        for incident in self:
            incident.message_post(body=reason.strip())
        self._transition("unfounded")
        self._cancel_clocks()
        return True

    def _todo_entries(self):
        names = {
            "reported": self.env._("Incident: handle %(name)s", name=self.name),
            "responding": self.env._(
                "Incident: bring under control %(name)s", name=self.name
            ),
            "controlled": self.env._("Incident: review %(name)s", name=self.name),
        }
        if self.state not in names:
            return []
        return [
            TodoEntry(self.state, names[self.state], user=self.user_id, due=self.due_at)
        ]
