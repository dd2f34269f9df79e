from odoo import api, fields, models
from odoo.exceptions import UserError

from ..tools.roles import CLERK
from ..tools.text import said


class CivilEnforcementCaseNotice(models.AbstractModel):
    """From the end of the investigation to the party's defence: articles 44, 45, 63.

    Without a notice that was served there is no decision (article 62). The party may
    state its view and defend itself; what it says is answered, and the sanction isn't
    heavier for it. Where the sanctions give a right to a hearing, the notice says so.
    """

    _name = "civil.enforcement.case.notice"
    _description = "Prior Notice of a Sanction"

    has_hearing_right = fields.Boolean(
        compute="_compute_has_hearing_right",
        help="The proposed sanctions give a right to a hearing (article 63).",
    )
    notice_on = fields.Date(string="Notice Issued on", readonly=True, copy=False)
    notice_served_on = fields.Date(string="Notice Served on", readonly=True, copy=False)
    answer_until = fields.Date(
        string="Defence or Hearing until",
        compute="_compute_answer_until",
        help="The last day on which the party may defend itself or ask for a hearing.",
    )
    waived_on = fields.Date(
        string="Waived on",
        readonly=True,
        copy=False,
        help="When the party declared in writing that it neither defends itself nor "
        "asks for a hearing.",
    )
    statement_on = fields.Date(string="Defence of", readonly=True, copy=False)
    statement = fields.Text(string="Statement and Defence", readonly=True, copy=False)
    statement_answer = fields.Text(
        string="Answer to the Defence",
        readonly=True,
        copy=False,
        help="Which facts, reasons and evidence were checked, and what was taken up.",
    )
    withdrawn_notice_reason = fields.Char(
        string="Why the Notice Was Withdrawn", readonly=True, copy=False
    )

    @api.depends("penalty_ids.kind", "penalty_ids.amount", "party_type", "notice_on")
    def _compute_has_hearing_right(self):
        for case in self:
            day = case.notice_on or fields.Date.context_today(self)
            case.has_hearing_right = any(
                line._gives_hearing(day) for line in case.penalty_ids
            )

    @api.depends("notice_served_on", "has_hearing_right")
    def _compute_answer_until(self):
        for case in self:
            right = case.has_hearing_right
            code = "hearing_request_days" if right else "statement_days"
            served = case.notice_served_on
            case.answer_until = served and case._workdays(served, f"enforcement.{code}")

    # -- the end of the investigation ------------------------------------------------

    def _guard_report(self):
        if not said(self.facts) or not said(self.report):
            return self.env._("write down the facts and the report")
        if not self.evidence_ids:
            return self.env._("without evidence no facts are established (article 40)")
        if open_recusal := self.recusal_ids.filtered(lambda r: r.state == "requested"):
            return self.env._(
                "decide first about the withdrawal of %(name)s (article 43)",
                name=open_recusal[0].officer_id.name,
            )
        return self._outcome_refusal() or self._officers_refusal(
            self.officer_ids, fields.Date.context_today(self)
        )

    def _outcome_refusal(self):
        """Why the proposal of the single case isn't complete, or False."""
        if not self.outcome:
            return self.env._("choose what is proposed (article 57)")
        if self.outcome == "punish":
            return not self._penal_lines() and self.env._(
                "enter the sanctions that are proposed"
            )
        if self._penal_lines():
            return self.env._("take out the sanctions: no penalty is proposed")
        if not said(self.outcome_reason):
            return self.env._("write the grounds")
        if self.outcome == "transferred" and not said(self.transfer_to):
            return self.env._("name the body that it is transferred to")
        if self.outcome == "not_punished" and not self.exemption:
            return self.env._("choose why it isn't punished (article 33)")
        if self.exemption in ("minor", "first") and not self.corrected_on:
            return self.outcome == "not_punished" and self.env._(
                "enter when the act was corrected (article 33)"
            )
        return False

    def _effect_report(self):
        for case in self:
            case._issue_document("enforcement.report")

    def action_report(self):
        """Conclude the investigation and propose how the case ends."""
        self._transition("reported")

    # -- the notice --------------------------------------------------------------------

    def _guard_notice(self):
        if self.outcome != "punish":
            return self.env._("no penalty is proposed, so no notice is given")
        if why := self._outcome_refusal():
            return why
        heavier = self.penalty_ids.filtered(
            lambda line: line.is_noticed and line._heavier_than_notice()
        )
        if self.statement and heavier and not self.withdrawn_notice_reason:
            return self.env._(
                "the party defended itself; “%(text)s” can't be made heavier for it "
                "(article 45). Where new facts were found, withdraw the notice with "
                "them as the reason",
                text=heavier[0].text,
            )
        return False

    def _effect_notice(self):
        """Keep what notice is given of, and issue it."""
        cleared = dict.fromkeys(
            ("notice_served_on", "statement_on", "statement", "statement_answer"), False
        )
        for case in self:
            case.penalty_ids._note_notice()
            case._write_guarded(
                {
                    **cleared,
                    "waived_on": False,
                    "notice_on": fields.Date.context_today(self),
                }
            )
            right = case.has_hearing_right
            code = "enforcement.hearing_right" if right else "enforcement.notice"
            case._issue_document(code, key=f"notice-{case._notice_round()}")

    def _notice_round(self):
        """Which notice of the single case it is, beginning with 1."""
        codes = ("enforcement.hearing_right", "enforcement.notice")
        # Documents of the case belong to it, whoever may list them.
        documents = self.sudo().document_ids
        return 1 + len(documents.filtered(lambda d: d.kind_id.code in codes))

    def action_give_notice(self):
        """Issue the prior notice, with the right to a hearing where there is one."""
        self._transition("noticed")

    def _guard_withdraw_notice(self):
        return not self.notice_on and self.env._("no notice was given")

    def action_withdraw_notice(self, reason=None):
        """Withdraw the notice because new facts were found: another one is needed."""
        if not said(reason):
            return self._ask("action_withdraw_notice", self.env._("Withdraw"))
        self._transition("reported", name="withdraw_notice")
        self._write_guarded(
            {
                "withdrawn_notice_reason": said(reason),
                "notice_on": False,
                "notice_served_on": False,
            }
        )
        self._stop_clock("enforcement.answer")
        return True

    def action_serve_notice(self, day=None, way=None, receiver=None):
        """Record the service of the notice; from then on the party may answer.

        :param date day: when it was served
        :param str way: direct, left, post, electronic, entrusted or announcement
        :param str receiver: who took it
        """
        if not day or not way:
            return self._ask("action_serve_notice", self.env._("Service of the Notice"))
        day = fields.Date.to_date(day)
        self._check_noticed()
        for case in self:
            if case.notice_served_on:
                raise UserError(self.env._("The notice has already been served."))
            case._check_day(day, case.notice_on)
            document = case._last_document(
                ("enforcement.hearing_right", "enforcement.notice")
            )
            case._record_service(document, day, way, receiver)
        return True

    def action_record_statement(self, day=None, text=None):
        """Record what the party states in its defence: article 45.

        :param date day: when it said so
        :param str text: what it said
        """
        if not day or not said(text):
            return self._ask("action_record_statement", self.env._("Defence"))
        day = fields.Date.to_date(day)
        self._check_noticed()
        for case in self:
            if not case.notice_served_on:
                raise UserError(self.env._("The notice hasn't been served yet."))
            case._check_day(day, case.notice_served_on)
            earlier = case.statement and f"{case.statement}\n\n"
            case._write_guarded(
                {
                    "statement_on": day,
                    "statement": f"{earlier or ''}{said(text)}",
                    "statement_answer": False,
                }
            )
            case._issue_document(
                "enforcement.statement", key=f"statement-{len(case.statement)}"
            )
        return True

    def action_answer_statement(self, text=None):
        """Answer the defence: what was checked, and what was taken up."""
        if not said(text):
            return self._ask("action_answer_statement", self.env._("Answer"))
        self._check_noticed()
        for case in self:
            if not case.statement:
                raise UserError(self.env._("There is no defence to answer."))
            case._write_guarded({"statement_answer": said(text)})
        return True

    def action_waive(self, day=None):
        """Record that the party declared not to answer and not to want a hearing."""
        if not day:
            return self._ask("action_waive", self.env._("Waiver"))
        day = fields.Date.to_date(day)
        self._check_noticed()
        for case in self:
            if not case.notice_served_on:
                raise UserError(self.env._("The notice hasn't been served yet."))
            case._check_day(day, case.notice_served_on)
            case._write_guarded({"waived_on": day})
            case._stop_clock("enforcement.answer")
        return True

    def _check_noticed(self):
        """Let clerks act, on cases of which notice was given."""
        self.check_access("write")
        self._check_role(CLERK)
        self._refuse_reasons(
            {
                case: case.state != "noticed"
                and self.env._(
                    "it is in the state “%(state)s”", state=case._state_label()
                )
                for case in self
            }
        )

    def _check_day(self, day, first):
        """Refuse a day of the future, and one before ``first``."""
        if not first <= day <= fields.Date.context_today(self):
            raise UserError(
                self.env._(
                    "%(case)s: the day lies between %(first)s and today.",
                    case=self.display_name,
                    first=first,
                )
            )
