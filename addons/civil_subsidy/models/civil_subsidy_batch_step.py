from decimal import Decimal

from odoo import fields, models
from odoo.exceptions import UserError

from odoo.addons.civil_base.models.workflow_mixin import Transition

from ..tools.roles import CLERK, DEPUTY, HEAD, STAFF
from .civil_subsidy_batch_exchange import EXCHANGE_STEPS

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
    take back     the submitter  nobody has passed a tier yet
    review        by the tier    another person than maker and submitter
    approve       by the tier    the last one; another person than all before
    send back     head, deputy,  a reason is given; no request file yet
                  by the tier
    void          clerk, head    not sent yet; a reason is given
    export, send  finance        content is what was approved
    result        finance        the file is exactly this batch's
    close         finance        nothing pending, every failure followed up
    ============  =============  ========================================

    Who reviews and approves is data (审批层级); as shipped the section head reviews
    and the deputy director approves.

    Source: 财政惠民惠农补贴资金"一卡通" flow; maker, reviewer and approver are three
    different people.
    """

    _name = "civil.subsidy.batch.step"
    _description = "Subsidy Batch Steps"
    _inherit = ["civil.approval.mixin"]

    _approval_maker_fields = ("computed_uid", "submitted_uid")
    _approval_open_fields = ("pay_date",)
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
            group=STAFF,
            guard="_guard_review",
            effect="_effect_review",
            name="review",
        ),
        Transition(
            "under_approval",
            "approved",
            group=STAFF,
            guard="_guard_approve",
            effect="_effect_approve",
            stamp="approved",
        ),
        Transition(
            ("published", "under_approval", "approved"),
            "computed",
            group=STAFF,
            guard="_guard_send_back",
            name="send_back",
        ),
        Transition(
            ("draft", "computed", "published", "under_approval", "approved"),
            "voided",
            group=(CLERK, HEAD),
            guard="_guard_void",
        ),
        *EXCHANGE_STEPS,
    )

    # Guards: the reason why the step is refused, or False

    def _guard_compute(self):
        if refusal := self._run_refusal():
            return refusal
        if other := self._overlapping():
            return self.env._(
                "Batch %(name)s of %(division)s pays the same program and month; "
                "nobody may stand in both. Void one of them.",
                name=other.name,
                division=other.division_id.name,
            )
        if (
            self.kind == "regular"
            and self.program_id.source == "roster"
            and not self.env["civil.subsidy.roster.line"].search_count(
                [
                    ("period", "=", self.period),
                    ("program_ids", "in", self.program_id.ids),
                ],
                limit=1,
            )
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
        if refusal := self._run_refusal():
            return refusal
        if not self._has("payable"):
            return self.env._("Nothing in this batch is payable.")
        return False

    def _guard_submit(self):
        if not self.bank_agent_id:
            return self.env._("Choose the agent bank first.")
        if self._unanswered():
            return self.env._(
                "%(count)s warnings need a reason first",
                count=self._unanswered(),
            )
        if self.env["civil.subsidy.compute"]._is_stale(self):
            return self.env._(
                "standards changed since it was computed; compute it again"
            )
        return self._guard_publish()

    def _unanswered(self):
        """How many warnings of the batch still need a reason."""
        return self.env["civil.subsidy.finding"]._open_warnings(self)

    def _guard_void(self):
        return self._run_refusal()

    def _guard_take_back(self):
        if self._passed_by():
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
        return self._review_refusal()

    def _guard_approve(self):
        return self._approval_refusal()

    def _guard_send_back(self):
        if self.file_ids:
            return self.env._(
                "The request file has already been made; void the batch instead."
            )
        leads = any(map(self.env.user.has_group, (HEAD, DEPUTY)))
        # Whose tier is open may send back instead of passing it.
        if not leads and (not self._open_tier() or self._tier_refusal()):
            return self.env._("your role doesn't allow this step")
        return False

    def _has(self, outcome, bank_states=()):
        """Tell whether any payment of the batch is of this outcome and state."""
        domain = [("batch_id", "=", self.id), ("outcome", "=", outcome)]
        if bank_states:
            domain.append(("bank_state", "in", bank_states))
        return bool(self.env["civil.subsidy.payment"].search_count(domain, limit=1))

    # Steps

    def action_compute(self):
        """Judge every claim of the month; a repeated computation starts afresh.

        :return: where the screen hands a large batch to the background, the action
            that shows how far it is
        """
        self._refuse("computed")
        if run := self._background("compute"):
            return run
        self._transition("computed")
        for batch in self:
            self.env["civil.subsidy.compute"]._run(batch)
        return True

    def action_publish(self):
        """Put the list of payable claims up in the towns and villages.

        The day after counts as the first day of notice; how many there are is the
        dated parameter ``subsidy.publicity_days``. Of programs that need no notice,
        or must not have one, the list is only closed; nothing is put up.
        """
        self._transition("published")
        today = fields.Date.context_today(self)
        self._write_guarded({"publicity_end": False})
        for batch in self.filtered(lambda b: b.program_id.publicity == "needed"):
            days = self.env["civil.parameter"]._get(
                "subsidy.publicity_days", today, batch.division_id
            )
            batch._write_guarded({"publicity_end": fields.Date.add(today, days=days)})

    def action_submit(self):
        """Number, hash and freeze the payable lines and ask for approval."""
        self._refuse("under_approval")
        if run := self._background("action_submit"):
            return run
        self._transition("under_approval")
        for batch in self:
            self.env["civil.subsidy.total"]._refuse_difference(batch)
            self.env["civil.subsidy.compute"]._freeze(batch)
        self._request_approval()
        return True

    def action_take_back(self):
        """Withdraw one's own submission while nobody has acted on it."""
        self._transition("published", name="take_back")
        self._forget_approval("taken_back")

    def action_review(self):
        """Pass the open tier of approval, which isn't the last one."""
        self._transition("under_approval", name="review")

    def action_approve(self):
        """Pass the last tier: approve the payment of the lines that were submitted."""
        self._transition("approved")

    def _effect_review(self):
        """Pass the tier, and keep who passed the first one."""
        self._pass_tier()
        self.filtered(lambda batch: not batch.reviewed_uid)._write_guarded(
            {"reviewed_uid": self.env.uid, "reviewed_date": fields.Datetime.now()}
        )

    def _effect_approve(self):
        """Pass the last tier and set the money aside."""
        self._pass_tier()
        for batch in self:
            batch._check_available()
            batch._reserve_funds()

    def _check_available(self):
        """Refuse to approve more than the budget indicator still has."""
        # pylint: disable=assignment-from-none  # addons that keep indicators give one
        available = self._available_indicator()
        # As the database keeps it: to the cent, whatever a float makes of it.
        amount = Decimal(f"{self.frozen_amount:.2f}")
        if available is not None and available < amount:
            raise UserError(
                self.env._(
                    "Batch %(name)s pays %(amount)s yuan, but its budget indicator has "
                    "%(available)s yuan left. Have the indicator raised, or send the "
                    "batch back.",
                    name=self.name,
                    amount=f"{amount:,.2f}",
                    available=f"{available:,.2f}",
                )
            )

    def _available_indicator(self):
        """What the budget indicator (预算指标) has left for the single batch, in yuan.

        None, as here, where no addon keeps indicators. An addon that does returns a
        Decimal, and locks the rows it adds up ``FOR UPDATE`` before it reads them:
        of two people who approve at once the second then waits, and has to begin
        anew with what the first left. ``_reserve_funds`` follows in the same
        transaction.
        """
        return None

    def _reserve_funds(self):
        """Set the single batch's money aside (占用指标), before it becomes approved.

        Nothing here. An addon that keeps indicators books ``frozen_amount`` on the
        rows that ``_available_indicator`` locked; whatever it raises refuses the
        approval as a whole. It releases the money where the round ends after that:
        in ``_forget_approval`` and ``action_void``.
        """

    def action_send_back(self, reason=None):
        """Return the batch to its maker, for a reason that stays in its history."""
        if not reason:
            return self.env["civil.subsidy.reason"]._open(
                self, "action_send_back", self.env._("Send Back")
            )
        self._transition("computed", name="send_back")
        self._forget_approval("sent_back", reason)
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
        self._end_round("voided", reason)
        self._write_guarded({"void_reason": reason})
        follow_ups = self.filtered(lambda batch: batch.kind == "resend")
        follow_ups.payment_ids._release_resend()
        self.env["civil.subsidy.compute"]._after_change(follow_ups.origin_id)
        return True

    def _forget_approval(self, outcome, reason=None):
        """End the round and forget who submitted and passed what."""
        self._end_round(outcome, reason)
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

    def _approval_digest(self):
        return self._content_digest()["hash"]

    def _content_digest(self):
        return self.env["civil.subsidy.compute"]._content_digest(self)
