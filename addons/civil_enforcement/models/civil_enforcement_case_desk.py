from odoo import models

from odoo.addons.civil_base.tools.todo import TodoEntry

from ..tools.roles import CLERK, HEAD

#: States in which whoever is in charge has something to do.
_HELD = (
    "draft",
    "investigating",
    "reported",
    "noticed",
    "decided",
    "served",
    "closed",
)


class CivilEnforcementCaseDesk(models.AbstractModel):
    """What waits for whom with a case (待办), and its time limits (时限)."""

    _name = "civil.enforcement.case.desk"
    _description = "Enforcement Cases on the Desk"
    _inherit = ["civil.clock.mixin", "civil.todo.mixin"]

    _todo_triggers = (
        "state",
        "notice_served_on",
        "statement",
        "statement_answer",
        "published_on",
        "simple_reported_on",
        "outcome",
    )

    def _todo_entries(self):
        entries = []
        if self.state in _HELD:
            entries.append(
                TodoEntry(
                    self.state, self._todo_name(), user=self.user_id, due=self.due_at
                )
            )
        if self.decided_date and self.outcome == "punish" and not self.published_on:
            entries.append(
                TodoEntry(
                    "publish",
                    self.env._("Publish the decision of %(case)s", case=self._called()),
                    user=self.user_id,
                    due=self._publication_due(),
                )
            )
        if self.state == "served" and self.procedure == "simple":
            if not self.simple_reported_on:
                entries.append(
                    TodoEntry(
                        "report",
                        self.env._(
                            "Take the report of %(case)s, decided on the spot",
                            case=self._called(),
                        ),
                        group=self.env.ref(HEAD),
                    )
                )
        for evidence in self.evidence_ids:
            if evidence.preserved_on and not evidence.released_on:
                entries.append(
                    TodoEntry(
                        f"preserved-{evidence.id}",
                        self.env._(
                            "Decide on preserved evidence of %(case)s",
                            case=self._called(),
                        ),
                        group=self.env.ref(CLERK),
                        due=evidence.preserve_until,
                    )
                )
        return entries

    def _publication_due(self):
        clocks = self._clocks("enforcement.publication")
        return clocks[-1:].limit_at or None

    def _called(self):
        return self.display_name

    def _todo_name(self):
        """What has to be done next with the single case, by its state."""
        case = self._called()
        if self.state == "noticed":
            if not self.notice_served_on:
                return self.env._("Serve the notice of %(case)s", case=case)
            if self.statement and not self.statement_answer:
                return self.env._("Answer the defence in %(case)s", case=case)
            return self.env._("Defence awaited, then submit: %(case)s", case=case)
        names = {
            "draft": self.env._("Submit the filing of %(case)s", case=case),
            "investigating": self.env._("Investigate %(case)s", case=case),
            "reported": self.env._("Give notice or submit %(case)s", case=case),
            "decided": self.env._("Serve the decision of %(case)s", case=case),
            "served": self.env._("Have the decision of %(case)s obeyed", case=case),
        }
        return names.get(self.state) or self.env._(
            "Bind the file of %(case)s", case=case
        )
