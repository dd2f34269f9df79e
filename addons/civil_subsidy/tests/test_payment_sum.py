from contextlib import contextmanager
from itertools import product
from unittest.mock import patch

from odoo.fields import Command
from odoo.tests import new_test_user, tagged
from odoo.tools import SQL

from .common import SubsidyCase

GROUPS = (
    [],
    ["town_id"],
    ["batch_id"],
    ["outcome"],
    ["bank_state"],
    ["period:month"],
    ["period:year", "program_id"],
    ["town_id", "class_id", "kind"],
)
DOMAINS = (
    [],
    [("outcome", "=", "payable")],
    [("outcome", "in", ("blocked", "held"))],
    ["|", ("batch_id.state", "=", "voided"), ("bank_state", "!=", "paid")],
    [("town_id", "=", False)],
)
AGGREGATES = ["__count", "amount:sum", "amount:sum_currency", "person_count:sum"]


@tagged("post_install", "-at_install")
class TestPaymentSum(SubsidyCase):
    """Payments are added up from figures, with the answer that payments give."""

    def setUp(self):
        super().setUp()
        self.make_lines(
            *[self.line_values(n) for n in range(1, 6)],
            *[self.line_values(n, division_id=self.east.id) for n in range(6, 9)],
            self.line_values(9, account_number=False),
            self.line_values(10, minimum_living="no"),
            self.line_values(11, division_id=self.district.id),
        )
        first = self.line_values(1)
        self.person = self.env["civil.resident"].create(
            {
                "name": first["name"],
                "identity_number": first["identity_number"],
                "division_id": self.village.id,
            }
        )
        self.life_batch = self.make_batch()
        self.care_batch = self.make_batch(self.care)
        (self.life_batch | self.care_batch).action_compute()
        self.payments = self.env["civil.subsidy.payment"].with_user(self.clerk)

    def slowly(self):
        """Have every question answered from the payments."""
        return patch.object(
            type(self.payments), "_figures_tell", lambda *_args, **_kw: False
        )

    def asked(self, method, *args, **kwargs):
        """Tables that a call reads, and its answer."""
        self.env.flush_all()
        self.env.invalidate_all()
        found = []
        with contextmanager(self._patchExecute)(found):
            answer = method(*args, **kwargs)
        return {
            name
            for name in ("civil_subsidy_payment", "civil_subsidy_figure")
            if any(f'FROM "{name}"' in query for query in found)
        }, answer

    def test_same_groups_from_figures(self):
        for domain, groupby in product(DOMAINS, GROUPS):
            with self.subTest(domain=domain, groupby=groupby):
                tables, answer = self.asked(
                    self.payments._read_group, domain, groupby, AGGREGATES
                )
                self.assertEqual(tables, {"civil_subsidy_figure"})
                with self.slowly():
                    tables, right = self.asked(
                        self.payments._read_group, domain, groupby, AGGREGATES
                    )
                self.assertEqual(tables, {"civil_subsidy_payment"})
                self.assertEqual(answer, right)

    def test_same_pivot_and_order_from_figures(self):
        sets = [[], ["program_id"], ["town_id"], ["town_id", "program_id"]]
        for order in (None, "amount:sum desc, town_id", "__count desc, town_id"):
            pivot = ([], sets, AGGREGATES)
            group = ([], ["town_id"], AGGREGATES)
            tables, answer = self.asked(self.payments._read_grouping_sets, *pivot)
            self.assertEqual(tables, {"civil_subsidy_figure"})
            ordered = self.payments._read_group(*group, order=order, limit=2)
            with self.slowly():
                self.assertEqual(self.payments._read_grouping_sets(*pivot), answer)
                right = self.payments._read_group(*group, order=order, limit=2)
            self.assertEqual(ordered, right)

    def test_what_figures_cannot_tell_comes_from_payments(self):
        for domain, groupby, aggregates in (
            ([("name", "ilike", "张")], ["town_id"], ["__count"]),
            ([("resend_of_id", "=", False)], ["town_id"], ["__count"]),
            ([], ["check_ids"], ["__count"]),
            ([], ["town_id"], ["amount:max"]),
        ):
            tables, _answer = self.asked(
                self.payments._read_group, domain, groupby, aggregates
            )
            self.assertEqual(tables, {"civil_subsidy_payment"})

    def test_who_sees_villages_counts_their_payments(self):
        user = new_test_user(
            self.env,
            "t-village",
            groups="civil_subsidy.group_clerk",
            division_ids=[Command.set(self.village.ids)],
        )
        payments = self.payments.with_user(user)
        tables, [[count]] = self.asked(payments._read_group, [], [], ["__count"])
        self.assertEqual(tables, {"civil_subsidy_payment"})
        self.assertEqual(count, payments.search_count([]))
        self.assertGreater(count, 0)

    def test_what_lies_elsewhere_is_in_no_sum(self):
        payments = self.payments.with_user(self.east_clerk)
        tables, [[count]] = self.asked(payments._read_group, [], [], ["__count"])
        self.assertEqual(tables, {"civil_subsidy_figure"})
        self.assertEqual(count, 6)

    def test_while_a_run_is_at_a_batch_payments_are_counted(self):
        run = self.env["civil.subsidy.run"].create(
            {"period": "2024-03-01", "division_id": self.district.id}
        )
        run._write_guarded({"state": "running"})
        tables, _answer = self.asked(self.payments._read_group, [], [], ["__count"])
        self.assertEqual(tables, {"civil_subsidy_payment"})

    def plan(self, domain, without, order=None):
        """How the database goes about a search of payments.

        :param without: what it may not do; a test's tables are so small that anything
            would do
        """
        self.env.flush_all()
        for way in ("seqscan", "sort", "incremental_sort"):
            value = "off" if way in without else "on"
            self.env.cr.execute(SQL("SET LOCAL %s = %s", SQL(f"enable_{way}"), value))
        query = self.payments._search(domain, order=order).select()
        rows = self.env.execute_query(SQL("EXPLAIN %s", query))
        return "\n".join(line for (line,) in rows)

    def test_pages_are_read_in_the_order_of_an_index(self):
        sorting = ("seqscan", "sort", "incremental_sort")
        plan = self.plan([], sorting, order=self.payments._order)
        self.assertIn("civil_subsidy_payment_order_idx", plan)
        self.assertNotIn("Sort", plan)

    def test_persons_are_found_by_index(self):
        for text in (self.person.name, self.person.identity_number):
            domain = [("display_name", "ilike", text)]
            plan = self.plan(domain, ("seqscan",))
            self.assertIn("civil_subsidy_payment__resident_id_index", plan)
            self.assertNotIn("Seq Scan on civil_subsidy_payment", plan)
            found = self.payments.search(domain)
            self.assertEqual(found.resident_id, self.person)

    def test_page_of_a_month_is_not_sent_all_payments(self):
        self.assertFalse(self.life_batch.resend_line_ids)
        self.assertTrue(self.life_batch.payment_ids)
