from decimal import Decimal
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from odoo.tests import TransactionCase

from ..tools.waive import Free, Used, waive

CENTS = st.integers(0, 300_000).map(lambda cents: Decimal(cents) / 100)
COUNTS = st.integers(0, 200).map(Decimal)


def used(quantity, price):
    return Used(quantity, price, (quantity * price).quantize(Decimal("0.01")))


class TestWaive(TransactionCase):
    """What is waived, judged by its properties and by another computation."""

    def test_seventy_two_hours(self):
        """Storage is free for 72 hours at most (通山县惠民殡葬: 15 yuan an hour)."""
        free = Free("unit", Decimal(15), Decimal(72))
        self.assertEqual(
            [Decimal("1080.00")], waive(free, [used(Decimal(90), Decimal(15))])
        )
        self.assertEqual(
            [Decimal("300.00")], waive(free, [used(Decimal(20), Decimal(15))])
        )

    def test_the_better_furnace_costs_the_difference(self):
        free = Free("lump", Decimal(500))
        self.assertEqual(
            [Decimal("500.00")], waive(free, [used(Decimal(1), Decimal(1000))])
        )

    def test_what_is_unused_is_not_set_off(self):
        free = Free("lump", Decimal(300))
        self.assertEqual(
            [Decimal("120.00")], waive(free, [used(Decimal(1), Decimal(120))])
        )

    @settings(derandomize=True, deadline=None, max_examples=300)
    @given(
        st.sampled_from(["lump", "unit", "award"]),
        CENTS,
        st.none() | COUNTS,
        st.lists(st.tuples(COUNTS, CENTS), max_size=5),
    )
    def test_never_more_than_charged_or_granted(self, method, amount, most, rows):
        uses = [used(*row) for row in rows]
        parts = waive(Free(method, amount, most), uses)
        for use, part in zip(uses, parts, strict=True):
            self.assertTrue(0 <= part <= use.amount)
        if method == "award":
            self.assertEqual(0, sum(parts))
        elif method == "lump":
            expected = min(amount, sum((use.amount for use in uses), Decimal(0)))
            self.assertEqual(expected, sum(parts))
        else:
            self.assertEqual(self.by_units(amount, most, rows), sum(parts))

    def by_units(self, amount, most, rows):
        """The same by counting single units, in fractions."""
        left, total = most, Fraction(0)
        for count, price in rows:
            for _unit in range(int(count)):
                if left is None or left > 0:
                    total += Fraction(min(price, amount) if amount else price)
                    left = None if left is None else left - 1
        return Decimal(total.numerator) / Decimal(total.denominator)
