from collections import defaultdict

from odoo import fields, models
from odoo.exceptions import LockError, UserError


class CivilApprovalMixin(models.AbstractModel):
    """A record that is decided by several people, one after the other.

    Who they are is data (``tier.definition``). One waiting state holds all tiers:
    review and approval are tiers of it. A model declares its steps like this::

        Transition("draft", "under_approval", group=CLERK)
        Transition("under_approval", "under_approval", name="review", group=STAFF,
                   guard="_review_refusal", effect="_pass_tier")
        Transition("under_approval", "approved", group=STAFF,
                   guard="_approval_refusal", effect="_pass_tier")
        Transition("under_approval", "draft", name="send_back", group=HEAD)

    calls ``_request_approval`` when it has been submitted and ``_end_round`` when it
    is taken back, sent back or voided. Whoever made or submitted the record or
    passed a tier of the round passes no other tier of it.

    What has gone beyond the waiting state, and what is in it, stays as it is, and
    its lines do (``civil.approval.line.mixin``). A decision on content that isn't
    what was submitted is refused.
    """

    _name = "civil.approval.mixin"
    _description = "Approval"
    _inherit = ["civil.approval.todo"]

    def _approval_digest(self):
        """What stands for the content of the single record now, such as a hash.

        It is kept when approval is asked for and has to be the same at each
        decision. False keeps and compares nothing.
        """
        return False

    def _request_approval(self):
        """Begin a round: fix its tiers, and what stands for the content.

        The submit step calls it once it has brought the records to the waiting
        state. The conditions of the tiers are judged per record, whoever submits.

        :raises UserError: no tier is set up for a record, nobody could pass one of
            its tiers, or a round is running already
        """
        self._lock_for_step()
        matches = self._matching_tiers()
        self._refuse_reasons(
            {record: record._request_refusal(matches[record]) for record in self}
        )
        rounds = self._last_rounds()
        vals_list = []
        for record in self:
            digest = record._approval_digest()
            vals_list += [
                {
                    "model": self._name,
                    "res_id": record.id,
                    "round": rounds.get(record.id, 0) + 1,
                    "sequence": number,
                    "status": "waiting" if number > 1 else "pending",
                    "requested_by": self.env.uid,
                    "digest": digest,
                    "definition_id": tier.id,
                    "reviewer_id": tier.reviewer_id.id,
                    "reviewer_group_id": tier.reviewer_group_id.id,
                }
                for number, tier in enumerate(matches[record], 1)
            ]
        self.env["tier.review"]._make(vals_list)
        self._sync_todos()

    def _pass_tier(self, comment=None):
        """Pass the open tier of each record in the name of the present user.

        What the user may not pass himself, he passes in the place of somebody on
        leave for whom he stands in.

        :return: the records of which all tiers are passed by now
        :raises UserError: with a reason for each record that refuses: the tier is
            somebody else's, the user made, submitted or passed it, or the content
            isn't what was submitted
        """
        self.check_access("write")
        self._lock_for_step()
        self._refuse_reasons({record: record._pass_refusal() for record in self})
        following = self.env["tier.review"].sudo()
        tiers = defaultdict(following.browse)
        for record in self:
            tiers[record._standing()[1]] |= record._open_tier()
            following |= record._open_reviews()[1:2]
        for absent, passed in tiers.items():
            passed._decide(
                {
                    "status": "approved",
                    "outcome": "passed",
                    "done_by": self.env.uid,
                    "on_behalf_id": absent.id,
                    "reviewed_date": fields.Datetime.now(),
                    "comment": comment,
                }
            )
        following._decide({"status": "pending"})
        self._sync_todos()
        return self.filtered(lambda record: record._round_passed())

    def _end_round(self, outcome, comment=None):
        """End the present round: its open tiers are passed by nobody anymore.

        :param str outcome: ``taken_back``, ``sent_back`` or ``voided``
        :param str comment: the reason, kept with the tier that was open
        """
        current = self._current_reviews()
        opened = self._open_reviews()
        opened._decide({"status": "cancel", "outcome": outcome})
        first = opened.filtered(
            lambda tier: (
                not any(
                    other.res_id == tier.res_id and other.sequence < tier.sequence
                    for other in opened
                )
            )
        )
        first._decide(
            {
                "done_by": self.env.uid,
                "reviewed_date": fields.Datetime.now(),
                "comment": comment,
            }
        )
        current._decide({"is_current": False})
        self._sync_todos()

    def _tier_refusal(self):
        """Why the present user can't pass the open tier, or False; for guards.

        Where every tier is passed nothing stands against going on. The content is
        compared by ``_pass_tier`` only.
        """
        self.ensure_one()
        tier = self._open_tier()
        if not tier:
            return not self._round_passed() and self.env._(
                "approval hasn't been asked for; take it back and submit it again"
            )
        return self._standing()[0]

    def _review_refusal(self):
        """Guard of a step that passes a tier which isn't the last one."""
        opened = self._open_reviews()
        if len(opened) == 1:
            return self.env._(
                "only its last tier “%(tier)s” is open, which approves it",
                tier=opened.name,
            )
        return self._tier_refusal()

    def _approval_refusal(self):
        """Guard of the step that passes the last tier and so approves."""
        opened = self._open_reviews()
        if len(opened) > 1:
            return self.env._(
                "its tier “%(tier)s” has to be passed first, by %(who)s",
                tier=opened[0].name,
                who=opened[0].todo_by,
            )
        return self._tier_refusal()

    def _matching_tiers(self):
        """``{record: its tiers in use, in their order}``."""
        tiers = self.env["tier.definition"]._of_model(self._name)
        matches = dict.fromkeys(self, tiers.browse())
        for tier in tiers:
            # The condition may look at what whoever submits can't read.
            for record in self.sudo().filtered_domain(tier._condition()):
                matches[record] |= tier
        return matches

    def _request_refusal(self, tiers):
        if self._open_reviews():
            return self.env._("approval has already been asked for")
        if not tiers:
            return self.env._(
                "no tier of approval is set up for it; the administrator has to add "
                "one for “%(model)s” under Approvals ‣ Tiers",
                model=self.env["ir.model"]._get(self._name).name,
            )
        return next(filter(None, (tier._refusal() for tier in tiers)), False)

    def _pass_refusal(self):
        if self.state not in self._state_from:
            return self.env._(
                "it is in the state “%(state)s”", state=self._state_label()
            )
        tier = self._open_tier()
        if not tier:
            return self._tier_refusal() or self.env._("every tier has been passed")
        if refusal := self._tier_refusal():
            return refusal
        if tier.digest and tier.digest != self._approval_digest():
            return self.env._(
                "its content isn't what was submitted; send it back and have it made "
                "again"
            )
        return False

    def _last_rounds(self):
        """``{id: number of the last round}`` of the records that had one."""
        return dict(
            self.env["tier.review"]
            .sudo()
            ._read_group(
                [("model", "=", self._name), ("res_id", "in", self.ids)],
                ["res_id"],
                ["round:max"],
            )
        )

    def _lock_for_step(self):
        """Keep two people from deciding at once, and look at the tiers afresh."""
        result = super()._lock_for_step()
        self.invalidate_recordset(["review_ids"])
        reviews = self._open_reviews()
        try:
            reviews.lock_for_update()
        except LockError as error:
            raise UserError(
                self.env._(
                    "Somebody else is deciding about it at this moment. Please try "
                    "again shortly."
                )
            ) from error
        reviews.invalidate_recordset()
        return result

    def _write_state(self, step):
        """Reach the approved state with every tier passed only."""
        if step.target in self._state_to:
            unpassed = self.filtered(lambda record: not record._round_passed())
            reason = self.env._("not every tier of its approval has been passed")
            self._refuse_reasons(dict.fromkeys(unpassed, reason))
        return super()._write_state(step)
