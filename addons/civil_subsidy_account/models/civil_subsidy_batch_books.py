from decimal import Decimal

from odoo import fields, models
from odoo.tools import SQL

#: Bank states of a payment that isn't with its payee.
_NOT_WITH_PAYEE = ("failed", "returned", "stopped")


class CivilSubsidyBatchBooks(models.AbstractModel):
    """What is booked of a batch after what event, in amounts of its parts.

    *Gross*: the whole of a part when the treasury pays it, and back what fails or
    returns. *Success*: what the bank has paid, when its result is confirmed, and back
    what returns later. Both book the liability when the batch is approved; a follow-up
    batch pays what is owed already and books none (C.5 rows 3, 4, 5a to 5e).
    """

    _name = "civil.subsidy.batch.books"
    _description = "Bookings of a Batch"

    def _book_accrual(self):
        """Book what the single batch owes from now on (计提), by indicator."""
        if self.kind != "regular":
            return
        funds = self.sudo().fund_ids
        self._make_vouchers(
            self._event_requests(
                "accrue",
                {fund: fund._exact() for fund in funds},
                fields.Date.context_today(self),
                self,
                "",
                self.env._("Subsidies determined:"),
            )
        )

    def _book_paid(self, amounts, day, source):
        """Book payments of parts of the single batch (支付), and use what is reserved.

        :param amounts: {part: what is paid now, Decimal in yuan}
        :param source: the record that says so
        """
        keys = {}
        for fund, amount in amounts.items():
            paid = fund._exact("paid_amount") + amount
            keys[fund] = int(paid * 100)
            fund.write({"paid_amount": float(paid), "paid_date": day})
        requests = []
        for fund, amount in amounts.items():
            # The indicator's money has left with the treasury, whenever the bank paid.
            left = fund.treasury_id.pay_date or day
            self._record_entries(
                fund, "pay", {fund: amount}, left, keys[fund], consumes=True
            )
            requests += self._event_requests(
                "pay",
                {fund: amount},
                day,
                source,
                keys[fund],
                self.env._("Subsidies paid:"),
            )
        self._make_vouchers(requests)

    def _book_results(self):
        """Book what the bank's results and returns have changed; again: nothing new.

        The caller holds the lock of the batch.
        """
        for batch in self.filtered("subsidy_follow"):
            if batch.subsidy_follow == "success":
                batch._book_success()
            batch._book_returns()

    def _book_success(self):
        """Book what is with the payees by now and isn't booked as paid yet."""
        self.env.flush_all()
        rows = self.env.execute_query(
            SQL(
                """
                SELECT share.fund_id, sum(share.amount)::text, max(p.bank_date)
                FROM civil_subsidy_payment_fund share
                JOIN civil_subsidy_payment p ON p.id = share.payment_id
                WHERE share.fund_id IN (SELECT id FROM civil_subsidy_batch_fund
                    WHERE batch_id = %s)
                    AND p.bank_state IN ('paid', 'returned')
                GROUP BY share.fund_id ORDER BY share.fund_id
                """,
                self.id,
            )
        )
        by_day = {}
        for fund_id, amount, day in rows:
            fund = self.env["civil.subsidy.batch.fund"].sudo().browse(fund_id)
            new = Decimal(amount) - fund._exact("paid_amount")
            if new:
                day = self._booking_day(day, fund.company_id)
                by_day.setdefault(day, {})[fund] = new
        for day, amounts in by_day.items():
            self._book_paid(amounts, day, self)

    def _book_returns(self):
        """Book what isn't with its payee although it was paid, or never will be."""
        if self.subsidy_follow == "gross" and not all(
            self.sudo().fund_ids.mapped("paid_date")
        ):
            # The treasury's voucher comes first; then everything is booked.
            return
        self.env.flush_all()
        for kind, day, paid_year, ids in self.env.execute_query(self._returns_query()):
            company = self.sudo().fund_ids.company_id
            day = self._booking_day(day, company)
            route = self.env["account.parallel.mode"]._on(company, day).refund_route
            self._book_return(
                {
                    "kind": kind,
                    "date": day,
                    "route": route if kind == "refund" else False,
                    "prior_year": kind == "refund" and paid_year < day.year,
                },
                ids,
            )

    def _returns_query(self):
        """SQL of returns to be booked: kind, day, year of payment, ids of payments."""
        released = (
            SQL("p.bank_state IN ('failed', 'stopped')")
            if self.subsidy_follow == "success"
            else SQL("FALSE")
        )
        paid_day = (
            SQL("p.bank_date")
            if self.subsidy_follow == "success"
            else SQL(
                "(SELECT max(paid_date) FROM civil_subsidy_batch_fund f"
                " WHERE f.batch_id = p.batch_id)"
            )
        )
        return SQL(
            """
            SELECT kind, greatest(day, paid_day), extract(year FROM paid_day)::int,
                array_agg(id ORDER BY id)
            FROM (SELECT p.id, %(paid_day)s AS paid_day,
                    CASE WHEN %(released)s THEN 'release' ELSE 'refund' END AS kind,
                    coalesce(CASE WHEN p.bank_state = 'returned' THEN p.returned_date
                        ELSE p.bank_date END, %(today)s) AS day
                FROM civil_subsidy_payment p
                WHERE p.batch_id = %(batch)s AND p.outcome = 'payable'
                    AND p.bank_state = ANY(%(states)s) AND p.account_return_id IS NULL
                    AND EXISTS (SELECT FROM civil_subsidy_payment_fund share
                        WHERE share.payment_id = p.id)) back
            GROUP BY kind, greatest(day, paid_day), extract(year FROM paid_day)
            ORDER BY 2, 1
            """,
            batch=self.id,
            paid_day=paid_day,
            released=released,
            states=list(_NOT_WITH_PAYEE),
            today=fields.Date.context_today(self),
        )

    def _booking_day(self, day, company):
        """The day itself, or the first one of the periods that are still open."""
        company = company.sudo()
        locks = [company.hard_lock_date, company.fiscalyear_lock_date]
        first = [fields.Date.add(lock, days=1) for lock in locks if lock]
        return max([day or fields.Date.context_today(self), *first])

    def _book_return(self, vals, ids):
        """Book a return: keep it, mark its payments, book and restore the money."""
        back = self._keep_return(vals, ids, "account_return_id")
        amounts = self._shares_of("account_return_id", back)
        if back.kind == "release":
            self._record_entries(
                self._parts_in(amounts), "release", amounts, back.date, back.id
            )
            return
        for fund, amount in amounts.items():
            fund.returned_amount = float(fund._exact("returned_amount") + amount)
        step = "return_prior" if back.prior_year else "return"
        text = self.env._("Subsidies returned:")
        requests = self._event_requests(step, amounts, back.date, back, back.id, text)
        if back.route == "hand_in":
            # The money goes to the treasury; what is owed stays owed.
            requests += self._event_requests(
                "accrue", amounts, back.date, back, back.id, text
            )
        self._make_vouchers(requests)
        if back.route == "treasury_channel" and not back.prior_year:
            self._record_entries(
                self._parts_in(amounts), "refund", amounts, back.date, back.id
            )

    def _parts_in(self, amounts):
        return self.env["civil.subsidy.batch.fund"].sudo().union(*amounts)

    def _keep_return(self, vals, ids, column):
        """Make the record of a return and mark its payments."""
        [[amount]] = self.env.execute_query(
            SQL(
                "SELECT sum(amount)::text FROM civil_subsidy_payment"
                " WHERE id = ANY(%s)",
                ids,
            )
        )
        back = (
            self.env["civil.subsidy.return"]
            .sudo()
            .create(
                {
                    **vals,
                    "batch_id": self.id,
                    "division_id": self.division_id.id,
                    "company_id": self.sudo().fund_ids.company_id.id,
                    "amount": float(amount),
                    "payment_count": len(ids),
                }
            )
        )
        self.env.cr.execute(
            SQL(
                "UPDATE civil_subsidy_payment SET %s = %s WHERE id = ANY(%s)",
                SQL.identifier(column),
                back.id,
                ids,
            )
        )
        self.env["civil.subsidy.payment"].invalidate_model([column])
        return back

    def _shares_of(self, column, back):
        """``{part: what of it the payments of a return were}``, in yuan."""
        rows = self.env.execute_query(
            SQL(
                """
                SELECT share.fund_id, sum(share.amount)::text
                FROM civil_subsidy_payment_fund share
                JOIN civil_subsidy_payment p ON p.id = share.payment_id
                WHERE p.%s = %s GROUP BY share.fund_id ORDER BY share.fund_id
                """,
                SQL.identifier(column),
                back.id,
            )
        )
        model = self.env["civil.subsidy.batch.fund"].sudo()
        return {model.browse(fund_id): Decimal(amount) for fund_id, amount in rows}

    def _book_cancelled(self, ids):
        """Book that payments of the single batch are no longer owed."""
        day = self._booking_day(None, self.sudo().fund_ids.company_id)
        prior = fields.Date.context_today(self, self.approved_date).year < day.year
        back = self._keep_return(
            {"kind": "cancelled", "date": day, "prior_year": prior},
            ids,
            "account_cancel_id",
        )
        self._make_vouchers(
            self._event_requests(
                "cancel_prior" if prior else "cancel",
                self._shares_of("account_cancel_id", back),
                day,
                back,
                back.id,
                self.env._("No longer owed:"),
            )
        )
