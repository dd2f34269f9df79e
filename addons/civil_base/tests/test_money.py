import doctest
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged

from ..tools import money

DIGITS = {digit: value for value, digit in enumerate("零壹贰叁肆伍陆柒捌玖")}
PLACES = {"拾": 10, "佰": 100, "仟": 1000}
CENTS = st.integers(0, 10**15).map(lambda cents: Decimal(cents) / 100)


def read_capitals(words):
    """Read an amount in capitals by the rules of reading, not of writing."""
    negative = words.startswith("负")
    yuan, found, rest = words.removeprefix("负").rpartition("元")
    amount = Decimal(_read_whole(yuan)) if found else Decimal(0)
    digit = 0
    for sign in rest:
        if sign in DIGITS:
            digit = DIGITS[sign]
        elif sign == "角":
            amount += Decimal(digit) / 10
        elif sign == "分":
            amount += Decimal(digit) / 100
    return -amount if negative else amount


def _read_whole(words):
    for sign, size in (("亿", 10**8), ("万", 10**4)):
        if sign in words:
            high, _sign, low = words.rpartition(sign)
            return _read_whole(high) * size + _read_whole(low)
    total = digit = 0
    for sign in words:
        if sign in DIGITS:
            digit = DIGITS[sign]
        else:
            total += digit * PLACES[sign]
            digit = 0
    return total + digit


@tagged("post_install", "-at_install")
class TestMoney(BaseCase):
    def test_doctests(self):
        self.assertFalse(doctest.testmod(money).failed)

    @given(CENTS)
    def test_amounts_are_read_as_written(self, amount):
        for way in (
            f"{amount:,.2f}",
            f"{amount:.2f}",
            f"¥{amount:,.2f}",
            f" ￥ {amount:.2f} 元",
            float(amount) if amount < 10**12 else amount,
        ):
            self.assertEqual(amount, money.parse_amount(way), way)

    def test_what_is_no_amount(self):
        for value in ("", None, "一百", "1,23", "1.2.3", "元", True, "1e5", "--1"):
            self.assertIsNone(money.parse_amount(value), value)

    def test_payment_documents_examples(self):
        """《支付结算办法》附一: the central bank's own examples and the zero rules."""
        for amount, words in (
            ("1409.50", "壹仟肆佰零玖元伍角整"),
            ("6007.14", "陆仟零柒元壹角肆分"),
            ("1680.32", "壹仟陆佰捌拾元叁角贰分"),
            ("107000.53", "壹拾万柒仟元伍角叁分"),
            ("16409.02", "壹万陆仟肆佰零玖元零贰分"),
            ("325.04", "叁佰贰拾伍元零肆分"),
            ("0", "零元整"),
            ("0.05", "伍分"),
            ("0.50", "伍角整"),
            ("10", "壹拾元整"),
            ("100000000", "壹亿元整"),
            ("100010000", "壹亿零壹万元整"),
            ("20300000.10", "贰仟零叁拾万元壹角整"),
        ):
            self.assertEqual(words, money.to_chinese_capitals(Decimal(amount)))

    @given(CENTS, st.booleans())
    def test_capitals_can_be_read_back(self, amount, negative):
        amount = -amount if negative and amount else amount
        words = money.to_chinese_capitals(amount)
        self.assertEqual(amount, read_capitals(words), words)
        self.assertNotIn("零零", words)
        self.assertEqual(words.endswith("整"), not words.endswith("分"))

    def test_fractions_of_a_cent_are_refused(self):
        with self.assertRaises(ValueError):
            money.to_chinese_capitals(Decimal("0.001"))
