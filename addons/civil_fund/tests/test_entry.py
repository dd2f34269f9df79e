import datetime
from decimal import Decimal

import psycopg2
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import DAY, FundCase

AMOUNTS = st.decimals(min_value="0.01", max_value="999.99", places=2)
KINDS = st.sampled_from(["reserve", "release", "pay", "consume", "refund", "adjust"])


@tagged("post_install", "-at_install")
class TestEntry(FundCase):
    """The ledger: what may be booked, what it adds up to, and that it stays."""

    def setUp(self):
        super().setUp()
        self.indicator = self.make_indicator()

    def test_reserve_pay_release_and_refund(self):
        self.book(self.indicator, "reserve", 600)
        self.book(self.indicator, "pay", 400, consumes=True)
        self.book(self.indicator, "release", 150)
        self.book(self.indicator, "pay", "0.01")
        self.book(self.indicator, "refund", 100)
        self.assertEqual(
            self.totals(self.indicator),
            {
                "adjusted": 0,
                "carried_out": 0,
                "reserved": 50,
                "paid": Decimal("400.01"),
                "refunded": 100,
                "available": Decimal("649.99"),
            },
        )
        self.assertEqual(self.indicator.rate, 30.0)
        self.assert_agrees(self.indicator)

    def test_short_by_a_cent(self):
        """An indicator short by 0.01 refuses, and says what is there and wanted."""
        with self.assertRaisesRegex(UserError, r"1,000\.00.*1,000\.01"):
            self.book(self.indicator, "reserve", "1000.01")
        self.book(self.indicator, "reserve", 1000)
        with self.assertRaisesRegex(UserError, r"0\.00 yuan available"):
            self.book(self.indicator, "pay", "0.01")

    def test_all_or_nothing(self):
        requests = [
            self.request(self.indicator, "reserve", 600),
            self.request(self.indicator, "reserve", 600),
        ]
        with self.assertRaises(UserError):
            self.env["civil.fund.entry"]._record(requests)
        self.assertEqual(self.totals(self.indicator)["reserved"], 0)
        self.assertEqual(self.indicator.entry_count, 1)

    def test_only_the_source_pays_out_of_its_reservation(self):
        self.book(self.indicator, "reserve", 600)
        with self.assertRaisesRegex(UserError, "0.00 yuan reserved"):
            self.book(self.indicator, "release", 1, source=self.east)
        with self.assertRaises(UserError):
            self.book(self.indicator, "pay", 1, source=self.east, consumes=True)
        with self.assertRaisesRegex(UserError, "600.00 yuan reserved"):
            self.book(self.indicator, "release", "600.01")

    def test_refund_up_to_what_is_paid(self):
        self.book(self.indicator, "pay", 100)
        self.book(self.indicator, "refund", 60)
        with self.assertRaisesRegex(UserError, "40.00 yuan are paid"):
            self.book(self.indicator, "refund", "40.01")

    def test_nothing_of_another_year(self):
        """Money is reserved, paid and refunded within its budget year."""
        self.book(self.indicator, "pay", 100)
        for kind in ("reserve", "pay", "refund"):
            for year in (2030, 2032):
                with self.assertRaisesRegex(UserError, "budget year 2031"):
                    self.book(self.indicator, kind, 1, date=DAY.replace(year=year))
        self.book(self.indicator, "reserve", 5)
        # What is still reserved when the year is over has to be released then.
        self.book(self.indicator, "release", 5, date=datetime.date(2032, 1, 5))

    def test_a_repeated_key_does_nothing(self):
        entry = self.book(self.indicator, "reserve", 300, key="batch 7")
        self.assertEqual(len(entry), 1)
        again = self.book(self.indicator, "reserve", 300, key="batch 7")
        self.assertFalse(again)
        self.assertEqual(self.totals(self.indicator)["reserved"], 300)
        # The same key of another kind is another event.
        self.assertTrue(self.book(self.indicator, "release", 300, key="batch 7"))

    def test_a_repeated_key_with_another_sum_is_refused(self):
        self.book(self.indicator, "reserve", 300, key="batch 7")
        with self.assertRaisesRegex(UserError, "300.00 yuan already"):
            self.book(self.indicator, "reserve", 301, key="batch 7")

    def test_the_same_request_twice_in_a_call_counts_once(self):
        request = self.request(self.indicator, "pay", 10)
        entries = self.env["civil.fund.entry"]._record([request, request])
        self.assertEqual(len(entries), 1)
        self.assertEqual(self.totals(self.indicator)["paid"], 10)

    def test_an_incomplete_request_is_a_fault_of_the_program(self):
        for kind, amount in (("pay", 0), ("pay", -1), ("gift", 1), ("pay", "0.001")):
            with self.assertRaises(ValueError):
                self.book(self.indicator, kind, amount)

    def test_the_number_of_statements_is_constant(self):
        indicators = self.indicator
        for _number in range(19):
            indicators |= self.make_indicator()
        counts = []
        for some in (indicators[:2], indicators):
            requests = [
                self.request(indicator, kind, 10, consumes=kind == "pay")
                for kind in ("reserve", "pay")
                for indicator in some
            ]
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.env["civil.fund.entry"]._record(requests)
            counts.append(self.env.cr.sql_log_count - before)
        self.assertEqual(counts[0], counts[1])
        self.assertLessEqual(counts[0], 14)
        self.assert_agrees(indicators)

    # -- that it stays -------------------------------------------------------------

    def test_nobody_writes_the_ledger(self):
        entry = self.indicator.entry_ids
        for user in (self.finance, self.admin, self.env.user):
            entries = entry.with_user(user)
            with self.assertRaises(UserError):
                entries.write({"amount": 1})
            with self.assertRaises(UserError):
                entries.unlink()
            with self.assertRaises(UserError):
                entries.create({"indicator_id": self.indicator.id, "kind": "pay"})
        for method in (entry.sudo().unlink, lambda: entry.sudo().write({"amount": 1})):
            with self.assertRaises(UserError):
                method()

    @mute_logger("odoo.sql_db")
    def test_the_database_refuses_changes(self):
        for statement in (
            "UPDATE civil_fund_entry SET amount = 1 WHERE id = %s",
            "DELETE FROM civil_fund_entry WHERE id = %s",
            "TRUNCATE civil_fund_entry",
        ):
            with self.assertRaises(psycopg2.errors.InsufficientPrivilege):
                with self.env.cr.savepoint():
                    self.env.cr.execute(statement, [self.indicator.entry_ids.id])

    @mute_logger("odoo.sql_db")
    def test_the_database_refuses_impossible_totals(self):
        for change in (
            "available = -1",
            "paid = -1",
            "reserved = 5",
            "refunded = 1, available = available + 1",
            "reserved = 2000, available = available - 2000",
            "amount = 5",
        ):
            with self.assertRaises(psycopg2.errors.CheckViolation):
                with self.env.cr.savepoint():
                    self.env.cr.execute(
                        f"UPDATE civil_fund_indicator SET {change} WHERE id = %s",
                        [self.indicator.id],
                    )

    def test_a_difference_is_found(self):
        self.env.cr.execute(
            "UPDATE civil_fund_indicator SET paid = 7, available = available - 7"
            " WHERE id = %s",
            [self.indicator.id],
        )
        [(record, name, stored, summed)] = self.indicator._check_totals()
        self.assertEqual((record, name), (self.indicator, "paid"))
        self.assertEqual((stored, summed), (7, 0))
        found = self.indicator.with_user(self.auditor).action_check_totals()
        self.assertEqual(found["params"]["type"], "danger")

    def test_an_entry_opens_its_source_for_who_may_read_it(self):
        entry = self.book(self.indicator, "pay", 1)
        opened = entry.with_user(self.finance).action_open_source()
        self.assertEqual(
            (opened["res_model"], opened["res_id"]),
            ("civil.division", self.district.id),
        )
        hidden = self.make_draft(department_id=self.care.id)
        entry = self.book(self.indicator, "pay", 1, source=hidden)
        with self.assertRaises(AccessError):
            entry.with_user(self.clerk).action_open_source()

    @settings(
        max_examples=25,
        deadline=None,
        derandomize=True,
        suppress_health_check=list(HealthCheck),
    )
    @given(st.lists(st.tuples(KINDS, AMOUNTS, st.booleans()), max_size=12))
    def test_totals_are_the_sums_of_whatever_was_booked(self, steps):
        """Any order of entries, some refused: totals agree, nothing falls below 0."""
        with self.env.cr.savepoint() as savepoint:
            for kind, amount, other in steps:
                values = {"source": self.east if other else self.district}
                if kind == "consume":
                    kind, values["consumes"] = "pay", True
                if kind == "adjust" and other:
                    amount = -amount
                try:
                    self.book(self.indicator, kind, amount, **values)
                except UserError:
                    continue
            totals = self.totals(self.indicator)
            self.assertEqual(
                totals["available"],
                1000
                + totals["adjusted"]
                - totals["reserved"]
                - totals["paid"]
                + totals["refunded"],
            )
            self.assertGreaterEqual(min(totals["available"], totals["reserved"]), 0)
            self.assert_agrees(self.indicator)
            savepoint.rollback()
        self.env.invalidate_all()
