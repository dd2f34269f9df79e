from odoo import api, models
from odoo.fields import Domain

from odoo.addons.civil_base.tools.todo import TodoEntry

from ..tools.roles import CLERK, FINANCE

#: In which states the next step is whose; under approval it is the open tier's.
_OWNERS = {
    "draft": CLERK,
    "computed": CLERK,
    "published": CLERK,
    "approved": FINANCE,
    "sent": FINANCE,
    "returned": FINANCE,
    "reconciled": FINANCE,
}
#: The states before the bank has the batch: it should, by the pay date.
_BEFORE_PAYMENT = ("draft", "computed", "published", "under_approval", "approved")


class CivilSubsidyBatch(models.Model):
    """A batch waits on the desk of whoever has to take its next step."""

    _inherit = "civil.subsidy.batch"

    _todo_triggers = ("state", "program_id", "period", "pay_date")

    @api.model
    def _todo_domain(self):
        return Domain("state", "not in", ("closed", "voided"))

    def _todo_entries(self):
        entries = super()._todo_entries()
        if owner := self._todo_owner():
            entries.append(
                TodoEntry(
                    "step",
                    self.env._(
                        "%(batch)s. %(step)s",
                        batch=self.display_name,
                        step=self.next_step,
                    ),
                    group=self.env.ref(owner),
                    due=self._approval_due(),
                    barred=self._todo_barred(),
                )
            )
        return entries

    def _todo_owner(self):
        """Whose group's turn it is, as ``next_step`` says; the XML id, or nothing."""
        if self.state == "returned" and self._todo_failed():
            return CLERK
        return _OWNERS.get(self.state)

    def _todo_failed(self):
        """Tell whether the clerk has failed lines to send again."""
        return bool(self.open_failed_count and not self.to_confirm_count)

    def _todo_barred(self):
        """Who brought in the only file that waits for a second person."""
        staged = self.file_ids.filtered(lambda file: file.state == "to_confirm")
        users = staged.create_uid
        return users if len(users) == 1 else users.browse()

    def _approval_due(self):
        return self.pay_date if self.state in _BEFORE_PAYMENT else None
