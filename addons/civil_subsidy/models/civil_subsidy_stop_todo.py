from odoo import models

from odoo.addons.civil_base.tools.todo import TodoEntry

from ..tools.roles import FINANCE, HEAD


class CivilSubsidyStopTodo(models.AbstractModel):
    """A stop request waits for the section head, then for the bank's answer."""

    _name = "civil.subsidy.stop.todo"
    _description = "Stop Request on the Desk"
    _inherit = ["civil.todo.mixin"]

    _todo_triggers = ("state",)

    def _todo_entries(self):
        stop = self.display_name
        if self.state == "requested":
            name = self.env._("Decide about the stop request: %(stop)s", stop=stop)
            owner, barred = HEAD, self.requested_uid
        elif self.state == "approved":
            name = self.env._("Note the bank's answer: %(stop)s", stop=stop)
            owner, barred = FINANCE, None
        else:
            return []
        return [TodoEntry("step", name, group=self.env.ref(owner), barred=barred)]
