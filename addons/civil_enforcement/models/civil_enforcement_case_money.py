from decimal import Decimal

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from ..tools.roles import DEPUTY, HEAD
from ..tools.surcharge import surcharge

#: Results of a remedy after which nothing of the decision is left to pay.
_GONE = ("annulled", "unlawful")


class CivilEnforcementCaseMoney(models.AbstractModel):
    """The fine of a case: when it is due, what was paid, what comes up for delay.

    Articles 66, 67, 72 and 73; amounts in yuan, computed exactly.
    """

    _name = "civil.enforcement.case.money"
    _description = "Fine of an Enforcement Case"

    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company, index=True
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    fine_amount = fields.Monetary(
        string="Fine", compute="_compute_fine_amount", store=True
    )
    owed_amount = fields.Monetary(
        string="Fine Owed",
        compute="_compute_money",
        store=True,
        help="The fine after reconsideration and lawsuit.",
    )
    paid_amount = fields.Monetary(string="Paid", compute="_compute_money", store=True)
    fine_due_on = fields.Date(
        string="Fine Due on",
        readonly=True,
        copy=False,
        help="The last day to pay at the bank: article 67.",
    )
    surcharge_amount = fields.Monetary(
        string="Additional Fine",
        compute="_compute_surcharge_amount",
        help="For paying late, up to today: 3% of the unpaid fine a day, at most the "
        "fine itself (article 72).",
    )
    outstanding_amount = fields.Monetary(
        string="Outstanding", compute="_compute_surcharge_amount"
    )
    is_fine_late = fields.Boolean(
        string="Fine Overdue",
        compute="_compute_surcharge_amount",
        search="_search_is_fine_late",
    )
    instalments_uid = fields.Many2one(
        "res.users", string="Instalments Granted by", readonly=True, copy=False
    )
    instalments_date = fields.Datetime(
        string="Instalments Granted on", readonly=True, copy=False
    )

    @staticmethod
    def _yuan(amount):
        """An amount as the database keeps it, exactly."""
        return Decimal(f"{amount or 0:.2f}")

    @api.depends("penalty_ids.kind", "penalty_ids.amount")
    def _compute_fine_amount(self):
        for case in self:
            fines = case.penalty_ids.filtered(lambda line: line.kind == "fine")
            case.fine_amount = sum(map(case._yuan, fines.mapped("amount")), Decimal())

    @api.depends(
        "fine_amount",
        "payment_ids.amount",
        "remedy_ids.result",
        "remedy_ids.changed_fine",
    )
    def _compute_money(self):
        for case in self:
            case.owed_amount = case._owed()
            amounts = map(case._yuan, case.payment_ids.mapped("amount"))
            case.paid_amount = sum(amounts, Decimal())

    def _owed(self):
        """The single case's fine after its latest remedy, in yuan."""
        decided = self.remedy_ids.filtered("result").sorted("resulted_on")
        owed = self._yuan(self.fine_amount)
        for remedy in decided:
            if remedy.result in _GONE:
                owed = Decimal()
            elif remedy.result == "changed":
                owed = min(owed, self._yuan(remedy.changed_fine))
        return owed

    @api.depends(
        "owed_amount",
        "fine_due_on",
        "payment_ids.paid_on",
        "payment_ids.amount",
        "instalment_ids.due_on",
        "instalments_date",
        "remedy_ids.filed_on",
        "remedy_ids.resulted_on",
    )
    @api.depends_context("tz")
    def _compute_surcharge_amount(self):
        today = fields.Date.context_today(self)
        for case in self:
            extra = case._surcharge(today)
            owed, paid = case._yuan(case.owed_amount), case._yuan(case.paid_amount)
            case.surcharge_amount = extra
            case.outstanding_amount = owed + extra - paid
            due = case.fine_due_on
            case.is_fine_late = bool(due) and (
                case._unpaid_due(today) > 0 or extra > 0 and owed + extra > paid
            )

    def _search_is_fine_late(self, operator, value):
        if operator != "in":
            return NotImplemented
        today = fields.Date.context_today(self)
        query = SQL(
            "SELECT id FROM civil_enforcement_case WHERE state = 'served'"
            " AND fine_due_on < %s AND owed_amount > paid_amount",
            today,
        )
        self.env["civil.enforcement.case"].flush_model(
            ["state", "fine_due_on", "owed_amount", "paid_amount"]
        )
        ids = [row[0] for row in self.env.execute_query(query)]
        return [("id", "in" if True in value else "not in", ids)]

    def _parts(self):
        """``(due date, Decimal)`` of the fine: its instalments, or the whole."""
        if not self.fine_due_on:
            return []
        if not self.instalments_date:
            return [(self.fine_due_on, self._yuan(self.owed_amount))]
        left, parts = self._yuan(self.owed_amount), []
        for line in self.instalment_ids.sorted("due_on"):
            part = min(left, self._yuan(line.amount))
            parts.append((line.due_on, part))
            left -= part
        return [(due, part) for due, part in parts if part]

    def _net_payments(self):
        """``(date, Decimal)`` of the payments that weren't cancelled."""
        cancelled = self.payment_ids.reverses_id
        valid = self.payment_ids.filtered(
            lambda p: not p.reverses_id and p not in cancelled
        )
        return [(p.paid_on, self._yuan(p.amount)) for p in valid]

    def _unpaid_due(self, day):
        """What of the fine should have been paid before ``day`` and wasn't, in yuan."""
        due = sum((part for last, part in self._parts() if last < day), Decimal())
        return due - self._yuan(self.paid_amount)

    def _surcharge(self, day):
        """The additional fine of the single case by the end of a day, in yuan.

        Rate and cap are those in force on the day on which the fine was due.
        """
        parts = self._parts()
        if not parts:
            return Decimal()
        rate = self._rule("enforcement.surcharge_rate", self.fine_due_on)
        cap = self._rule("enforcement.surcharge_cap", self.fine_due_on)
        pauses = [(r.filed_on, r.resulted_on or None) for r in self.remedy_ids]
        return surcharge(
            parts,
            self._net_payments(),
            day,
            Decimal(rate),
            Decimal(cap) * self._yuan(self.owed_amount),
            pauses,
        )

    def _start_payment(self):
        """Begin the time to pay, where the decision fines."""
        for case in self.filtered("fine_amount"):
            clocks = case._start_clock(
                "enforcement.payment", at=case._moment(case.served_on)
            )
            last = clocks._local(clocks.limit_at).date()
            case._write_guarded({"fine_due_on": last})
            case._issue_document("enforcement.payment_form")

    def _after_payment(self):
        """End the time to pay where everything is paid; begin it again where not."""
        for case in self.filtered("fine_due_on"):
            if case._yuan(case.outstanding_amount) <= 0:
                case._stop_clock("enforcement.payment")
            elif not case._clocks("enforcement.payment").filtered(
                lambda clock: clock.state in ("running", "paused")
            ):
                case._reopen_clock("enforcement.payment")
            case._sync_todos()

    def _refuse_granted(self):
        """Refuse to change instalments that were granted."""
        granted = self.filtered("instalments_date")
        if granted:
            raise UserError(
                self.env._(
                    "%(case)s: the instalments were granted; they stay.",
                    case=granted[0].display_name,
                )
            )

    def action_grant_instalments(self):
        """Grant the instalments that are proposed: article 66.

        :raises UserError: not the head; their sum isn't the fine; they begin late
        """
        self.check_access("write")
        self._check_role(HEAD, DEPUTY)
        for case in self:
            case._refuse_granted()
            amounts = map(case._yuan, case.instalment_ids.mapped("amount"))
            if not case.fine_due_on or sum(amounts, Decimal()) != case._yuan(
                case.owed_amount
            ):
                raise UserError(
                    self.env._(
                        "%(case)s: the instalments have to add up to the fine of "
                        "%(fine)s yuan.",
                        case=case.display_name,
                        fine=f"{case.owed_amount:,.2f}",
                    )
                )
            if case.user_id == self.env.user:
                raise UserError(
                    self.env._("Who is in charge of the case doesn't grant it himself.")
                )
            case._write_guarded(
                {
                    "instalments_uid": self.env.uid,
                    "instalments_date": fields.Datetime.now(),
                }
            )
            case._issue_document("enforcement.instalments")
