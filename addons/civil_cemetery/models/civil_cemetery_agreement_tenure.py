from datetime import timedelta

from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain


class CivilCemeteryAgreementTenure(models.AbstractModel):
    """How long an agreement runs and what it costs (期限、费用、续费)."""

    _name = "civil.cemetery.agreement.tenure"
    _description = "Tenure of an Agreement"

    currency_id = fields.Many2one("res.currency")
    date_from = fields.Date(
        compute="_compute_term", store=True, string="Begins on", index=True
    )
    date_to = fields.Date(
        compute="_compute_term", store=True, string="Paid until", index=True
    )
    notice_on = fields.Date(
        compute="_compute_notice_on",
        store=True,
        index=True,
        help="From this day on the holder is told that the term ends.",
    )
    second_notice_on = fields.Date(compute="_compute_notice_on", store=True)
    announce_on = fields.Date(
        compute="_compute_notice_on",
        store=True,
        help="From this day on an overdue plot can be announced.",
    )
    noticed_on = fields.Date(string="Last Told on", readonly=True, copy=False)
    amount_due = fields.Monetary(compute="_compute_amounts", store=True, string="Due")
    amount_paid = fields.Monetary(compute="_compute_amounts", store=True, string="Paid")
    amount_open = fields.Monetary(
        compute="_compute_amounts", store=True, string="To Be Paid"
    )
    is_ending = fields.Boolean(
        compute="_compute_is_ending",
        search="_search_is_ending",
        help="The day of the first notice has come.",
    )

    @api.depends("term_ids.date_from", "term_ids.date_to")
    def _compute_term(self):
        for agreement in self:
            terms = agreement.term_ids
            agreement.date_from = min(terms.mapped("date_from"), default=False)
            agreement.date_to = max(terms.mapped("date_to"), default=False)

    @api.depends("date_to")
    def _compute_notice_on(self):
        get = self.env["civil.parameter"]._get
        for agreement in self:
            end, division = agreement.date_to, agreement.division_id
            if not end:
                agreement.notice_on = agreement.second_notice_on = False
                agreement.announce_on = False
                continue
            first = get("cemetery.first_notice_days", end, division)
            second = get("cemetery.second_notice_days", end, division)
            agreement.notice_on = end - timedelta(days=first)
            agreement.second_notice_on = end - timedelta(days=second)
            months = get("cemetery.announce_after_months", end, division)
            agreement.announce_on = end + relativedelta(months=months)

    @api.depends("price", "term_ids.fee", "receipt_ids.amount")
    def _compute_amounts(self):
        fees = self._sums("civil.cemetery.term", "fee:sum")
        paid = self._sums("civil.cemetery.receipt", "amount:sum")
        for agreement in self:
            rounded = agreement.currency_id.round
            due = rounded(agreement.price + fees.get(agreement._origin, 0))
            agreement.amount_due = due
            agreement.amount_paid = rounded(paid.get(agreement._origin, 0))
            agreement.amount_open = rounded(due - agreement.amount_paid)

    def _sums(self, model, aggregate):
        """Return ``{agreement: sum}``, added up by the database."""
        return dict(
            self.env[model]
            .sudo()
            ._read_group(
                [("agreement_id", "in", self.ids)], ["agreement_id"], [aggregate]
            )
        )

    @api.depends("notice_on", "state")
    @api.depends_context("tz")
    def _compute_is_ending(self):
        today = fields.Date.context_today(self)
        for agreement in self:
            notice = agreement.notice_on
            agreement.is_ending = bool(
                agreement.state == "active" and notice and notice <= today
            )

    def _search_is_ending(self, operator, value):
        if operator != "in":
            return NotImplemented
        today = fields.Date.context_today(self)
        ending = Domain("state", "=", "active") & Domain("notice_on", "<=", today)
        return Domain.OR(ending if wanted else ~ending for wanted in value)

    def _check_paid(self):
        """Check that nobody paid more than is due, or got back more than he paid.

        :raises UserError: somebody would have
        """
        # Two at once can't pay the same twice.
        self.sudo().lock_for_update()
        for agreement in self:
            if agreement.amount_open < 0 or agreement.amount_paid < 0:
                raise UserError(
                    self.env._(
                        "%(agreement)s: %(due)s is due in all, and %(paid)s would have "
                        "been paid. Take what is open, or reverse a receipt.",
                        agreement=agreement.display_name,
                        due=agreement.currency_id.format(agreement.amount_due),
                        paid=agreement.currency_id.format(agreement.amount_paid),
                    )
                )

    # -- telling and renewing ----------------------------------------------------------

    def action_notify(self):
        """Issue the notices that the terms end or have ended.

        :raises UserError: it isn't time yet
        """
        self.check_access("write")
        today = fields.Date.context_today(self)
        self._refuse_reasons(
            {agreement: agreement._notice_refusal(today) for agreement in self}
        )
        for agreement in self:
            overdue = agreement.state == "overdue"
            second = today >= agreement.second_notice_on
            agreement._issue_document(
                "cemetery_overdue" if overdue else "cemetery_notice",
                key=f"{agreement.date_to}-{2 if second and not overdue else 1}",
            )
            agreement._write_guarded({"noticed_on": today})
        self._sync_todos()

    def _notice_refusal(self, today):
        if self.state not in ("active", "overdue"):
            return self.env._(
                "it is in the state “%(state)s”", state=self._state_label()
            )
        if today < self.notice_on:
            return self.env._(
                "the holder is told from %(date)s on", date=self.notice_on
            )
        return False

    def action_renew(self, years=None, method="scan", voucher_number=None):
        """Renew the single agreement: a further term, its fee, its slip.

        :param int years: length of the term; asked for where it is left out
        :param str method: how the fee is paid
        :param str voucher_number: of the fiscal voucher or the invoice
        :raises UserError: it can't be renewed, or not for so long, or not yet
        """
        self.ensure_one()
        if not years:
            return self._ask("civil.cemetery.renew", self.env._("Renew"))
        self.check_access("write")
        self._lock_for_step()
        today = fields.Date.context_today(self)
        self._refuse_reasons({self: self._renewal_refusal(years, today)})
        term = self._add_term(self.date_to, years)
        number = self.facility_id._next_number("XF", today)
        term.sudo().number = number
        if not self.currency_id.is_zero(term.fee):
            self.env["civil.cemetery.receipt"].create(
                {
                    "agreement_id": self.id,
                    "amount": term.fee,
                    "payer": self.holder_name,
                    "method": method,
                    "voucher_number": voucher_number,
                }
            )
        self._issue_document("cemetery_renewal", key=number)
        if self.state in ("overdue", "announced") and not self._guard_renewed():
            self._transition("active", name="renew")
        return None

    def _renewal_refusal(self, years, today):
        if self.state not in ("active", "overdue", "announced"):
            return self.env._(
                "it is in the state “%(state)s”", state=self._state_label()
            )
        if self.amount_open:
            return self.env._("what was due before isn't paid yet")
        days = self.env["civil.parameter"]._get(
            "cemetery.renewal_open_days", today, self.division_id
        )
        opens = self.date_to - timedelta(days=days)
        if today < opens:
            return self.env._(
                "it is paid until %(until)s and can be renewed from %(opens)s on",
                until=self.date_to,
                opens=opens,
            )
        return self._years_refusal(years, today)

    def _guard_renewed(self):
        today = fields.Date.context_today(self)
        return self.date_to < today and self.env._(
            "it is paid until %(until)s only", until=self.date_to
        )

    def _come_back(self):
        """Let the plots be in use again."""
        for agreement in self:
            plot = agreement._plots()
            if plot.state == "overdue":
                used = "occupied" if plot.used_places else "in_agreement"
                plot._transition(used, name="renew")
        self._write_guarded({"announced_on": False, "announced_until": False})

    def _fall_due(self):
        self._plots()._transition("overdue")

    @api.model
    def _cron_tenure(self):
        """Note which terms have ended."""
        today = fields.Date.context_today(self)
        ended = self.search([("state", "=", "active"), ("date_to", "<", today)])
        ended._transition("overdue")
