import psycopg2
from hypothesis import given, settings
from hypothesis import strategies as st

from odoo.exceptions import UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import FeeCase


@tagged("post_install", "-at_install")
class TestPrepayment(FeeCase):
    """Limits of prepaid money, its custody, its ledger, its report."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.prices()
        cls.as_keeper("custody").create(
            {
                "institution_id": cls.home.id,
                "bank": "随州农商行",
                "number": "6210000000001234",
            }
        )
        cls.resident = cls.stay()

    def account(self, kind):
        return self.resident._prepayment(kind)

    def test_a_service_fee_is_prepaid_for_twelve_months(self):
        limit = 12 * (1200 + 620 + 300)
        self.resident.action_prepay("service", limit - 100)
        with self.assertRaisesRegex(UserError, "at most 12 months"):
            self.resident.action_prepay("service", 100.01)
        self.resident.action_prepay("service", 100)
        self.assertEqual(limit, self.account("service").balance)

    def test_a_deposit_is_twelve_bed_fees(self):
        limit = 12 * 1200
        with self.assertRaisesRegex(UserError, "at most 12 times"):
            self.resident.action_prepay("deposit", limit + 0.01)
        self.resident.action_prepay("deposit", limit)
        self.assertEqual(limit, self.account("deposit").balance)

    def test_limits_are_parameters(self):
        times = self.env.ref("civil_institution_fee.parameter_deposit_times")
        times.value = "1"
        with self.assertRaises(UserError):
            self.resident.action_prepay("deposit", 1201)

    def test_member_fees_are_for_filed_private_institutions(self):
        with self.assertRaisesRegex(UserError, "before the institution is filed"):
            self.resident.action_prepay("member", 1000)
        self.home._write_guarded({"state": "filed"})
        for ownership in ("public", "public_private"):
            self.home.ownership = ownership
            with self.assertRaisesRegex(UserError, "take none"):
                self.resident.action_prepay("member", 1000)
        self.home.ownership = "private_aided"
        self.resident.action_prepay("member", 1000)

    def test_deposits_need_a_custody_account(self):
        self.home.custody_ids.active = False
        self.home.invalidate_recordset(["custody_ids"])
        with self.assertRaisesRegex(UserError, "custody account"):
            self.resident.action_prepay("deposit", 1000)
        self.resident.action_prepay("service", 1000)

    def test_bills_are_paid_from_what_is_prepaid(self):
        self.resident.action_prepay("service", 1500)
        bill = self.issued()
        bill.action_use_prepaid()
        self.assertEqual(("part_paid", 620), (bill.state, bill.balance))
        self.assertEqual(0, self.account("service").balance)
        with self.assertRaises(UserError):
            bill.action_use_prepaid()
        bill.receipt_line_ids.receipt_id.action_void("录错")
        self.assertEqual(1500, self.account("service").balance)

    def test_what_is_used_is_not_voided(self):
        receipt_id = self.resident.action_prepay("service", 1500)
        self.issued().action_use_prepaid()
        with self.assertRaises(UserError):
            self.as_keeper("receipt").browse(receipt_id).action_void("录错")

    def test_no_more_is_refunded_than_is_there(self):
        self.resident.action_prepay("deposit", 1000)
        account = self.account("deposit")
        with self.assertRaises(UserError):
            account.action_refund(1000.01, payee="罗成")
        account.action_refund(400, payee="罗成")
        self.assertEqual(600, account.balance)
        self.assertEqual(600, sum(account.entry_ids.mapped("signed_amount")))

    def test_the_ledger_is_only_added_to(self):
        self.resident.action_prepay("service", 100)
        entry = self.account("service").entry_ids.sudo()
        for change in (
            lambda: entry.write({"amount": 1}),
            entry.unlink,
            lambda: entry.create({"amount": 1}),
        ):
            with self.assertRaises(UserError):
                change()
        for statement in (
            "UPDATE civil_institution_prepayment_entry SET amount = 1",
            "DELETE FROM civil_institution_prepayment_entry",
        ):
            with (
                mute_logger("odoo.sql_db"),
                self.assertRaises(psycopg2.errors.InsufficientPrivilege),
                self.env.cr.savepoint(),
            ):
                self.env.cr.execute(statement)

    def test_the_database_keeps_balances_above_nothing(self):
        account = self.account("service")
        with (
            mute_logger("odoo.sql_db"),
            self.assertRaises(psycopg2.errors.CheckViolation),
            self.env.cr.savepoint(),
        ):
            self.env.cr.execute(
                "UPDATE civil_institution_prepayment SET balance = -1 WHERE id = %s",
                [account.id],
            )

    def test_the_report_compares_custody(self):
        self.resident.action_prepay("service", 700)
        self.resident.action_prepay("deposit", 1000)
        self.home.custody_ids.with_user(self.keeper).statement_ids = [
            (0, 0, {"date": "2024-04-02", "balance": 950})
        ]
        self.env.flush_all()
        report = self.as_keeper("prepaid.report", self.clerk).search(
            [("institution_id", "=", self.home.id)]
        )
        self.assertEqual(
            (1, 700, 1000, 1700, 1000, 950, -50),
            (
                report.person_count,
                report.service,
                report.deposit,
                report.balance,
                report.kept,
                report.stated,
                report.difference,
            ),
        )
        self.assertEqual(
            report,
            self.as_keeper("prepaid.report", self.clerk).search(
                [("difference", "<", 0)]
            ),
        )

    @settings(max_examples=20, deadline=None, derandomize=True)
    @given(
        moves=st.lists(
            st.tuples(st.sampled_from(("pay", "refund")), st.integers(1, 1_500_000)),
            max_size=8,
        )
    )
    def test_whatever_happens_the_balance_is_the_ledgers(self, moves):
        with self.env.cr.savepoint() as savepoint:
            account, expected = self.account("deposit"), 0
            for kind, cents in moves:
                amount = cents / 100
                allowed = (
                    expected + cents <= 12 * 120_000
                    if kind == "pay"
                    else cents <= expected
                )
                try:
                    if kind == "pay":
                        self.resident.action_prepay("deposit", amount)
                    else:
                        account.action_refund(amount, payee="罗成")
                except UserError:
                    self.assertFalse(allowed)
                else:
                    self.assertTrue(allowed)
                    expected += cents if kind == "pay" else -cents
            self.assertAlmostEqual(expected / 100, account.balance, 2)
            sums = sum(account.entry_ids.mapped("signed_amount"))
            self.assertAlmostEqual(expected / 100, sums, 2)
            savepoint.rollback()
        self.env.invalidate_all()
