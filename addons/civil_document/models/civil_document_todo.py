from odoo import api, models
from odoo.fields import Domain

from odoo.addons.civil_base.tools.todo import TodoEntry

CLERK = "civil_document.group_clerk"
HEAD = "civil_document.group_head"


class CivilDocumentTodo(models.Model):
    """What waits on the desks: drafts to be issued, documents to be served.

    A draft for a matter that isn't decided yet waits with the matter, not here.
    """

    _name = "civil.document"
    _inherit = ["civil.document", "civil.todo.mixin"]

    _todo_triggers = (
        "state",
        "title",
        "addressee",
        "needs_service",
        "service_due",
        "kind_id",
        "replaces_id",
    )

    @api.model
    def _todo_domain(self):
        return Domain("state", "=", "draft") | (
            Domain("state", "=", "issued")
            & Domain("needs_service", "=", True)
            & Domain("served_date", "=", False)
        )

    def _todo_entries(self):
        entries = super()._todo_entries()
        if self.state == "draft" and (not self.res_id or self.replaces_id):
            name = self.env._("Issue: %(document)s", document=self.title)
            entries.append(TodoEntry("issue", name, group=self.env.ref(HEAD)))
        if self.state == "issued" and self.needs_service and not self.served_date:
            name = self.env._(
                "Serve: %(document)s on %(addressee)s",
                document=self.display_name,
                addressee=self.addressee,
            )
            entries += [
                TodoEntry(f"serve-{group.id}", name, group=group, due=self.service_due)
                for group in self.kind_id.group_ids or self.env.ref(CLERK)
            ]
        return entries
