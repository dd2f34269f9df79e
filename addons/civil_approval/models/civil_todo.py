from odoo import api, models
from odoo.fields import Domain

#: The key of what waits for a decision.
APPROVAL = "approval"


class CivilTodo(models.Model):
    """Whoever stands in for somebody sees the decisions that wait for that person."""

    _inherit = "civil.todo"

    @api.model
    def _mine_domain(self, user):
        return super()._mine_domain(user) | self._on_behalf_domain(user)

    @api.model
    def _visible_domain(self, user):
        return super()._visible_domain(user) | self._on_behalf_domain(user)

    @api.model
    def _on_behalf_domain(self, user):
        """The decisions that ``user`` makes in somebody's place."""
        domain = Domain.OR(
            self._turn_domain(absent.with_env(self.env))
            for absent in user._stands_in_for()
        )
        return (
            domain
            & Domain("key", "=", APPROVAL)
            & Domain("barred_ids", "not in", user.ids)
            & self._place_domain(user)
        )
