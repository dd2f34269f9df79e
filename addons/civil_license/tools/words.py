"""How a certificate writes dates and numbers. Pure Python: no database, no Odoo."""

import re

#: Eighteen digits in a row, the last perhaps an X: an identity number.
_IDENTITY = re.compile(
    r"(?<![0-9A-Za-z])([0-9]{4})[0-9]{10}([0-9]{3}[0-9Xx])(?![0-9A-Za-z])"
)


def chinese_date(day):
    """Return a date as official documents write it.

    >>> import datetime
    >>> chinese_date(datetime.date(2024, 3, 9)), chinese_date(None)
    ('2024年3月9日', '')
    """
    return f"{day.year}年{day.month}月{day.day}日" if day else ""


def chinese_span(start, end):
    """Return the days from ``start`` to ``end``; without end it holds for good.

    >>> import datetime
    >>> chinese_span(datetime.date(2024, 3, 9), None)
    '2024年3月9日起长期有效'
    >>> chinese_span(datetime.date(2024, 3, 9), datetime.date(2027, 3, 8))
    '2024年3月9日至2027年3月8日'
    """
    if not end:
        return f"{chinese_date(start)}起长期有效"
    return f"{chinese_date(start)}至{chinese_date(end)}"


def without_identity_numbers(text):
    """Return ``text`` with every identity number in it masked.

    >>> without_identity_numbers("经营者421303199001010015，电话0722-3310001")
    '经营者4213**********0015，电话0722-3310001'
    """
    return _IDENTITY.sub(r"\1**********\2", text or "")
