from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from odoo.tests import TransactionCase

from ..tools.judge import Charged, Priced, judge

RIDE = Priced(frozenset({"接运"}), Decimal(300), frozenset({"消毒费"}), True)
COLD = Priced(frozenset({"冷藏", "冷藏费"}), Decimal(15))
BURN = Priced(frozenset({"火化"}), Decimal(500), frozenset(), True)
ITEMS = [RIDE, COLD, BURN]


def charged(name, price, quantity=1, amount=None):
    quantity, price = Decimal(quantity), Decimal(price)
    amount = quantity * price if amount is None else Decimal(amount)
    return Charged(name, quantity, price, amount.quantize(Decimal("0.01")))


class TestJudge(TransactionCase):
    """What may not be charged (《殡葬管理条例》第四十二、四十三、五十条)."""

    def test_what_the_list_has_is_in_order(self):
        sheet = [charged("接运", 300), charged("冷藏费", 15, 48), charged("火化", 499)]
        self.assertEqual([set()] * 3, judge(sheet, ITEMS))

    def test_outside_the_list(self):
        self.assertEqual([{"outside_list"}], judge([charged("引魂", 10)], ITEMS))

    def test_above_the_price(self):
        self.assertEqual([{"above_price"}], judge([charged("冷藏", "15.01")], ITEMS))

    def test_a_part_is_split_off(self):
        sheet = [charged("接运", 300), charged("消毒费", 20)]
        self.assertEqual([set(), {"split"}], judge(sheet, ITEMS))
        # By itself it simply isn't listed.
        self.assertEqual([{"outside_list"}], judge([charged("消毒费", 20)], ITEMS))

    def test_charged_twice(self):
        sheet = [charged("火化", 500), charged("火化", 500)]
        self.assertEqual([set(), {"split"}], judge(sheet, ITEMS))
        self.assertEqual([{"split"}], judge([charged("火化", 500, 2)], ITEMS))

    def test_bundled(self):
        found = judge([charged("接运火化套餐", 900)], ITEMS)
        self.assertEqual([{"bundled"}], found)

    def test_amount(self):
        self.assertEqual([{"amount_wrong"}], judge([charged("冷藏", 15, 2, 31)], ITEMS))

    @settings(derandomize=True, deadline=None, max_examples=200)
    @given(
        st.lists(
            st.tuples(
                st.sampled_from(["接运", "冷藏", "火化", "消毒费", "司仪"]),
                st.integers(0, 700),
                st.integers(1, 3),
            ),
            max_size=6,
        )
    )
    def test_a_clean_sheet_is_within_the_list(self, rows):
        """Whatever has no finding is listed, within its price, not too often there."""
        sheet = [charged(*row) for row in rows]
        found = judge(sheet, ITEMS)
        clean = [c for c, codes in zip(sheet, found, strict=True) if not codes]
        limits = {"接运": 300, "冷藏": 15, "火化": 500}
        for charge in clean:
            self.assertIn(charge.name, limits)
            self.assertLessEqual(charge.price, limits[charge.name])
        for name in ("接运", "火化"):
            self.assertLessEqual(sum(c.quantity for c in clean if c.name == name), 1)
