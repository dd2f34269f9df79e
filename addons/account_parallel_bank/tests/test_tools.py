import datetime
import doctest
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged

from ..tools import matching, sheet
from ..tools.matching import Item, pairs

DAY = datetime.date(2024, 3, 1)


def items(first):
    return st.lists(
        st.tuples(
            st.integers(0, 20),
            st.sampled_from([Decimal(-5), Decimal(1), Decimal(2)]),
            st.sampled_from(["", "S1", "S2"]),
            st.sampled_from(["", "张三", "李四"]),
        ),
        max_size=8,
    ).map(
        lambda found: [
            Item(first + n, DAY + datetime.timedelta(day), amount, mark, mark, name)
            for n, (day, amount, mark, name) in enumerate(found)
        ]
    )


@tagged("post_install", "-at_install")
class TestTools(BaseCase):
    """Matching and reading, without a database."""

    def test_examples(self):
        for module in (matching, sheet):
            self.assertFalse(doctest.testmod(module).failed, module.__name__)

    @settings(derandomize=True, deadline=None, max_examples=300)
    @given(items(0), items(100), st.integers(0, 10))
    def test_pairs_leave_no_doubt(self, bank, books, days):
        found = pairs(bank, books, days)
        mine = {item.id: item for item in bank}
        other = {item.id: item for item in books}
        self.assertEqual(len({left for left, _right in found}), len(found))
        self.assertEqual(len({right for _left, right in found}), len(found))
        for left, right in found:
            self.assertEqual(mine[left].amount, other[right].amount)
            gap = abs((mine[left].date - other[right].date).days)
            self.assertLessEqual(gap, days)
        self.assertEqual(found, pairs(bank[::-1], books[::-1], days))

    def test_serial_number_goes_before_party_and_day(self):
        one = Decimal(1)
        bank = [Item(1, DAY, one, reference="X9", partner="张三")]
        later = DAY + datetime.timedelta(3)
        books = [
            Item(7, DAY, one, partner="张三"),
            Item(8, later, one, text="付款 X9"),
        ]
        self.assertEqual(pairs(bank, books, 5), [(1, 8)])
        self.assertEqual(pairs(bank, books, 2), [(1, 7)])

    @settings(derandomize=True, deadline=None)
    @given(st.lists(st.integers(-500, 500).filter(bool), min_size=1, max_size=9))
    def test_order_by_running_balances(self, amounts):
        lines, balance = [], Decimal(1000)
        for amount in amounts:
            balance += amount
            lines.append({"date": DAY, "amount": Decimal(amount), "balance": balance})
        ordered, at = sheet.oldest_first(lines)
        self.assertIsNone(at)
        ordered, at = sheet.oldest_first(lines[::-1])
        self.assertIsNone(at)
        opening = ordered[0]["balance"] - ordered[0]["amount"]
        moved = sum(line["amount"] for line in ordered)
        self.assertEqual(opening + moved, ordered[-1]["balance"])
