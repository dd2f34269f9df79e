import datetime

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..tools.roles import CLERK
from ..tools.text import said
from .civil_enforcement_case_decision import DECISIONS

#: What of the party's notices is served, and what of its decisions.
NOTICES = ("enforcement.hearing_right", "enforcement.notice")
#: Noon at the bureau, in the time that the database keeps: inside the local day.
_NOON = datetime.time(4)


class CivilEnforcementCaseExecution(models.AbstractModel):
    """From the service to the court: articles 61, 72, 73; Administrative Compulsion
    Law, articles 53 and 54.
    """

    _name = "civil.enforcement.case.execution"
    _description = "Execution of an Enforcement Case"

    served_on = fields.Date(readonly=True, copy=False)
    remedy_until = fields.Date(
        string="Remedies until",
        compute="_compute_remedy_until",
        store=True,
        help="The last day for reconsideration or lawsuit; after it a decision that "
        "isn't obeyed can be brought to court.",
    )
    court_until = fields.Date(
        string="Court until",
        compute="_compute_remedy_until",
        store=True,
        help="The last day to apply to the court: three months after the remedies.",
    )
    reminded_on = fields.Date(readonly=True, copy=False)
    court_on = fields.Date(string="Court Applied to on", readonly=True, copy=False)
    court_note = fields.Char(string="Application", readonly=True, copy=False)
    court_result = fields.Selection(
        [
            ("enforced", "Enforced"),
            ("refused", "Not Allowed"),
            ("ended", "Execution Ended"),
        ],
        readonly=True,
        copy=False,
    )

    @api.depends("served_on", "remedy_ids.result", "remedy_ids.resulted_on")
    def _compute_remedy_until(self):
        for case in self:
            last = case._remedy_last() if case.served_on else False
            case.remedy_until = last
            case.court_until = last and fields.Date.add(
                last, months=case._rule("enforcement.court_months", last)
            )

    def _remedy_last(self):
        """The last day for a remedy of the single case; False while one is open."""
        months = self._rule("enforcement.lawsuit_months", self.served_on)
        days = [fields.Date.add(self.served_on, months=months)]
        for remedy in self.remedy_ids:
            if not remedy.resulted_on:
                return False
            further = 0
            if remedy.kind != "appeal":
                further = self._rule(
                    f"enforcement.after_{remedy.kind}_days", remedy.resulted_on
                )
            days.append(fields.Date.add(remedy.resulted_on, days=further))
        return max(days)

    # -- service -----------------------------------------------------------------------

    def _moment(self, day):
        """A moment of a local day, as the database keeps it."""
        return datetime.datetime.combine(day, _NOON)

    def _last_document(self, codes):
        """The document of one of the kinds that was issued last for the single case."""
        # Documents of the case belong to it, whoever may list them.
        found = self.sudo().document_ids.filtered(
            lambda d: d.kind_id.code in codes and d.state == "issued"
        )
        if not found:
            raise UserError(self.env._("The document hasn't been issued yet."))
        return found.sorted("id")[-1]

    def _record_service(self, document, day, way, receiver):
        """Record how a document of the single case was served, after its checks."""
        services = self.env["civil.document.service"].sudo()
        values = {
            "document_id": document.id,
            "method": way,
            "sent_at": day,
            "receiver": receiver or self.party_name,
            "server": "、".join(self.officer_ids.mapped("name")),
        }
        if way == "left":
            values["witness"] = receiver
        if way != "announcement":
            values["served_at"] = day
        return services.create(values)

    def _document_served(self, document):
        """Let the party's time begin when its notice or decision was served."""
        code, day = document.kind_id.code, document.served_date
        if code in NOTICES and self.state == "noticed" and not self.notice_served_on:
            self._write_guarded({"notice_served_on": day})
            self._start_clock("enforcement.answer", at=self._moment(day))
        elif code in DECISIONS.values() and self.state == "decided":
            self._write_guarded({"served_on": day})
            self._transition("served", name="serve")
            self._stop_clock("enforcement.service", at=self._service_end(document))
            self._start_payment()
            self._on_effective()
        return super()._document_served(document)

    def _service_end(self, document):
        """When the duty to serve was met: the sending, of an announced document."""
        sent = document.service_ids.sorted("id")[-1:].sent_at
        return self._moment(sent or document.served_date)

    def _guard_serve(self):
        return not self.served_on and self.env._(
            "record the service of the decision with its day and way"
        )

    def action_serve(self, day=None, way=None, receiver=None):
        """Record the service of the decision; it takes effect with it (article 61).

        :param date day: when it was handed over, sent or announced
        :param str way: direct, left, post, entrusted or announcement
        :param str receiver: who took it; of one left behind, who witnessed it
        """
        if not day or not way:
            return self._ask("action_serve", self.env._("Service"))
        day = fields.Date.to_date(day)
        self.check_access("write")
        self._check_role(CLERK)
        for case in self:
            if case.state != "decided":
                raise UserError(
                    self.env._(
                        "%(case)s: a decision that was made is served, once.",
                        case=case.display_name,
                    )
                )
            case._check_day(day, case._day_of(case.decided_date))
            document = case._last_document(tuple(DECISIONS.values()))
            case._record_service(document, day, way, receiver)
        return True

    def _on_effective(self):
        """Do what a decision brings about elsewhere once it is served.

        Nothing here. Addons that keep what a sanction touches, such as licenses that
        are revoked, extend it and look at ``penalty_ids`` of the records.
        """

    # -- what isn't obeyed ----------------------------------------------------------

    def _unfulfilled(self):
        """What of the single case's decision hasn't been carried out, as a sentence."""
        if self._yuan(self.outstanding_amount) > 0:
            return self.env._(
                "%(amount)s yuan haven't been paid",
                amount=f"{self.outstanding_amount:,.2f}",
            )
        open_lines = self._penal_lines().filtered(
            lambda line: (
                line.kind not in ("fine", "warning", "criticism")
                and not line.executed_on
            )
        )
        if open_lines and self._yuan(self.owed_amount) >= 0 and not self._is_annulled():
            return self.env._(
                "“%(text)s” hasn't been carried out", text=open_lines[0].text
            )
        return False

    def _is_annulled(self):
        last = self.remedy_ids.filtered("result").sorted("resulted_on")[-1:]
        return last.result in ("annulled", "unlawful")

    def action_remind(self, day=None):
        """Remind the party to obey, before the court is applied to (催告).

        :param date day: when the reminder was served
        """
        if not day:
            return self._ask("action_remind", self.env._("Reminder"))
        day = fields.Date.to_date(day)
        self.check_access("write")
        self._check_role(CLERK)
        today = fields.Date.context_today(self)
        for case in self:
            if case.state != "served" or not case._unfulfilled():
                raise UserError(
                    self.env._(
                        "%(case)s: there is nothing to remind of.",
                        case=case.display_name,
                    )
                )
            if case.fine_due_on and case._yuan(case.outstanding_amount) > 0:
                if case._unpaid_due(today) <= 0 and not case.surcharge_amount:
                    raise UserError(
                        self.env._(
                            "%(case)s: the fine can be paid until %(day)s.",
                            case=case.display_name,
                            day=case.fine_due_on,
                        )
                    )
            document = case._issue_document("enforcement.reminder", key=str(day))
            case._check_day(day, document.issued_date)
            case._record_service(document, day, "direct", False)
            case._write_guarded({"reminded_on": day})
        return True

    def action_apply_court(self, day=None, text=None):
        """Apply to the court for enforcement (申请强制执行).

        :param date day: of the application
        :param str text: which court, and what for
        """
        if not day or not said(text):
            return self._ask("action_apply_court", self.env._("Apply to the Court"))
        day = fields.Date.to_date(day)
        self.check_access("write")
        self._check_role(CLERK)
        for case in self:
            case._refuse_reasons({case: case._court_refusal(day)})
            case._write_guarded({"court_on": day, "court_note": said(text)})
            case._issue_document("enforcement.court", court=said(text))
        return True

    def _court_refusal(self, day):
        """Why the court can't be applied to on a day, or False."""
        if self.state != "served" or not self._unfulfilled():
            return self.env._("there is nothing to enforce")
        if not self.remedy_until:
            return self.env._("a reconsideration or lawsuit isn't over")
        if not self.remedy_until < day <= self.court_until:
            return self.env._(
                "the court can be applied to after %(first)s and until %(last)s "
                "(Administrative Compulsion Law, article 53)",
                first=self.remedy_until,
                last=self.court_until,
            )
        days = self._rule("enforcement.reminder_days", day)
        if not self.reminded_on or day < fields.Date.add(self.reminded_on, days=days):
            return self.env._(
                "the party has to be reminded %(days)s days before (Administrative "
                "Compulsion Law, article 54)",
                days=days,
            )
        return False

    def action_record_court(self, result=None):
        """Record how the court's enforcement ended.

        :param str result: enforced, refused or ended
        """
        self.check_access("write")
        self._check_role(CLERK)
        results = dict(self._fields["court_result"].selection)
        for case in self:
            if not case.court_on or result not in results:
                raise UserError(
                    self.env._("Give the result of an application that was made.")
                )
            case._write_guarded({"court_result": result})
        return True
