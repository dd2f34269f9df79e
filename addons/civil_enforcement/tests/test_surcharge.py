import datetime
from decimal import ROUND_HALF_UP, Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from odoo.tests import BaseCase

from ..tools.surcharge import surcharge

DAY = datetime.date(2024, 3, 1)
money = st.decimals(min_value=1, max_value=9999, places=2)
offset = st.integers(min_value=0, max_value=60)
dated = st.lists(st.tuples(offset, money), min_size=1, max_size=3)


def at(days):
    return DAY + datetime.timedelta(days=days)


def by_the_day(parts, payments, days, rate, cap, pauses):
    """Add up what is unpaid at the end of each day that counts."""
    total = Decimal()
    for number in range(1, days + 1):
        day = at(number)
        if any(start <= day <= (end or day) for start, end in pauses):
            continue
        due = sum((amount for last, amount in parts if last < day), Decimal())
        # Money that comes in on a day stops what comes up from the next day on.
        paid = sum((amount for when, amount in payments if when < day), Decimal())
        total += max(due - paid, Decimal()) * rate
    return min(total, cap).quantize(Decimal("0.01"), ROUND_HALF_UP)


class TestSurcharge(BaseCase):
    """Administrative Penalty Law, articles 66, 72, 73: three per cent a day."""

    @given(
        dated, st.lists(st.tuples(offset, money), max_size=3), offset, offset, offset
    )
    @settings(derandomize=True, deadline=None, max_examples=150)
    def test_same_as_day_by_day(self, parts, payments, days, first, length):
        parts = [(at(n), amount) for n, amount in parts]
        payments = [(at(n), amount) for n, amount in payments]
        pauses = [(at(first), at(first + length))]
        cap = sum((amount for _due, amount in parts), Decimal())
        rate = Decimal("0.03")
        self.assertEqual(
            surcharge(parts, payments, at(days), rate, cap, pauses),
            by_the_day(parts, payments, days, rate, cap, pauses),
        )

    def test_three_per_cent_from_the_first_day_after(self):
        part = [(DAY, Decimal("333.33"))]
        rate, cap = Decimal("0.03"), Decimal("333.33")
        self.assertEqual(surcharge(part, [], DAY, rate, cap), 0)
        self.assertEqual(surcharge(part, [], at(1), rate, cap), Decimal("10.00"))
        self.assertEqual(surcharge(part, [], at(33), rate, cap), Decimal("330.00"))
        self.assertEqual(surcharge(part, [], at(34), rate, cap), cap)
