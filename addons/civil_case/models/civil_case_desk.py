from odoo import models

from odoo.addons.civil_base.tools.todo import TodoEntry

from ..tools.roles import CLERK, HEAD

#: States in which the holder has something to do.
_HELD = (
    "draft",
    "received",
    "to_correct",
    "accepted",
    "granted",
    "refused",
    "not_accepted",
    "withdrawn",
    "served",
)


class CivilCaseDesk(models.AbstractModel):
    """What waits for whom with a case (待办)."""

    _name = "civil.case.desk"
    _description = "Cases on the Desk"
    _inherit = ["civil.case.intake"]

    _todo_triggers = ("state", "extension_asked_uid")

    def _todo_entries(self):
        entries = super()._todo_entries()
        if self.state in _HELD:
            waits = {"user": self.user_id} if self.user_id else self._todo_clerks()
            entries.append(
                TodoEntry(self.state, self._todo_name(), due=self.due_at, **waits)
            )
        if self.extension_asked_uid and not self.extension_uid:
            name = self.env._(
                "Decide on the extension of %(case)s", case=self._called()
            )
            entries.append(
                TodoEntry(
                    "extension",
                    name,
                    group=self.env.ref(HEAD),
                    due=self.due_at,
                    barred=self.extension_asked_uid,
                )
            )
        return entries

    def _approval_due(self):
        return self.due_at

    def _todo_clerks(self):
        """Whoever handles such cases, where nobody holds the single case."""
        groups = self.kind_id.group_ids
        return {"group": groups[:1] or self.env.ref(CLERK), "implied": True}

    def _called(self):
        return self.display_name

    def _todo_name(self):
        """What has to be done next with the single case, by its state."""
        case = self._called()
        names = {
            "draft": self.env._("Receive %(case)s", case=case),
            "received": self.env._("Check the papers of %(case)s", case=case),
            "to_correct": self.env._("Corrections awaited: %(case)s", case=case),
            "accepted": self.env._("Investigate and submit %(case)s", case=case),
            "granted": self.env._("Serve the decision of %(case)s", case=case),
            "refused": self.env._("Serve the decision of %(case)s", case=case),
        }
        return names.get(self.state) or self.env._(
            "Bind the file of %(case)s", case=case
        )
