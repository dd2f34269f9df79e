from datetime import date
from decimal import Decimal

from dateutil.relativedelta import relativedelta
from fiscal_district import PROGRAMS, last_day
from fiscal_oracle import ZERO
from fiscal_steps import StepsCase

from odoo.tests import tagged

from odoo.addons.account_parallel_entry.tools.requests import Component, EventRequest
from odoo.addons.civil_demo.district.desk import look_at_tables
from odoo.addons.civil_subsidy_account.tests.common import YEAR

MONTHS = [date(YEAR, month, 1) for month in range(1, 13)]
NEXT = YEAR + 1


@tagged("standard", "post_install", "-at_install")
class TestYear(StepsCase):
    """A fiscal year of the district, with everything that goes wrong in one.

    Twelve months of the twelve programs: failures, late returns of this and last
    year, deaths, standards raised in July, arrears, recoveries by the three routes,
    private and public homes, the towns' petty fund, both ways to book a payment, the
    closing of each month and of the year, and what comes back in the next one. After
    every step the books are those that the payment lines alone demand.
    """

    def test_a_fiscal_year(self):
        self.closing_user = self.closer()
        self.batches = {}
        for month in MONTHS:
            self.play_month(month, PROGRAMS)
            getattr(self, f"play_{month:%B}".lower(), lambda: None)()
            self.end_month(month)
        self.end_year()
        self.carried = True
        self.play_month(date(NEXT, 1, 1), ("low", "destitute", "beds"))
        self.january_after()
        self.february_after()
        self.march_after()
        with self.on(date(NEXT, 3, 31)):
            self.check_statements(date(NEXT, 3, 1), date(NEXT, 3, 31))

    # -- a month -----------------------------------------------------------------------

    def play_month(self, month, codes):
        """Pay the programs of a month, then what failed in the month before."""
        day = month.replace(day=10)
        look_at_tables(self.env.cr)
        with self.on(month.replace(day=5)):
            getattr(self, f"before_{month:%B}".lower(), lambda month: None)(month)
            self.prepare(month)
        for code in (code for code in self.due(month) if code in codes):
            with self.on(day):
                batch = self.compute(self.programs[code], month)
            turn = month.month + PROGRAMS.index(code)
            fail = (1,) if turn % 3 == 0 else ()
            self.batches[month, code] = self.play_batch(batch, day, fail)
        before = month - relativedelta(months=1)
        for code in PROGRAMS:
            failed = self.batches.get((before, code))
            if failed and failed.open_failed_count:
                self.send_again(failed, month.replace(day=15))

    def end_month(self, month):
        """Read the statements, close the month, and begin the next one."""
        last = last_day(month)
        with self.on(last):
            if month.month == 12:
                self.keep_quota(last)
            self.check_statements(month, last)
        with self.on(last + relativedelta(days=3)):
            self.close(month, last)

    def payment(self, month, code, number=0):
        """A payment of a month that the bank has paid."""
        paid = self.batches[month, code].sudo().payment_ids.sorted("id")
        return paid.filtered(lambda p: p.bank_state == "paid")[number]

    # -- what months bring -------------------------------------------------------------

    def before_april(self, month):
        """A town asks for its petty fund for emergencies (row 9)."""
        self.draw(
            "relief",
            None,
            month=month,
            occasion="BYJ01",
            decided_amount=5000,
            payee_kind="institution",
            partner_id=self.town_fund.id,
            class_id=None,
        )

    def play_april(self):
        """The town reports what it has spent."""
        with self.on(date(YEAR, 4, 28)):
            self.book(
                "relief_fund_reported",
                "relief",
                date(YEAR, 4, 28),
                5000,
                _500103=5000,
                _1218=-5000,
                _710101=5000,
                _710199=-5000,
            )

    def play_may(self):
        """Late returns: of this month, and of a month whose books are closed."""
        with self.on(date(YEAR, 5, 20)):
            self.return_late(self.payment(MONTHS[4], "low"), date(YEAR, 5, 18))
            payment = self.payment(MONTHS[3], "nursing", 1)
            self.return_late(payment, date(YEAR, 4, 28), booked=date(YEAR, 5, 1))
            self.give_up(payment, date(YEAR, 5, 20))

    def before_june(self, month):
        """Two died: one on a roster in May, one in April of whom nobody knew."""
        self.env["civil.death"].create(
            {
                "name": "张甲20",
                "identity_number": self.line_values(20)["identity_number"],
                "death_date": date(YEAR, 5, 20),
                "division_id": self.village.id,
            }
        )
        self.dead = self.programs["destitute"].entitlement_ids.sorted("id")[-1]
        self.end(self.dead, MONTHS[4])

    def play_june(self):
        """What the dead drew in May is refunded (row 6a); the roster's one is out."""
        payments = self.batches[MONTHS[5], "life"].sudo().payment_ids
        self.assertIn("blocked", payments.mapped("outcome"))
        [paid] = self.batches[MONTHS[4], "destitute"].payment_ids.filtered(
            lambda p: p.entitlement_id == self.dead
        )
        amount = self.exact(paid.amount)
        self.recover("destitute", date(YEAR, 6, 20), amount)

    def recover(self, code, day, amount):
        """Rows 6a and 6c: found and refunded by the route of the day."""
        route = self.route(day)
        cost = "_210301" if route == "hand_in" else "_500103"
        with self.on(day):
            self.book(
                "overpayment_found", code, day, amount, _1218=amount, **{cost: -amount}
            )
            back = {
                "treasury_channel": {
                    "_400101": amount,
                    "_600102": amount,
                    "_710101": -amount,
                },
                "unit_account": {
                    "_100201": amount,
                    "_800102": amount,
                    "_710101": -amount,
                },
                "hand_in": {"_100201": amount},
            }[route]
            self.book(
                "overpayment_refunded",
                code,
                day,
                amount,
                spend=-amount if route == "treasury_channel" else ZERO,
                _1218=-amount,
                **back,
            )

    def before_july(self, month):
        """Standards of the living allowance are raised."""
        self.raise_standard("城市低保", 760, month)
        self.raise_standard("农村低保", 600, month)

    def play_july(self):
        """They show in what is paid; an overpayment is found, to be offset."""
        batches = [self.batches[MONTHS[n], "low"].sudo() for n in (5, 6)]
        before, after = (self.exact(batch.frozen_amount) for batch in batches)
        # 2 + 1 persons by the town's standard, 3 + 2 by the village's.
        self.assertEqual(after - before, 3 * 40 + 5 * 40)
        with self.on(date(YEAR, 7, 25)):
            self.book(
                "overpayment_found",
                "nursing",
                date(YEAR, 7, 25),
                200,
                _1218=200,
                _500103=-200,
            )

    def before_august(self, month):
        """From now on what the bank has paid is booked, until September."""
        self.company.subsidy_follow = "success"

    def play_august(self):
        """Row 6b: the overpayment is offset from what is due next."""
        self.assertEqual(
            {self.batches[MONTHS[7], code].subsidy_follow for code in ("low", "beds")},
            {"success"},
        )
        day = date(YEAR, 8, 25)
        with self.on(day):
            self.book(
                "overpayment_offset",
                "nursing",
                day,
                {"gross": 600, "offset": 200, "net": 400},
                spend=Decimal(400),
                _500103=600,
                _1218=-200,
                _400101=-400,
                _710101=400,
                _600102=-400,
            )
            self.return_late(self.payment(MONTHS[7], "orphan"), date(YEAR, 8, 24))

    def before_september(self, month):
        """Money comes back to the unit's own account for a month."""
        self.company.subsidy_follow = "gross"
        self.change_route(month, "unit_account")

    def play_september(self):
        """A recovery comes back there, too."""
        self.recover("orphan", date(YEAR, 9, 21), Decimal(1600))

    def before_october(self, month):
        """What comes back this month is the treasury's."""
        self.change_route(month, "hand_in")

    def play_october(self):
        """It is handed in, and what is recovered with it."""
        self.recover("low", date(YEAR, 10, 21), Decimal(333))
        with self.on(date(YEAR, 10, 28)):
            self.assertTrue(self.hand_in(date(YEAR, 10, 28)))
            self.book(
                "treasury_due_handed_in",
                "low",
                date(YEAR, 10, 28),
                333,
                _210301=333,
                _100201=-333,
            )

    def before_november(self, month):
        """Money goes back to the treasury's channel again."""
        self.change_route(month, "treasury_channel")

    def play_november(self):
        """Arrears of four months are determined, then paid; a claim is given up."""
        day = date(YEAR, 11, 20)
        with self.on(day):
            self.book(
                "subsidy_accrued", "unattended", day, 6400, _500103=6400, _2303=-6400
            )
            self.book(
                "subsidy_paid",
                "unattended",
                day,
                6400,
                spend=Decimal(6400),
                _2303=6400,
                _400101=-6400,
                _710101=6400,
                _600102=-6400,
            )
            self.book("overpayment_found", "age", day, 150, _1218=150, _500103=-150)
            self.book("claim_written_off", "age", day, 150, _5301=150, _1218=-150)

    # -- the year's end ----------------------------------------------------------------

    def keep_quota(self, last):
        """Row 13: the carry-over is confirmed, so its quota is booked."""
        self.company.subsidy_carryover_kept = True
        indicators = self.env["civil.fund.indicator"].search(
            [("year", "=", YEAR), ("state", "=", "in_force"), ("available", ">", 0)]
        )
        funds = self.env["civil.subsidy.batch.fund"]
        for indicator in indicators:
            fund = funds.new({"indicator_id": indicator.id, "payee_kind": "person"})
            amount = self.exact(indicator.available)
            request = EventRequest(
                event="indicator_unused",
                company=self.company,
                date=last,
                summary="年末未下达",
                components=[
                    Component({"amount": amount}, fund._analytic(), fund._accounts())
                ],
                variant="confirmed",
                key=f"kept/{indicator.id}",
            )
            self.env["account.parallel.event"]._make_vouchers([request], post=True)
            lottery = indicator.fund_nature == "government_fund"
            income = "_400102" if lottery else "_400101"
            self.books.post(
                last,
                None,
                _1201=amount,
                _800103=amount,
                _600102=-amount,
                **{income: -amount},
            )
        self.check()

    def end_year(self):
        """Nothing of the year is left open, and its money goes on."""
        for prefix in ("4", "5", "6", "7", "3301", "3302", "3501", "8501"):
            self.assertEqual(self.balance(prefix), 0, prefix)
        self.assertEqual(self.balance("8101"), self.balance("810107"))
        with self.on(date(NEXT, 1, 4)):
            self.check_statements(MONTHS[-1], last_day(MONTHS[-1]))
            carry = self.env["civil.fund.carry"].with_user(self.finance)
            carry.create({"year": YEAR}).action_confirm()
            self.check()

    def january_after(self):
        """Rows 5d, 5e and 6d: money of last year comes back to the treasury."""
        with self.on(date(NEXT, 1, 20)):
            owed, dead = (self.payment(MONTHS[5], c) for c in ("low", "nursing"))
            self.return_late(owed, date(NEXT, 1, 18))
            self.return_late(dead, date(NEXT, 1, 18))
            self.give_up(dead, date(NEXT, 1, 20), prior=True)
            self.book(
                "overpayment_refunded_prior_year",
                "low",
                date(NEXT, 1, 20),
                100,
                _1201=100,
                _3001=-100,
                _800103=100,
                _810101=-100,
            )
        again = self.send_again(self.batches[MONTHS[5], "low"], date(NEXT, 1, 25))
        self.assertEqual(set(again.sudo().fund_ids.mapped("means")), {"restored"})

    def february_after(self):
        """Row 5d and 6d where the money comes back to the unit's account."""
        self.change_route(date(NEXT, 2, 1), "unit_account")
        with self.on(date(NEXT, 2, 20)):
            self.return_late(self.payment(MONTHS[8], "low"), date(NEXT, 2, 18))
            self.book(
                "overpayment_refunded_prior_year",
                "low",
                date(NEXT, 2, 20),
                200,
                _100201=200,
                _3001=-200,
                _800102=200,
                _810101=-200,
            )
        again = self.send_again(self.batches[MONTHS[8], "low"], date(NEXT, 2, 25))
        self.assertEqual(set(again.sudo().fund_ids.mapped("means")), {"account"})

    def march_after(self):
        """Rows 5f and 6c: last year's money is the treasury's."""
        self.change_route(date(NEXT, 3, 1), "hand_in")
        day = date(NEXT, 3, 20)
        with self.on(day):
            self.return_late(self.payment(MONTHS[9], "low"), day)
            self.hand_in(day)
            for event, accounts in (
                ("overpayment_found_prior_year", {"_1218": 500, "_210301": -500}),
                ("overpayment_refunded_prior_year", {"_100201": 500, "_1218": -500}),
                ("treasury_due_handed_in", {"_210301": 500, "_100201": -500}),
            ):
                self.book(event, "low", day, 500, **accounts)
