"""Amounts of money: read exactly, written in Chinese capitals.

Pure Python: no database, no Odoo.
"""

import decimal
import re

from .text import clean, is_number

_CENT = decimal.Decimal("0.01")
_AMOUNT = re.compile(r"[-+]?(\d{1,3}(,\d{3})+|\d+)(\.\d+)?")
_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_PLACES = ("", "拾", "佰", "仟")


def parse_amount(value):
    """Return the exact amount that a cell means, or None.

    A number is read through its shortest decimal form, so that 0.1 is 0.1.

    >>> parse_amount("￥1,234.50元"), parse_amount(80.1), parse_amount("１００")
    (Decimal('1234.50'), Decimal('80.1'), Decimal('100'))
    >>> parse_amount("一百"), parse_amount("1,2"), parse_amount(float("nan"))
    (None, None, None)
    """
    if isinstance(value, decimal.Decimal):
        return value if value.is_finite() else None
    if is_number(value):
        amount = decimal.Decimal(repr(value))
        return amount if amount.is_finite() else None
    text = clean(value).replace(" ", "").strip("¥$").removesuffix("元").strip("¥")
    if not _AMOUNT.fullmatch(text) or not text.isascii():
        return None
    return decimal.Decimal(text.replace(",", ""))


def to_chinese_capitals(amount):
    """Write an amount in yuan as documents of payment demand (大写金额).

    The rules are those of the central bank's 《支付结算办法》, annex 1: zeros in
    a row are read once, 整 follows when there are no cents. The amount must
    have no fraction of a cent.

    >>> to_chinese_capitals(decimal.Decimal("123.45"))
    '壹佰贰拾叁元肆角伍分'
    >>> to_chinese_capitals(decimal.Decimal("100005.08"))
    '壹拾万零伍元零捌分'
    >>> to_chinese_capitals(decimal.Decimal("-10.50"))
    '负壹拾元伍角整'
    """
    cents = abs(amount) / _CENT
    if cents != cents.to_integral_value() or cents >= 10**22:
        raise ValueError("an amount in whole cents below 10^20 is needed")
    yuan, cents = divmod(int(cents), 100)
    jiao, fen = divmod(cents, 10)
    words = f"{_whole(yuan)}元" if yuan else ""
    if jiao:
        words += f"{_DIGITS[jiao]}角"
    elif fen and yuan:
        words += "零"
    words += f"{_DIGITS[fen]}分" if fen else "整"
    if not yuan and not jiao and not fen:
        return "零元整"
    return f"负{words}" if amount < 0 else words


def _whole(number):
    """Write a positive whole number: so many 亿, so many 万, and the rest."""
    for size, sign in ((10**8, "亿"), (10**4, "万")):
        high, low = divmod(number, size)
        if high:
            words = _whole(high) + sign
            if low:
                words += ("零" if low < size // 10 else "") + _whole(low)
            return words
    return _section(number)


def _section(section):
    """Write one to four digits, without leading zeros."""
    words, gap = "", False
    for place in reversed(range(4)):
        digit = section // 10**place % 10
        if digit:
            words += ("零" if gap and words else "") + _DIGITS[digit] + _PLACES[place]
            gap = False
        else:
            gap = True
    return words
