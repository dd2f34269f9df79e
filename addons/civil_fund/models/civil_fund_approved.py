import hashlib
import json

from odoo import fields, models


class CivilFundApproved(models.AbstractModel):
    """What is made here, and decided by the tiers of its kind.

    The model that inherits this declares ``state`` and ``_transitions`` with
    ``tools.steps.approval_steps``.
    """

    _name = "civil.fund.approved"
    _description = "Fund Matter Under Approval"
    _inherit = [
        "civil.fund.todo",
        "civil.approval.mixin",
        "mail.thread",
        "mail.activity.mixin",
    ]

    _approval_maker_fields = ("create_uid", "submitted_uid")
    #: What the approvers decide about.
    _digest_fields = ()
    _guarded = ("void_reason",)

    company_id = fields.Many2one(
        "res.company",
        required=True,
        index=True,
        default=lambda self: self.env.company,
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    submitted_uid = fields.Many2one(
        "res.users", "Submitted By", readonly=True, copy=False
    )
    submitted_date = fields.Datetime("Submitted On", readonly=True, copy=False)
    approved_uid = fields.Many2one(
        "res.users", "Approved By", readonly=True, copy=False
    )
    approved_date = fields.Datetime("Approved On", readonly=True, copy=False)
    void_reason = fields.Char(readonly=True, copy=False)

    def _default_division_id(self):
        """The user's division, where there is only one."""
        divisions = self.env.user.division_ids
        return divisions if len(divisions) == 1 else False

    def _guard_submit(self):
        """Why the single record can't be submitted, or False."""
        return False

    def _guard_take_back(self):
        if self.submitted_uid != self.env.user:
            return self.env._(
                "only %(name)s, who submitted it, can take it back",
                name=self.submitted_uid.name,
            )
        if passed := self._last_passed():
            return self.env._(
                "the tier “%(tier)s” has been passed already; ask for it to be sent "
                "back",
                tier=passed.name,
            )
        return False

    def _approval_digest(self):
        """SHA-256 over what the approvers decide about."""
        self.env.flush_all()
        rows = (self | self.browse())._digest_rows()
        text = json.dumps(rows, default=str, sort_keys=True)
        return hashlib.sha256(text.encode()).hexdigest()

    def _digest_rows(self):
        """The content of the single record as JSON can hold it."""
        return self.sudo().read(self._digest_fields, load=None)

    def action_submit(self):
        """Submit for approval: the content is fixed from now on."""
        self._transition("under_approval")
        self._request_approval()

    def action_take_back(self):
        """Withdraw one's own submission while nobody has passed a tier."""
        self._transition("draft", name="take_back")
        self._end_round("taken_back")

    def action_review(self):
        """Pass the open tier of approval, which isn't the last one."""
        self._transition("under_approval", name="review")

    def action_send_back(self, reason=None):
        """Return it to its maker, for a reason that stays in its history."""
        if not (reason or "").strip():
            return self.env["civil.fund.reason"]._open(
                self, "action_send_back", self.env._("Send Back")
            )
        # Whoever sends it back can't write on it anymore once it is a draft.
        for record in self:
            record.message_post(body=self.env._("Sent back: %(reason)s", reason=reason))
        self._transition("draft", name="send_back")
        self._end_round("sent_back", reason)
        return True

    def action_void(self, reason=None):
        """Give it up before it is approved; its number isn't used again."""
        if not (reason or "").strip():
            return self.env["civil.fund.reason"]._open(
                self, "action_void", self.env._("Void")
            )
        self._transition("voided")
        self._end_round("voided", reason)
        self._write_guarded({"void_reason": reason})
        return True
