"""Amounts of money in yuan: exact sums and Chinese capitals. No database."""

from decimal import ROUND_HALF_UP, Decimal

_CENT = Decimal("0.01")
_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_UNITS = ("", "拾", "佰", "仟")
_SECTIONS = ("", "万", "亿", "万亿")
#: Sixteen digits before the point are more than any account ever holds.
_LIMIT = Decimal(10) ** 16


def exact(amount):
    """Return an amount as a Decimal in whole cents.

    >>> exact(0.1) + exact(0.2), exact(Decimal("2.345"))
    (Decimal('0.30'), Decimal('2.35'))
    """
    if not isinstance(amount, Decimal):
        amount = Decimal(repr(amount or 0))
    return amount.quantize(_CENT, ROUND_HALF_UP)


def total(amounts):
    """Add amounts up exactly.

    >>> total([0.1] * 3)
    Decimal('0.30')
    """
    return sum(map(exact, amounts), Decimal("0.00"))


def capitals(amount):
    """Write an amount as vouchers and receipts do (大写金额).

    By annex 1 of 《支付结算办法》 (银发〔1997〕393号): zeros in a row are read
    once, 整 ends an amount without 分.

    :raises ValueError: the amount has seventeen digits or more
    >>> capitals(Decimal("1409.50"))
    '人民币壹仟肆佰零玖元伍角整'
    >>> capitals(Decimal("-100000005.08"))
    '人民币负壹亿零伍元零捌分'
    """
    amount = exact(amount)
    if abs(amount) >= _LIMIT:
        raise ValueError("an amount below 10^16 yuan is needed")
    yuan, cents = divmod(int(abs(amount) / _CENT), 100)
    jiao, fen = divmod(cents, 10)
    text = f"{_whole(yuan)}元" if yuan or not cents else ""
    text += f"{_DIGITS[jiao]}角" if jiao else "零" if fen and yuan else ""
    text += f"{_DIGITS[fen]}分" if fen else "整"
    return f"人民币{'负' if amount < 0 else ''}{text}"


def _whole(number):
    """Write a whole number: sections of four digits from the highest down."""
    sections = []
    while number:
        number, section = divmod(number, 10000)
        sections.append(section)
    text, gap = "", False
    for place in reversed(range(len(sections))):
        section = sections[place]
        if not section:
            gap = True
            continue
        if text and (gap or section < 1000):
            text += "零"
        # 万亿: the 亿 is said by the next section, if there is one.
        unit = _SECTIONS[place]
        if place == 3 and sections[2]:
            unit = "万"
        text += _section(section) + unit
        gap = False
    return text or "零"


def _section(number):
    """Write one to four digits without leading zeros."""
    text, gap = "", False
    for place in reversed(range(4)):
        digit = number // 10**place % 10
        if not digit:
            gap = bool(text)
            continue
        text += ("零" if gap else "") + _DIGITS[digit] + _UNITS[place]
        gap = False
    return text
