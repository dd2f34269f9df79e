from odoo import fields, models
from odoo.exceptions import UserError

from odoo.addons.civil_base.models.workflow_mixin import Transition

from .civil_subsidy_batch_exchange import EXCHANGE_STEPS
from .civil_subsidy_role import CLERK, DEPUTY, HEAD

#: What a batch forgets when it is taken or sent back.
APPROVAL_FIELDS = (
    "submitted_uid",
    "submitted_date",
    "reviewed_uid",
    "reviewed_date",
    "approved_uid",
    "approved_date",
    "content_hash",
)


class CivilSubsidyBatchStep(models.AbstractModel):
    """The steps of a batch: who may take them, and what must hold.

    ============  =============  ========================================
    step          who            what must hold
    ============  =============  ========================================
    compute       clerk          the month's rosters are there
    publish       clerk          something is payable
    submit        clerk          published; content is hashed
    take back     the submitter  nobody has reviewed yet
    review        section head   another person than maker and submitter
    approve       deputy         reviewed; another person than all before
    send back     head, deputy   a reason is given
    void          clerk, head    not sent yet; a reason is given
    export, send  finance        content is what was approved
    result        finance        the file is exactly this batch's
    close         finance        nothing pending, every failure followed up
    ============  =============  ========================================

    Source: 财政惠民惠农补贴资金"一卡通" flow; maker, reviewer and approver are three
    different people.
    """

    _name = "civil.subsidy.batch.step"
    _description = "Subsidy Batch Steps"
    _inherit = ["civil.workflow.mixin"]

    _transitions = (
        Transition(
            "draft", "computed", group=CLERK, guard="_guard_compute", stamp="computed"
        ),
        Transition(
            "computed",
            "computed",
            group=CLERK,
            guard="_guard_compute",
            stamp="computed",
        ),
        Transition(
            "computed",
            "published",
            group=CLERK,
            guard="_guard_publish",
            stamp="published",
        ),
        Transition(
            "published",
            "under_approval",
            group=CLERK,
            guard="_guard_submit",
            stamp="submitted",
        ),
        Transition(
            "under_approval",
            "published",
            group=CLERK,
            guard="_guard_take_back",
            name="take_back",
        ),
        Transition(
            "under_approval",
            "under_approval",
            group=HEAD,
            guard="_guard_review",
            stamp="reviewed",
            name="review",
        ),
        Transition(
            "under_approval",
            "approved",
            group=DEPUTY,
            guard="_guard_approve",
            stamp="approved",
        ),
        Transition(
            ("published", "under_approval", "approved"),
            "computed",
            group=(HEAD, DEPUTY),
            name="send_back",
            guard="_guard_not_exported",
        ),
        Transition(
            ("draft", "computed", "published", "under_approval", "approved"),
            "voided",
            group=(CLERK, HEAD),
        ),
        *EXCHANGE_STEPS,
    )

    # Guards: the reason why the step is refused, or False

    def _guard_compute(self):
        if other := self._overlapping():
            return self.env._(
                "Batch %(name)s of %(division)s pays the same program and month; "
                "nobody may stand in both. Void one of them.",
                name=other.name,
                division=other.division_id.name,
            )
        if self.kind == "regular" and not self.env[
            "civil.subsidy.roster.line"
        ].search_count(
            [("period", "=", self.period), ("program_ids", "in", self.program_id.ids)],
            limit=1,
        ):
            return self.env._(
                "No roster of %(month)s claims %(program)s. Import the towns' rosters "
                "first.",
                month=f"{self.period:%Y-%m}",
                program=self.program_id.name,
            )
        return False

    def _overlapping(self):
        """Another regular batch of the program and month, above or below this one."""
        if self.kind != "regular":
            return self.browse()
        # It may lie outside the user's divisions and pays people twice all the same.
        return self.sudo().search(
            [
                ("id", "!=", self.id),
                ("kind", "=", "regular"),
                ("program_id", "=", self.program_id.id),
                ("period", "=", self.period),
                ("state", "!=", "voided"),
                "|",
                ("division_id", "child_of", self.division_id.ids),
                ("division_id", "parent_of", self.division_id.ids),
            ],
            limit=1,
        )

    def _guard_publish(self):
        if not self._has("payable"):
            return self.env._("Nothing in this batch is payable.")
        return False

    def _guard_submit(self):
        if not self.bank_agent_id:
            return self.env._("Choose the agent bank first.")
        return self._guard_publish()

    def _guard_take_back(self):
        if self.reviewed_uid:
            return self.env._(
                "It has already been reviewed; ask for it to be sent back."
            )
        if self.submitted_uid != self.env.user:
            return self.env._(
                "Only %(name)s, who submitted it, can take it back.",
                name=self.submitted_uid.name,
            )
        return False

    def _guard_review(self):
        if self.reviewed_uid:
            return self.env._("It has already been reviewed.")
        if self.env.user in self.computed_uid | self.submitted_uid:
            return self.env._("Who made the batch can't review it.")
        return False

    def _guard_approve(self):
        if not self.reviewed_uid:
            return self.env._("The section head has to review it first.")
        if self.env.user in self.computed_uid | self.submitted_uid | self.reviewed_uid:
            return self.env._("Who made or reviewed the batch can't approve it.")
        return False

    def _guard_not_exported(self):
        if self.file_ids:
            return self.env._(
                "The request file has already been made; void the batch instead."
            )
        return False

    def _has(self, outcome, bank_states=()):
        """Tell whether any payment of the batch is of this outcome and state."""
        domain = [("batch_id", "=", self.id), ("outcome", "=", outcome)]
        if bank_states:
            domain.append(("bank_state", "in", bank_states))
        return bool(self.env["civil.subsidy.payment"].search_count(domain, limit=1))

    # Steps

    def action_compute(self):
        """Judge every claim of the month; a repeated computation starts afresh."""
        self._transition("computed")
        for batch in self:
            self.env["civil.subsidy.compute"]._run(batch)

    def action_publish(self):
        """Put the list of payable claims up in the towns and villages.

        The day after counts as the first day of notice; how many there are is the
        dated parameter ``subsidy.publicity_days``.
        """
        self._transition("published")
        today = fields.Date.context_today(self)
        for batch in self:
            days = self.env["civil.parameter"]._get(
                "subsidy.publicity_days", today, batch.division_id
            )
            batch._write_guarded({"publicity_end": fields.Date.add(today, days=days)})

    def action_submit(self):
        """Number, hash and freeze the payable lines and ask for review."""
        self._transition("under_approval")
        for batch in self:
            self.env["civil.subsidy.compute"]._freeze(batch)

    def action_take_back(self):
        """Withdraw one's own submission while nobody has acted on it."""
        self._transition("published", name="take_back")
        self._forget_approval()

    def action_review(self):
        """Confirm as section head that the batch is right."""
        self._transition("under_approval", name="review")

    def action_approve(self):
        """Approve the payment of the frozen lines, which must be as submitted."""
        self._transition("approved")
        self._check_unchanged()

    def action_send_back(self, reason=None):
        """Return the batch to its maker, for a reason that stays in its history."""
        if not reason:
            return self.env["civil.subsidy.reason"]._open(
                self, "action_send_back", self.env._("Send Back")
            )
        self._transition("computed", name="send_back")
        self._forget_approval()
        for batch in self:
            batch.message_post(body=self.env._("Sent back: %(reason)s", reason=reason))
        return True

    def action_void(self, reason=None):
        """Give the batch up before it is sent; its number isn't used again."""
        if not reason:
            return self.env["civil.subsidy.reason"]._open(
                self, "action_void", self.env._("Void")
            )
        self._transition("voided")
        self._write_guarded({"void_reason": reason})
        follow_ups = self.filtered(lambda batch: batch.kind == "resend")
        follow_ups.payment_ids._release_resend()
        return True

    def _forget_approval(self):
        self._write_guarded(dict.fromkeys(APPROVAL_FIELDS, False))

    def _check_unchanged(self):
        """Refuse to go on with payments that aren't what was submitted.

        :raise UserError: naming the batch; a change past the application shows too
        """
        for batch in self:
            if batch.content_hash != batch._content_digest()["hash"]:
                raise UserError(
                    self.env._(
                        "The payments of batch %(name)s are not what was submitted. "
                        "Send the batch back and have it computed again.",
                        name=batch.name,
                    )
                )

    def _content_digest(self):
        return self.env["civil.subsidy.compute"]._content_digest(self)
