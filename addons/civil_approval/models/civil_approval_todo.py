from odoo import api, models

from odoo.addons.civil_base.tools.todo import TodoEntry

from .civil_todo import APPROVAL


class CivilApprovalTodo(models.AbstractModel):
    """An open tier waits on the desks of those who may pass it.

    The part of ``civil.approval.mixin`` that tells the desk. A model with further
    things to do adds its entries to those of ``super()``.
    """

    _name = "civil.approval.todo"
    _description = "Approval on the Desk"
    _inherit = ["civil.approval.turn", "civil.todo.mixin"]

    @api.model
    def _todo_fields(self):
        return super()._todo_fields() | {"state"}

    def _todo_entries(self):
        entries = super()._todo_entries()
        if self.state in self._state_from and (tier := self._open_tier()):
            entries.append(
                TodoEntry(
                    APPROVAL,
                    self.env._(
                        "%(tier)s: %(record)s",
                        tier=tier.name,
                        record=self.display_name,
                    ),
                    user=tier.reviewer_id,
                    group=tier.reviewer_group_id,
                    due=self._approval_due(),
                    barred=self._excluded(),
                    implied=True,
                )
            )
        return entries

    def _approval_due(self):
        """Until when the single record has to be decided: date, datetime or nothing."""
        return None
