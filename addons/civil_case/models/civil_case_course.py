from odoo import api, fields, models
from odoo.exceptions import UserError

from ..tools.roles import CLERK, DEPUTY, HEAD
from ..tools.steps import COURSE_STEPS, INTAKE_STEPS

#: What a case forgets when it is taken or sent back.
_SUBMITTED = ("submitted_uid", "submitted_date")


class CivilCaseCourse(models.AbstractModel):
    """From acceptance to the archive: approval, decision, service.

    ===============  ===============  ==========================================
    step             who              what must hold
    ===============  ===============  ==========================================
    submit           clerk            visits, opinions, notice and objections are
                                      done; a refusal names its grounds
    review           by the tier      another person than maker and submitter
    grant, refuse    by the tier      the last one; as was proposed
    take back        who did the      nobody has acted since
                     last step
    send back        head, deputy,    a reason is given
                     by the tier
    withdraw         clerk            the applicant says so, before the decision
    serve            clerk            the decision has been served
    archive          clerk            bound, with checksums
    ===============  ===============  ==========================================

    Source: Administrative Licensing Law (行政许可法), articles 34, 37, 38, 42, 44.
    """

    _name = "civil.case.course"
    _description = "Course of Cases"
    _inherit = ["civil.case.intake"]

    _state_to = ["granted", "refused"]
    _cancel_state = "withdrawn"
    _approval_maker_fields = ("submitted_uid",)
    _approval_open_fields = ("user_id",)
    _transitions = (*INTAKE_STEPS, *COURSE_STEPS)
    _guarded = (
        "name",
        "papers_date",
        "notice_text",
        "is_accepted_by_law",
        "ground_ids",
        "ground_text",
        "end_reason",
        "res_model",
        "res_id",
    )

    proposal = fields.Selection(
        [("grant", "Grant"), ("refuse", "Refuse")], default="grant", copy=False
    )
    opinion = fields.Text(
        "Opinion", copy=False, help="The opinion of the section that goes up."
    )
    submitted_uid = fields.Many2one(
        "res.users", "Submitted By", readonly=True, copy=False
    )
    submitted_date = fields.Datetime("Submitted On", readonly=True, copy=False)
    decided_uid = fields.Many2one("res.users", "Decided By", readonly=True, copy=False)
    decided_date = fields.Datetime("Decided On", readonly=True, copy=False)
    served_uid = fields.Many2one("res.users", "Served By", readonly=True, copy=False)
    served_date = fields.Datetime("Served On", readonly=True, copy=False)
    archived_uid = fields.Many2one(
        "res.users", "Archived By", readonly=True, copy=False
    )
    archived_date = fields.Datetime("Archived On", readonly=True, copy=False)

    def _compute_is_approval_frozen(self):
        """What has been decided stays, also once it is served and archived."""
        open_states = ("draft", "received", "to_correct", "accepted")
        for case in self:
            case.is_approval_frozen = case.state not in open_states

    next_hint = fields.Char(
        string="Before the Next Step",
        compute="_compute_next_hint",
        help="What still stands against accepting or submitting the case.",
    )

    @api.depends(
        "state",
        "proposal",
        "ground_ids",
        "material_ids.check_result",
        "consultation_ids.state",
        "visit_ids.state",
        "publicity_ids.state",
        "clock_ids.state",
    )
    def _compute_next_hint(self):
        guards = {"received": "_guard_accept", "accepted": "_guard_submit"}
        for case in self:
            guard = case.id and guards.get(case.state)
            case.next_hint = guard and getattr(case, guard)() or False

    # Guards: the reason why the step is refused, or False

    def _guard_submit(self):
        if not self.proposal:
            return self.env._("say first whether it is to be granted or refused")
        if self.proposal == "refuse" and not self.ground_ids:
            return self.env._(
                "a refusal has to name its grounds (Administrative Licensing Law, "
                "article 38)"
            )
        return (
            self._investigation_refusal()
            or self.kind_id._handler()._decision_refusal(self)
            or False
        )

    def _investigation_refusal(self):
        """Why the investigation isn't finished, or False.

        To refuse, what the kind needs for a grant need not have been done; what has
        been begun has to be finished.
        """
        if self.is_resting:
            return self.env._("its time limit rests; let it run on first")
        if waiting := self.consultation_ids.filtered(lambda c: c.state == "sent"):
            return self.env._("%(body)s hasn't answered yet", body=waiting[0].body)
        if refusal := self.publicity_ids._refusal():
            return refusal
        return self.proposal == "grant" and self._needs_refusal()

    def _needs_refusal(self):
        """What the kind needs for a grant and isn't there, as a sentence, or False."""
        answered = self.consultation_ids.filtered(lambda c: c.state == "answered")
        for needed in self.kind_id.consult_ids.filtered("required"):
            if needed not in answered.consult_id:
                return self.env._("%(body)s has to be consulted", body=needed.body)
        visits = self.visit_ids.filtered(lambda visit: visit.state == "done")
        if self.kind_id.needs_visit and not visits:
            return self.env._("it needs a site visit by two people or more")
        notices = self.publicity_ids.filtered(lambda n: n.state == "published")
        if self.kind_id.needs_publicity and not notices:
            return self.env._("it needs a public notice first")
        return False

    def _guard_review(self):
        return self._review_refusal()

    def _guard_grant(self):
        if self.proposal != "grant":
            return self.env._("it was proposed to refuse it")
        return self._approval_refusal()

    def _guard_refuse(self):
        if self.proposal != "refuse":
            return self.env._("it was proposed to grant it")
        return self._approval_refusal()

    def _guard_send_back(self):
        leads = any(map(self.env.user.has_group, (HEAD, DEPUTY)))
        # Whose tier is open may send back instead of passing it.
        if not leads and (not self._open_tier() or self._tier_refusal()):
            return self.env._("your role doesn't allow this step")
        return False

    def _guard_take_back(self):
        if self._passed_by():
            return self.env._(
                "it has already been reviewed; ask for it to be sent back"
            )
        return self._only_refusal(self.submitted_uid)

    def _guard_take_back_acceptance(self):
        if self.is_accepted_by_law:
            return self.env._("the law accepted it")
        if self.submitted_uid or self.consultation_ids or self.visit_ids:
            return self.env._("the next step has already been taken")
        if self.publicity_ids or len(self._clocks()) > 2:
            return self.env._("the next step has already been taken")
        return self._only_refusal(self.accepted_uid) or self._served_refusal(
            "acceptance"
        )

    def _guard_take_back_receipt(self):
        if self.noticed_date or self.accepted_date:
            return self.env._("the next step has already been taken")
        return self._only_refusal(self.received_uid)

    def _only_refusal(self, user):
        if user != self.env.user:
            return self.env._(
                "only %(name)s, who took the last step, can take it back",
                name=user.sudo().name,
            )
        return False

    def _guard_serve(self):
        step = "grant" if self.state == "granted" else "refusal"
        return self._unserved_refusal(step)

    # Effects

    def _effect_review(self):
        self._pass_tier()

    def _effect_grant(self):
        """Pass the last tier, and bring about what a grant means."""
        self._pass_tier()
        for case in self:
            case.kind_id._handler()._granted(case)
        self._decide("grant")

    def _effect_refuse(self):
        """Pass the last tier, and bring about what a refusal means."""
        self._pass_tier()
        for case in self:
            case.kind_id._handler()._refused(case)
        self._decide("refusal")

    def _decide(self, step):
        self._each_clock("decision", "_stop_clock")
        self._each_clock("service", "_start_clock")
        self._issue(step)

    def _effect_withdraw(self):
        waiting = self.filtered(lambda case: case.state == "under_approval")
        waiting._end_round("voided", self[:1].end_reason)
        self._cancel_clocks()
        self._issue("withdrawal")

    def _effect_serve(self):
        self._each_clock("service", "_stop_clock")

    def _effect_take_back_acceptance(self):
        self._void_document("acceptance")
        for case in self:
            case._clocks(case.kind_id.decision_clock_id.code)._forget()
        self._each_clock("acceptance", "_reopen_clock")

    def _effect_take_back_receipt(self):
        self._void_document("receipt")
        for case in self:
            case._clocks()._forget()

    # Steps

    def action_submit(self):
        """Put the case up for decision, as proposed, and ask for approval."""
        self._transition("under_approval")
        self._request_approval()

    def action_propose(self, proposal=None, opinion=None, ground_ids=None, reason=None):
        """Say what is proposed: to grant, or to refuse on grounds of law.

        :param str proposal: ``grant`` or ``refuse``
        :param str opinion: the section's opinion
        :param list ground_ids: ids of ``civil.case.ground``, for a refusal
        :param str reason: what the grounds mean in this case
        """
        if proposal not in ("grant", "refuse"):
            title = self.env._("Propose")
            return self.env["civil.case.reason"]._open(
                self,
                "action_propose",
                title,
                ("proposal", "opinion", "ground_ids", "reason"),
                "decision",
            )
        self._check_role(CLERK)
        self.write({"proposal": proposal, "opinion": opinion})
        if proposal == "refuse":
            self._write_grounds("decision", ground_ids, reason)
        else:
            self._write_guarded({"ground_ids": [(5,)], "ground_text": False})
        return True

    def action_review(self):
        """Pass the open tier of approval, which isn't the last one."""
        self._transition("under_approval", name="review")

    def action_grant(self):
        """Pass the last tier: grant what was applied for."""
        self._transition("granted")

    def action_refuse(self):
        """Pass the last tier: refuse what was applied for, on the grounds named."""
        self._transition("refused")

    def action_take_back(self):
        """Undo one's own last step while nobody has acted on it (撤回)."""
        targets = {"under_approval": "accepted", "accepted": "received"}
        for case in self:
            was = case.state
            case._transition(targets.get(was, "draft"), name="take_back")
            if was == "under_approval":
                case._forget_approval("taken_back")

    def action_send_back(self, reason=None):
        """Return the case to the clerk, for a reason that it keeps (退回)."""
        if not reason:
            return self.env["civil.case.reason"]._open(
                self, "action_send_back", self.env._("Send Back")
            )
        self._transition("accepted", name="send_back")
        self._forget_approval("sent_back", reason)
        for case in self:
            case.message_post(body=self.env._("Sent back: %(reason)s", reason=reason))
        return True

    def _forget_approval(self, outcome, reason=None):
        self._end_round(outcome, reason)
        self._write_guarded(dict.fromkeys(_SUBMITTED, False))

    def action_withdraw(self, reason=None):
        """End the case because the applicant withdraws it."""
        if not reason:
            return self.env["civil.case.reason"]._open(
                self, "action_withdraw", self.env._("Withdraw")
            )
        self._refuse_reasons(self._refusal_reasons("withdrawn"))
        self._write_guarded({"end_reason": reason})
        self._transition("withdrawn")
        return True

    def action_serve(self):
        """Close the case: the decision has reached the applicant."""
        self._transition("served")

    def _set_subject(self, record):
        """Remember the record that the single case is about or has brought about."""
        self.ensure_one()
        if self.res_id and (self.res_model, self.res_id) != (record._name, record.id):
            raise UserError(
                self.env._("%(case)s is about another record.", case=self.display_name)
            )
        self._write_guarded({"res_model": record._name, "res_id": record.id})
