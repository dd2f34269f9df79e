import hashlib
import json

from odoo import api, fields, models

from ..tools.roles import DEPUTY, HEAD
from ..tools.steps import GUARDED, TRANSITIONS
from ..tools.text import said

#: Parts that are added while the case itself is frozen; each guards itself.
PARTS = (
    "evidence_ids",
    "record_ids",
    "recusal_ids",
    "penalty_ids",
    "legal_review_ids",
    "discussion_ids",
    "hearing_ids",
    "payment_ids",
    "instalment_ids",
    "remedy_ids",
)
#: The states in which the content of the case may be written.
OPEN = ("draft", "investigating", "reported", "noticed")


class CivilEnforcementCaseStep(models.AbstractModel):
    """The steps of a case: who may take them, and what must hold.

    ===============  ===========  ==============================================
    step             who          what must hold
    ===============  ===========  ==============================================
    submit filing    clerk        jurisdiction, limit of the act, two officers
    approve filing   by the tier  other people than the maker
    report           clerk        facts, evidence, a proposal within the law
    give notice      clerk        a penalty is proposed
    submit decision  clerk        notice served, defence answered, hearing over,
                                  reviewed and discussed where required
    approve          by the tier  the content is what was submitted
    serve            clerk        decided
    on the spot      clerk        simple procedure within its limits
    close            head         everything carried out
    archive          clerk        closed
    ===============  ===========  ==============================================

    Source: Administrative Penalty Law (2021).
    """

    _name = "civil.enforcement.case.step"
    _description = "Enforcement Case Steps"
    _inherit = ["civil.approval.mixin"]

    _state_from = ["filing", "deciding"]
    _state_to = ["investigating", "decided"]
    _cancel_state = "not_filed"
    _approval_maker_fields = ("submitted_uid",)
    _approval_open_fields = (*PARTS, "user_id", "message_follower_ids")
    _guarded = GUARDED
    _transitions = TRANSITIONS

    submitted_uid = fields.Many2one(
        "res.users", string="Submitted by", readonly=True, copy=False
    )
    submitted_date = fields.Datetime(string="Submitted on", readonly=True, copy=False)
    filed_uid = fields.Many2one(
        "res.users", string="Filing Approved by", readonly=True, copy=False
    )
    filed_date = fields.Datetime(string="Filed on", readonly=True, copy=False)
    reported_uid = fields.Many2one(
        "res.users", string="Concluded by", readonly=True, copy=False
    )
    reported_date = fields.Datetime(string="Concluded on", readonly=True, copy=False)
    decided_uid = fields.Many2one(
        "res.users", string="Decided by", readonly=True, copy=False
    )
    decided_date = fields.Datetime(string="Decided on", readonly=True, copy=False)
    closed_uid = fields.Many2one(
        "res.users", string="Closed by", readonly=True, copy=False
    )
    closed_date = fields.Datetime(string="Closed on", readonly=True, copy=False)
    decision_hash = fields.Char(
        readonly=True, copy=False, help="SHA-256 over what was decided."
    )

    @api.depends("state")
    def _compute_is_approval_frozen(self):
        for case in self:
            case.is_approval_frozen = case.state not in OPEN

    def _day_of(self, moment):
        """The local day of a moment that is kept in UTC."""
        return fields.Datetime.context_timestamp(self, moment).date()

    # -- filing --------------------------------------------------------------------

    def _guard_file(self):
        if self.procedure != "ordinary":
            return self.env._("a case on the spot is decided at once, not filed")
        return self._case_refusal()

    def _case_refusal(self):
        """Why the single case can't be pursued, or False."""
        if self.jurisdiction == "other":
            return self.env._(
                "it belongs to another body; transfer it instead (article 27)"
            )
        if not self.offence_id._in_force(self.deed_date):
            return self.env._(
                "“%(offence)s” wasn't in force on %(day)s; choose its definition of "
                "that time (article 37)",
                offence=self.offence_id.name,
                day=self.deed_date,
            )
        if why := self._limit_refusal():
            return why
        return self._officers_refusal(self.officer_ids, fields.Date.context_today(self))

    def _limit_refusal(self):
        """Why the act can't be punished anymore, or False: article 36."""
        long_limit = "_serious" if self.offence_id.has_long_limit else ""
        years = self._rule(f"enforcement.limit_years{long_limit}", self.deed_date)
        last = fields.Date.add(self.deed_date, years=years)
        if self.discovered_on > last:
            return self.env._(
                "the act ended on %(deed)s and could be punished where it was "
                "discovered up to %(last)s (article 36)",
                deed=self.deed_date,
                last=last,
            )
        return False

    def action_submit_filing(self):
        """Ask for approval to open the case (立案审批)."""
        self._transition("filing")
        self._request_approval()

    def action_not_file(self, reason=None):
        """Not open the case, for a reason (不予立案)."""
        if not said(reason):
            return self._ask("action_not_file", self.env._("Don't File"))
        self._refuse_reasons(self._refusal_reasons("not_filed"))
        self._write_guarded({"not_filed_reason": said(reason)})
        self._transition("not_filed")
        return True

    def _effect_approve_filing(self):
        self._pass_tier()
        today = fields.Date.context_today(self)
        for case in self:
            number = self.env["civil.numbering"]._next(
                "enforcement.case", year=today.year
            )
            case._write_guarded({"name": number})
            case._start_clock("enforcement.decision")
            case._issue_document("enforcement.filing")

    # -- approval, of the filing and of the decision ----------------------------------

    def _guard_review(self):
        return self._review_refusal()

    def _guard_approve(self):
        return self._approval_refusal()

    def _guard_take_back(self):
        if self._passed_by():
            return self.env._("somebody has passed a tier; ask for it to be sent back")
        if self.submitted_uid != self.env.user:
            return self.env._(
                "only %(name)s, who submitted it, can take it back",
                name=self.submitted_uid.name,
            )
        return False

    def _guard_send_back(self):
        leads = any(map(self.env.user.has_group, (HEAD, DEPUTY)))
        if not leads and (not self._open_tier() or self._tier_refusal()):
            return self.env._("your role doesn't allow this step")
        return False

    def _effect_review(self):
        self._pass_tier()

    def action_review(self):
        """Pass the open tier of approval, which isn't the last one."""
        for state, name in (
            ("filing", "review_filing"),
            ("deciding", "review_decision"),
        ):
            if cases := self.filtered(lambda case, s=state: case.state == s):
                cases._transition(state, name=name)
        self._refuse_not_waiting()

    def action_approve(self):
        """Pass the last tier: file the case, or decide it."""
        self._refuse_not_waiting()
        for state, target in (("filing", "investigating"), ("deciding", "decided")):
            if cases := self.filtered(lambda case, s=state: case.state == s):
                cases._transition(target)

    def action_take_back(self):
        """Take back what one submitted oneself, while nobody has passed a tier."""
        self._back("take_back", "taken_back", None)

    def action_send_back(self, reason=None):
        """Return the case to its maker, for a reason that stays in its history."""
        if not said(reason):
            return self._ask("action_send_back", self.env._("Send Back"))
        self._back("send_back", "sent_back", said(reason))
        for case in self:
            case.message_post(body=self.env._("Sent back: %(reason)s", reason=reason))
        return True

    def _back(self, step, outcome, reason):
        self._refuse_not_waiting()
        for state, target in (("filing", "draft"), ("deciding", "reported")):
            if cases := self.filtered(lambda case, s=state: case.state == s):
                cases._transition(target, name=step)
                cases._end_round(outcome, reason)

    def _refuse_not_waiting(self):
        waiting = (*self._state_from,)
        self._refuse_reasons(
            {
                case: case.state not in waiting
                and self.env._(
                    "it is in the state “%(state)s”", state=case._state_label()
                )
                for case in self
            }
        )

    def _approval_digest(self):
        return self._content_digest()

    def _content_digest(self):
        """SHA-256 over what is decided: party, act, facts, outcome, sanctions."""
        self.ensure_one()
        lines = [
            [line.kind, f"{line.amount:.2f}", line.text, line.items or ""]
            + [str(line.date_from or ""), str(line.date_to or "")]
            for line in self.penalty_ids.sorted("id")
        ]
        content = [
            self.party_name,
            self.offence_id.id,
            str(self.deed_date),
            said(self.facts),
            self.outcome or "",
            self.exemption or "",
            said(self.outcome_reason),
            lines,
        ]
        text = json.dumps(content, ensure_ascii=False)
        return hashlib.sha256(text.encode()).hexdigest()

    def _ask(self, step, title):
        return self.env["civil.enforcement.step"]._open(self, step, title)
