import doctest
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged

from ..tools import exact


@tagged("post_install", "-at_install")
class TestExact(BaseCase):
    def test_doctests(self):
        self.assertFalse(doctest.testmod(exact).failed)

    @settings(derandomize=True, deadline=None)
    @given(
        stock=st.decimals("0.001", "999", places=3),
        value=st.decimals("0.01", "9999", places=2),
        shares=st.lists(st.decimals("0.01", "1", places=2), max_size=6),
    )
    def test_what_is_taken_and_what_is_left_are_the_whole(self, stock, value, shares):
        """However often something is taken: with the last of it, the worth is 0."""
        taken = Decimal(0)
        left, worth = stock, value
        for share in shares:
            quantity = (left * share).quantize(Decimal("0.001"))
            if not 0 < quantity < left:
                continue
            cost = exact.taken_value(quantity, left, worth)
            self.assertTrue(0 <= cost <= worth)
            taken, left, worth = taken + cost, left - quantity, worth - cost
        last = exact.taken_value(left, left, worth)
        self.assertEqual(value, taken + last)
