from odoo import api, fields, models

#: The document that a decision is issued as, by what it says.
DECISIONS = {
    "punish": "enforcement.penalty_decision",
    "not_punished": "enforcement.no_penalty",
    "dropped": "enforcement.drop",
    "transferred": "enforcement.transfer",
}


class CivilEnforcementCaseDecision(models.AbstractModel):
    """What must hold before a decision, and the decision itself: articles 57 to 62."""

    _name = "civil.enforcement.case.decision"
    _description = "Decision of an Enforcement Case"

    needs_review = fields.Boolean(
        string="Legal Review Required",
        compute="_compute_needs_review",
        help="Major or complex, after a hearing, or demanded by law (article 58).",
    )
    needs_discussion = fields.Boolean(
        string="Discussion Required",
        compute="_compute_needs_review",
        help="Complex or serious (article 57).",
    )
    decision_refusal = fields.Char(
        string="Missing for the Decision",
        compute="_compute_decision_refusal",
        help="What stands against submitting the decision now.",
    )

    @api.depends(
        "is_major", "is_complex", "offence_id.needs_review", "hearing_ids.state"
    )
    def _compute_needs_review(self):
        for case in self:
            punish = case.outcome == "punish"
            weighty = case.is_major or case.is_complex
            heard = "held" in case.hearing_ids.mapped("state")
            by_law = case.offence_id.needs_review
            case.needs_review = punish and (weighty or heard or by_law)
            case.needs_discussion = punish and weighty

    @api.depends("state")
    def _compute_decision_refusal(self):
        for case in self:
            waits = case.state in ("reported", "noticed")
            case.decision_refusal = waits and case._guard_submit_decision()

    def _guard_submit_decision(self):
        if why := self._outcome_refusal():
            return why
        late = self.evidence_ids.filtered(
            lambda one: one.preserved_on and not one.released_on
        )
        if late:
            return self.env._(
                "decide what becomes of the preserved evidence “%(name)s” (article 56)",
                name=late[0].name,
            )
        if self.outcome != "punish":
            return False
        return (
            self._notice_refusal()
            or self._heavier_refusal()
            or self._review_missing()
            or self._officers_refusal(self.officer_ids, fields.Date.context_today(self))
        )

    def _notice_refusal(self):
        """Why the party hasn't been heard yet, or False: articles 44, 45, 62, 64."""
        if not self.notice_on:
            return self.env._("without prior notice there is no decision (article 62)")
        if not self.notice_served_on:
            return self.env._(
                "the prior notice hasn't been served; there is no decision before "
                "(article 62)"
            )
        if self.statement and not self.statement_answer:
            return self.env._(
                "the party's defence has to be checked and answered (article 45)"
            )
        pending = self.hearing_ids.filtered(
            lambda hearing: hearing.state in ("requested", "notified")
        )
        if pending:
            return self.env._("the hearing that was asked for hasn't been held")
        if self.waived_on or "held" in self.hearing_ids.mapped("state"):
            return False
        today = fields.Date.context_today(self)
        if self.has_hearing_right or not self.statement:
            if today <= self.answer_until:
                return self.env._(
                    "the party may answer until %(day)s (articles 45, 64)",
                    day=self.answer_until,
                )
        return False

    def _heavier_refusal(self):
        """Why the sanctions go beyond their notice, or False: article 45."""
        heavier = self.penalty_ids.filtered(lambda line: line._heavier_than_notice())
        return bool(heavier) and self.env._(
            "“%(text)s” goes beyond the notice that was given; a sanction isn't made "
            "heavier because the party defended itself (article 45)",
            text=heavier[0].text,
        )

    def _review_missing(self):
        """Why legal review or discussion is missing, or False: articles 57, 58."""
        if self.needs_review:
            digest = self._content_digest()
            agreed = self.legal_review_ids.filtered(lambda r: r.state == "agreed")
            if not agreed:
                return self.env._(
                    "it isn't decided before a legal review has agreed (article 58)"
                )
            if not agreed.filtered(lambda review: review.digest == digest):
                return self.env._(
                    "it was changed after the legal review; have it reviewed again "
                    "(article 58)"
                )
            held = self.hearing_ids.filtered(lambda h: h.state == "held")
            last = max(agreed.mapped("decided_date"))
            if held and self._day_of(last) < max(held.mapped("held_on")):
                return self.env._(
                    "after the hearing it has to be reviewed again (article 58)"
                )
        if self.needs_discussion and not self.discussion_ids:
            return self.env._(
                "it is complex or serious: those in charge have to discuss it "
                "together (article 57)"
            )
        return False

    def action_submit_decision(self):
        """Ask for approval of the decision that is proposed."""
        self._transition("deciding")
        # The round of the filing is over; its reviewers may decide here again.
        self._end_round("passed")
        self._request_approval()

    def _effect_approve_decision(self):
        """Pass the last tier, number the decision and issue it."""
        self._pass_tier()
        for case in self:
            case._write_guarded({"decision_hash": case._content_digest()})
            case._stop_clock("enforcement.decision")
            case._stop_clock("enforcement.answer")
            case._start_clock("enforcement.service")
            case._write_guarded(
                {"decided_uid": self.env.uid, "decided_date": fields.Datetime.now()}
            )
            if case.outcome == "punish":
                case._start_clock("enforcement.publication")
            case._issue_document(DECISIONS[case.outcome])

    def action_extend(self, reason=None):
        """Extend the limit of the decision, once, with approval of the head.

        :raises UserError: not the head; extended already; it doesn't run anymore
        """
        if not (reason or "").strip():
            return self._ask("action_extend", self.env._("Extend the Limit"))
        self.check_access("write")
        self._check_role(
            "civil_enforcement.group_head", "civil_enforcement.group_deputy"
        )
        self._extend_clock("enforcement.decision", reason.strip())
        return True
