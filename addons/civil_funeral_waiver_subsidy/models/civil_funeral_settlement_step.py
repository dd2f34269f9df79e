from odoo import models
from odoo.tools import SQL

from odoo.addons.civil_base.models.workflow_mixin import Transition
from odoo.addons.civil_base.tools.todo import TodoEntry
from odoo.addons.civil_funeral_waiver.models.civil_funeral_price_list import (
    CLERK,
    DEPUTY,
    HEAD,
    HOME,
)


class CivilFuneralSettlementStep(models.AbstractModel):
    """The steps of a home's claim: who may take them, and what must hold.

    =========  ==============  ====================================================
    step       who             what must hold
    =========  ==============  ====================================================
    compute    home, clerk     it is a draft
    submit     home, clerk     lines, sheets and the home's books give the same sum
    return     clerk           a reason is given
    check      clerk           another person than who submitted; the sums again
    pass       by the tier     another person than all before
    send back  head, deputy    a reason is given
    =========  ==============  ====================================================
    """

    _name = "civil.funeral.settlement.step"
    _description = "Steps of a Home's Claim"
    _inherit = ["civil.approval.mixin"]

    _approval_maker_fields = ("submitted_uid", "checked_uid")
    _approval_open_fields = ("note",)
    _cancel_state = "draft"
    _todo_triggers = ("state",)
    _transitions = (
        Transition(
            "draft",
            "draft",
            group=(HOME, CLERK),
            effect="_effect_compute",
            name="compute",
        ),
        Transition(
            "draft",
            "submitted",
            group=(HOME, CLERK),
            guard="_guard_submit",
            stamp="submitted",
        ),
        Transition("submitted", "draft", group=CLERK, name="return"),
        Transition(
            "submitted",
            "under_approval",
            group=CLERK,
            guard="_guard_check",
            stamp="checked",
        ),
        Transition(
            "under_approval",
            "under_approval",
            group=(HEAD, DEPUTY),
            guard="_review_refusal",
            effect="_pass_tier",
            name="review",
        ),
        Transition(
            "under_approval",
            "approved",
            group=(HEAD, DEPUTY),
            guard="_approval_refusal",
            effect="_pass_tier",
            stamp="approved",
        ),
        Transition("under_approval", "draft", group=(HEAD, DEPUTY), name="send_back"),
    )

    def _guard_submit(self):
        if not self.computed_date:
            return self.env._("compute it first")
        if not self.home_id.sudo().payee_partner_id:
            return self.env._(
                "%(home)s has no account holder yet; the section enters it with the "
                "organization",
                home=self.home_id.name,
            )
        return self._check_refusal()

    def _guard_check(self):
        if self.submitted_uid == self.env.user:
            return self.env._("another person than who submitted it has to check it")
        return self._check_refusal()

    # -- steps -----------------------------------------------------------------

    def action_compute(self):
        """Gather what was waived, and not claimed yet, up to the end of the month."""
        self._transition("draft", name="compute")

    def _effect_compute(self):
        for record in self:
            record._gather()

    def action_submit(self):
        """Hand the claims to the section."""
        self._transition("submitted")

    def action_check(self):
        """Note that the claims were checked, and ask for their approval."""
        self._transition("under_approval")
        self._request_approval()

    def action_review(self):
        """Pass the open tier of approval, which isn't the last one."""
        self._transition("under_approval", name="review")

    def action_approve(self):
        """Pass the last tier: a batch of the program may pay it."""
        self._transition("approved")

    def action_return(self, reason=None):
        """Give a submitted claim back to the home, for a reason."""
        if not reason:
            return self._ask("action_return")
        self._transition("draft", name="return")
        return self._say(reason)

    def action_send_back(self, reason=None):
        """Give a checked claim back, for a reason that stays in its history."""
        if not reason:
            return self._ask("action_send_back")
        self._transition("draft", name="send_back")
        self._end_round("sent_back", reason)
        return self._say(reason)

    def _ask(self, method):
        return self.env["civil.case.reason"]._open(
            self, method, self.env._("Send Back")
        )

    def _say(self, reason):
        for record in self:
            record.message_post(body=self.env._("Sent back: %(reason)s", reason=reason))
        return True

    # -- for others ------------------------------------------------------------

    def _todo_entries(self):
        entries = super()._todo_entries()
        if self.state == "submitted":
            entries.append(
                TodoEntry(
                    "check",
                    self.env._("Check the claim %(claim)s", claim=self.display_name),
                    group=self.env.ref(CLERK),
                    barred=self.submitted_uid,
                )
            )
        return entries

    def _approval_digest(self):
        self.env.flush_all()
        [[digest]] = self.env.execute_query(
            SQL(
                """
                SELECT encode(sha256(convert_to(coalesce(string_agg(concat_ws('|',
                    kind, charge_line_id, amount), ';' ORDER BY kind, charge_line_id),
                    ''), 'UTF8')), 'hex')
                FROM civil_funeral_settlement_line WHERE settlement_id = %s
                """,
                self.id,
            )
        )
        return digest
