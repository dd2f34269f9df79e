from odoo import api, models
from odoo.fields import Domain


class CivilFundTodo(models.AbstractModel):
    """What waits to be done with funds shows on everybody's desk.

    What waits, and until when, is said by ``civil.fund.duty``; whoever decides by the
    tiers of approval.
    """

    _name = "civil.fund.todo"
    _description = "Fund Matter on the Desk"
    _inherit = ["civil.todo.mixin"]

    _todo_triggers = ("state", "name")

    def _todo_lists(self):
        lists = super()._todo_lists()
        duties = self.env["civil.fund.duty"]
        # A row is read once, but keeps its id when its step changes.
        duties.invalidate_model()
        for duty in duties.search(
            Domain("res_model", "=", self._name)
            & Domain("res_id", "in", self.ids)
            # The approval itself says whose turn it is.
            & Domain("step", "!=", "under_approval")
        ):
            lists[duty.res_id] = [*lists[duty.res_id], duty._todo_entry()]
        return lists

    @api.model
    def _todo_domain(self):
        duties = self.env["civil.fund.duty"].search([("res_model", "=", self._name)])
        return Domain("id", "in", duties.mapped("res_id"))
