from odoo import models

from odoo.addons.civil_base.tools.todo import TodoEntry

from ..tools.roles import CLERK, HOME, INFORMANT

#: Whose turn it is, by state.
_TURNS = {
    "certificate_pending": INFORMANT,
    "transport_pending": HOME,
    "in_home": HOME,
    "cremation_pending": HOME,
    "cremated": HOME,
    "placement_pending": INFORMANT,
}


class CivilFuneralCaseDesk(models.Model):
    """What waits for whom with a case (待办)."""

    _inherit = "civil.funeral.case"

    _todo_triggers = ("state", "home_id", "reporter_kind", "has_mark")

    def _todo_entries(self):
        if self.state == "reported":
            return [
                TodoEntry(
                    "reported",
                    self._todo_name(),
                    user=self.create_uid or self.env.user,
                )
            ]
        if self.state == "placed":
            return list(self._ending_entries())
        group = _TURNS.get(self.state)
        if not group:
            return []
        if group == HOME and self.home_id.home_user_ids:
            return [
                TodoEntry(
                    f"{self.state}-{user.id}",
                    self._todo_name(),
                    user=user,
                    due=self.due_at,
                )
                for user in self.home_id.home_user_ids
            ]
        return [
            TodoEntry(
                self.state,
                self._todo_name(),
                group=self.env.ref(self._village_group(group)),
                due=self.due_at,
            )
        ]

    def _village_group(self, group):
        """The clerk's turn where no informant looks after the matter."""
        if group == INFORMANT and (self.is_unknown or self.reporter_kind == "police"):
            return CLERK
        return group

    def _ending_entries(self):
        """What is left to do once the ashes are placed."""
        case = self.display_name
        due = self.due_at
        if not self.visitor:
            yield TodoEntry(
                "visit",
                self.env._("Visit the family of %(case)s", case=case),
                group=self.env.ref(self._village_group(INFORMANT)),
                due=due,
            )
        if self.is_local and not self.is_unknown and not self.household_date:
            yield TodoEntry(
                "household",
                self.env._("Have the registration of %(case)s cancelled", case=case),
                group=self.env.ref(INFORMANT),
                due=due,
            )
        elif self.visitor and not self.has_mark:
            yield TodoEntry(
                "closing",
                self.env._("Close %(case)s", case=case),
                group=self.env.ref(CLERK),
            )

    def _todo_name(self):
        """What has to be done next with the single case, by its state."""
        case = self.display_name
        names = {
            "reported": self.env._("Send in the report of %(case)s", case=case),
            "certificate_pending": self.env._(
                "Get the death certificate of %(case)s", case=case
            ),
            "transport_pending": self.env._("Fetch %(case)s", case=case),
            "in_home": self.env._(
                "Have the cremation of %(case)s confirmed", case=case
            ),
            "cremation_pending": self.env._("Cremate %(case)s", case=case),
            "cremated": self.env._("Hand over the ashes of %(case)s", case=case),
            "placement_pending": self.env._(
                "Find out where the ashes of %(case)s are", case=case
            ),
        }
        return names[self.state]
