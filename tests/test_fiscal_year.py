from datetime import date
from decimal import Decimal

from dateutil.relativedelta import relativedelta

from odoo.fields import Command
from odoo.tests import freeze_time, tagged

from odoo.addons.account_parallel_entry.tools.requests import Component, EventRequest
from odoo.addons.civil_subsidy.tests.agent_bank import answer
from odoo.addons.civil_subsidy.tests.program_case import ProgramCase
from odoo.addons.civil_subsidy_account.tests.common import YEAR
from odoo.addons.civil_subsidy_account.tests.test_return import ReturnCase

#: How many draw each program in January.
PEOPLE = {"low": 5, "destitute": 4, "home": 3}
MONTHS = [date(YEAR, month, 1) for month in range(1, 13)]


@tagged("standard", "post_install", "-at_install")
class TestYear(ReturnCase, ProgramCase):
    """A fiscal year of the district, with everything that goes wrong in one.

    Twelve months of three programs: failures, late returns of this and last year, a
    death, standards raised in July, arrears, recoveries of this and last year, and
    the year's end. After every step the identities of C.4 hold.
    """

    @classmethod
    def setUpClass(cls):
        with freeze_time("2024-01-02 02:00:00"):
            super().setUpClass()

    @freeze_time("2024-01-02 02:00:00")
    def setUp(self):
        super().setUp()
        self.sources = {"central": 60, "district": 40}
        self.programs = {
            "low": self.program_of("low", "fixed", 700, "2081902", "30306"),
            "destitute": self.program_of("destitute", "fixed", 936, "2082102", "30306"),
            "home": self.program_of(
                "home", "fixed", 200, "2081006", "39908", payee_kind="institution"
            ),
        }
        self.home = self.env["res.partner"].create(
            {
                "name": "夕阳红养老院",
                "is_company": True,
                "subsidy_payee_kind": "private",
            }
        )
        self.env["res.partner.bank"].create(
            {"partner_id": self.home.id, "acc_number": "8101000099990001"}
        )
        self.draw_all()

    # -- the district ------------------------------------------------------------------

    def program_of(self, code, method, amount, function, economic, **values):
        """A program with its sources, and indicators that reach for the year."""
        program = self.make_program(method, amount, publicity="none", **values)
        program.write({"function_code": function, "economic_code": economic})
        for source, percent in self.sources.items():
            self.env["civil.subsidy.share"].create(
                {
                    "program_id": program.id,
                    "source": source,
                    "percent": percent,
                    "date_from": "2020-01-01",
                }
            )
            self.issue_for(program, source, YEAR)
        return program

    def issue_for(self, program, source, year, amount=200_000):
        ref = self.env.ref
        government = "50901" if program.economic_code != "39908" else "59908"
        return self.indicator(
            source,
            amount,
            year=year,
            issue_date=f"{year}-01-02",
            function_id=ref(f"civil_fund.function_{program.function_code}").id,
            department_economic_id=ref(
                f"civil_fund.economic_{program.economic_code}"
            ).id,
            government_economic_id=ref(f"civil_fund.economic_{government}").id,
        )

    def draw_all(self):
        serial = 700
        for code, count in PEOPLE.items():
            for _number in range(count):
                serial += 1
                values = {"partner_id": self.home.id} if code == "home" else {}
                self.grant(self.make_person(serial), self.programs[code], **values)

    # -- a month -----------------------------------------------------------------------

    def run_month(self, month):
        """Compute, approve, pay and take the bank's answers; identities after each."""
        done = {}
        with freeze_time(f"{month:%Y-%m}-10 02:00:00"):
            for code, program in self.programs.items():
                batch = self.compute(program, month)
                self.answer_warnings(batch)
                self.approve(batch)
                self.assert_books()
                name, content = self.request(batch)
                batch.with_user(self.finance).action_send()
                self.pay(batch, f"{month:%Y-%m}-10")
                self.assert_books()
                fail = (1,) if (month.month + len(code)) % 3 == 0 else ()
                self.take(answer(name, content, fail=fail), batch)
                self.assert_books()
                done[code] = batch
        return done

    def answer_warnings(self, batch):
        found = self.env["civil.subsidy.finding"].with_user(self.clerk)
        found = found.search([("batch_id", "=", batch.id), ("is_open", "=", True)])
        if found:
            found.action_give_reason("已核实")

    def send_failed_again(self, batch, day):
        with freeze_time(f"{day} 02:00:00"):
            action = batch.with_user(self.clerk).action_create_resend()
            again = self.env["civil.subsidy.batch"].browse(action["res_id"])
            again.with_user(self.clerk).action_compute()
            self.approve(again)
            self.pay(again, day)
            self.assert_books()

    def book(self, event, amount, day, program, **values):
        """An event of a capability that books by itself later: straight by its rule."""
        fund = self.env["civil.subsidy.batch.fund"].search(
            [("program_id", "=", program.id)], limit=1
        )
        amounts = values.pop("amounts", {"amount": Decimal(amount)})
        [voucher] = self.env["account.parallel.event"]._make_vouchers(
            [
                EventRequest(
                    event=event,
                    company=self.company,
                    date=date.fromisoformat(day),
                    summary=event,
                    components=[Component(amounts, fund._analytic())],
                    key=f"{event}/{day}",
                    **values,
                )
            ],
            post=True,
        )
        return voucher

    def assert_ledgers(self):
        """The identities without the register, which knows no recoveries yet."""
        for ledger in (("1", "2", "3", "4", "5"), ("6", "7", "8")):
            self.assertEqual(sum(map(self.balance, ledger)), 0, ledger)
        self.assertEqual(
            self.balance("8001"),
            -sum(map(self.balance, ("81", "82", "83", "84", "85", "87", "6", "7"))),
        )
        self.assertEqual(self.balance("1201"), self.balance("800103"))

    # -- the year ----------------------------------------------------------------------

    def test_a_fiscal_year(self):
        batches = {}
        for month in MONTHS:
            with freeze_time(f"{month:%Y-%m}-05 02:00:00"):
                if month.month == 7:
                    self.raise_standard("low", 760, month)
                if month.month == 5:
                    self.die(self.programs["destitute"], month)
            batches[month] = self.run_month(month)
            before = month - relativedelta(months=1)
            for batch in batches.get(before, {}).values():
                if batch.open_failed_count:
                    self.send_failed_again(batch, f"{month:%Y-%m}-15")
        self.check_the_year(batches)
        self.recoveries_of_the_year()
        self.close_the_year()
        self.next_years_returns(batches)

    def raise_standard(self, code, amount, month):
        standard = self.programs[code].class_ids.standard_ids
        standard.date_to = month - relativedelta(days=1)
        standard.create(
            {
                "class_id": standard.class_id.id,
                "amount": amount,
                "date_from": month,
            }
        )

    def die(self, program, month):
        entitlement = program.entitlement_ids[:1]
        self.record_version(
            entitlement,
            effective_month=month,
            state="ended",
            class_id=program.class_ids[:1].id,
            person_count=1,
        )

    def check_the_year(self, batches):
        """Expenses are what was approved; what isn't paid is December's failures."""
        approved = {
            code: sum(
                self.exact(months[code].sudo().frozen_amount)
                for months in batches.values()
            )
            for code in self.programs
        }
        self.assertEqual(
            self.balance("500103"), approved["low"] + approved["destitute"]
        )
        self.assertEqual(self.balance("500199"), approved["home"])
        failed = sum(
            self.exact(payment.amount)
            for batch in batches[MONTHS[-1]].values()
            for payment in batch.sudo().payment_ids
            if payment.bank_state == "failed"
        )
        owed = -self.balance("2303") - self.balance("2307")
        self.assertEqual(owed, failed)
        self.assertEqual(-self.balance("4001"), sum(approved.values()) - failed)
        self.assertEqual(self.balance("7101"), -self.balance("4001"))

    def recoveries_of_the_year(self):
        """Rows 6a and 6b: to be refunded, and offset from the next payment."""
        program = self.programs["low"]
        self.book("overpayment_found", 700, f"{YEAR}-12-20", program)
        self.assert_ledgers()
        self.book("overpayment_refunded", 700, f"{YEAR}-12-22", program)
        self.assertEqual(self.balance("1218"), 0)
        self.assert_ledgers()
        self.book("overpayment_found", 300, f"{YEAR}-12-23", program)
        self.book(
            "overpayment_offset",
            0,
            f"{YEAR}-12-24",
            program,
            amounts={
                "gross": Decimal(760),
                "offset": Decimal(300),
                "net": Decimal(460),
            },
        )
        self.assertEqual(self.balance("1218"), 0)
        self.assert_ledgers()

    # -- the year's end --------------------------------------------------------------

    def close_the_year(self):
        """Close month by month: statements foot before and after, and say the same."""
        before = {form: self.sheet(form) for form in ("income", "budget")}
        self.assertEqual(
            self.exact(before["income"]["fiscal"][0]), -self.balance("4001")
        )
        self.assert_sheets()
        closer = self.env["res.users"].create(
            {
                "name": "孙丽华",
                "login": "t-closer",
                "group_ids": [
                    Command.link(self.env.ref(group).id)
                    for group in (
                        "account.group_account_manager",
                        "account_parallel_entry.group_accountant",
                        "account_parallel_entry.group_finance_head",
                    )
                ],
            }
        )
        with freeze_time(f"{YEAR + 1}-01-05 02:00:00"):
            for month in MONTHS:
                closing = self.env["l10n_cn.closing"].with_user(closer)
                closing = closing.create({"company_id": self.company.id, "date": month})
                closing.action_check()
                closing.action_close()
                self.assertEqual(closing.state, "closed", month)
                self.assert_ledgers()
        for prefix in ("4", "5", "6", "7", "3301", "3302", "3501", "8501"):
            self.assertEqual(self.balance(prefix), 0, prefix)
        self.assertEqual(self.balance("8101"), self.balance("810107"))
        for form, sheet in before.items():
            self.assertEqual(self.sheet(form), sheet, form)
        self.assert_sheets()

    def sheet(self, form):
        """{row: figures} of a statement of the year."""
        statement = self.env["l10n_cn.statement"].create(
            {
                "form": form,
                "frequency": "year",
                "year": YEAR,
                "company_id": self.company.id,
            }
        )
        content = statement._make_instance()._l10n_cn_sheet()
        return {
            row["name"]: [value or 0 for value in row["values"]]
            for row in content["left"] + content["right"]
        }

    def assert_sheets(self):
        """The statements agree with the payments and among themselves."""
        sheet = self.sheet("balance_sheet")
        self.assertEqual(sheet["assets"], sheet["claims"])
        self.assertEqual(
            self.exact(sheet["subsidies_payable"][0]), -self.balance("2303")
        )
        for form in ("balance_sheet", "income", "budget", "fiscal", "reconciliation"):
            self.assertFalse({"check", "check_funds"} & self.sheet(form).keys(), form)

    def next_years_returns(self, batches):
        """Row 5d in January, and last year's overpayment handed in (row 6c)."""
        batch = batches[MONTHS[5]]["low"]
        program = self.programs["low"]
        with freeze_time(f"{YEAR + 1}-01-20 02:00:00"):
            self.batch = batch
            paid = batch.sudo().payment_ids.filtered(lambda p: p.bank_state == "paid")
            self.payment = lambda number, batch=None: paid[number]
            before = self.balance("1201")
            self.late(0, f"{YEAR + 1}-01-18")
            self.assertEqual(self.balance("1201") - before, self.exact(paid[0].amount))
            self.assert_ledgers()
        with freeze_time(f"{YEAR + 1}-02-01 02:00:00"):
            day = f"{YEAR + 1}-02-01"
            self.mode.copy({"date_from": day, "refund_route": "hand_in"})
            self.book("overpayment_found_prior_year", 500, day, program)
            self.book("overpayment_refunded_prior_year", 500, day, program)
            self.assertEqual(self.balance("2103"), -self.exact(500))
            self.book("treasury_due_handed_in", 500, day, program)
            self.assertEqual(self.balance("2103"), 0)
            self.assert_ledgers()
