from odoo import models
from odoo.fields import Domain
from odoo.tools import SQL

STAFF = "civil_base.group_staff"
ADMIN = "civil_base.group_admin"


class CivilDelegationStep(models.AbstractModel):
    """Who decides about a delegation, and what stands against it."""

    _name = "civil.delegation.step"
    _description = "Steps of a Delegation"
    _inherit = ["civil.workflow.mixin"]

    # -- steps -----------------------------------------------------------------------

    def action_approve(self):
        """Let the delegation hold on its days.

        :raises UserError: the user isn't head of the absent person's department or
            administrator, or is the delegate or the absent person; the days are
            over; or one of both stands in or is stood in for in a chain
        """
        return self._transition("approved")

    def action_refuse(self):
        """Refuse what was requested; by whoever might approve it."""
        return self._transition("refused")

    def action_end(self):
        """End the delegation at once, before its last day."""
        return self._transition("ended")

    def _approve_refusal(self):
        if self.date_to < self._today():
            return self.env._("its last day is over")
        delegate = self.delegate_id.sudo()
        if not (delegate.active and delegate.has_group(STAFF)):
            return self.env._("%(name)s doesn't work here", name=delegate.name)
        return self._decide_refusal() or self._chain_refusal()

    def _decide_refusal(self):
        user = self.env.user
        if user in (self.absent_id, self.delegate_id):
            return self.env._(
                "neither the person on leave nor who stands in decides about it"
            )
        if user._is_superuser() or self._is_led_by(user):
            return False
        return self.env._(
            "the head of the department or an administrator decides about it"
        )

    def _end_refusal(self):
        user = self.env.user
        people = self.absent_id | self.approved_uid
        if user._is_superuser() or user in people or self._is_led_by(user):
            return False
        return self.env._(
            "the person on leave, the head of the department or an administrator ends "
            "it"
        )

    def _is_led_by(self, user):
        """Tell whether ``user`` leads the absent person's department or the bureau."""
        return user.has_group(ADMIN) or bool(
            user.sudo().led_department_ids & self.sudo().department_ids
        )

    def _chain_refusal(self):
        """Why it would make a chain, or False."""
        overlap = (
            Domain("state", "=", "approved")
            & Domain("date_from", "<=", self.date_to)
            & Domain("date_to", ">=", self.date_from)
            & Domain("id", "!=", self.id)
        )
        others = self.sudo()
        if others.search_count(overlap & Domain("absent_id", "=", self.delegate_id.id)):
            return self.env._(
                "%(name)s is on leave on some of these days, too",
                name=self.delegate_id.sudo().name,
            )
        if others.search_count(overlap & Domain("delegate_id", "=", self.absent_id.id)):
            return self.env._(
                "%(name)s stands in for somebody else on some of these days; that "
                "isn't passed on",
                name=self.absent_id.sudo().name,
            )
        return False

    def _before_approval(self):
        """Let two approvals about the same people meet, so that none makes a chain."""
        people = sorted({*self.absent_id.ids, *self.delegate_id.ids})
        self.env.flush_all()
        self.env.cr.execute(
            SQL(
                "WITH people AS (SELECT id FROM res_users WHERE id IN %s ORDER BY id"
                " FOR NO KEY UPDATE) UPDATE res_users u SET id = u.id FROM people p"
                " WHERE u.id = p.id",
                tuple(people),
            )
        )
