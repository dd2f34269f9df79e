from odoo import fields, models

from odoo.addons.civil_base.tools.todo import TodoEntry

from ..tools import CLERK


class CivilCemeteryAgreementTodo(models.AbstractModel):
    """What an agreement waits for: notice, announcement, common burial (协议待办)."""

    _name = "civil.cemetery.agreement.todo"
    _description = "What an Agreement Waits for"
    _inherit = "civil.todo.mixin"
    _todo_triggers = ("state", "date_to", "noticed_on", "announced_until")

    def _todo_entries(self):
        today = fields.Date.context_today(self)
        entries = {
            "active": self._todo_ending,
            "overdue": self._todo_overdue,
            "announced": self._todo_announced,
        }
        waits = entries.get(self.state)
        return waits(today) if waits else []

    def _todo_ending(self, today):
        """The holder is told twice before the end, by the counter."""
        if not self.notice_on or today < self.notice_on:
            return []
        second = self.second_notice_on
        since = second if today >= second else self.notice_on
        if self.noticed_on and self.noticed_on >= since:
            return []
        name = self.env._(
            "Term of %(plot)s ends: tell the holder", plot=self.plot_id.display_name
        )
        return self.facility_id._todo_for_counter("ending", name, self.date_to)

    def _todo_overdue(self, today):
        """The counter gives the notice, the section announces some months later."""
        place = self.plot_id.display_name
        if not self.noticed_on or self.noticed_on <= self.date_to:
            name = self.env._("%(plot)s is overdue: give notice", plot=place)
            return self.facility_id._todo_for_counter("overdue", name, self.date_to)
        if today < self.announce_on:
            return []
        name = self.env._("%(plot)s is overdue: announce it", plot=place)
        return self._todo_for_section("announce", name, self.announce_on)

    def _todo_announced(self, today):
        if not self.announced_until or today <= self.announced_until:
            return []
        name = self.env._(
            "Announcement of %(plot)s is over: common burial",
            plot=self.plot_id.display_name,
        )
        return self._todo_for_section("rebury", name, self.announced_until)

    def _todo_for_section(self, key, name, due):
        group = self.env.ref(CLERK)
        return [TodoEntry(key, name, group=group, due=due, implied=True)]
