"""Reading what an organization typed into its annual report.

Pure Python: no database, no Odoo. What the screen sends and what a workbook holds is
read the same way.
"""

import datetime
import decimal
import re

from odoo.addons.civil_base.tools.money import parse_amount
from odoo.addons.civil_base.tools.sheets import Fault
from odoo.addons.civil_base.tools.text import clean, is_number, parse_date

#: What a field of the database holds: 14 digits and two decimals are kept exactly.
LARGEST_AMOUNT = decimal.Decimal("99999999999.99")
LARGEST_NUMBER = 99_999_999
LONGEST = {"char": 200, "text": 5000}
FIRST_DAY, LAST_DAY = datetime.date(1949, 10, 1), datetime.date(2099, 12, 31)
_CONTROL = re.compile(
    "[\u0000-\u0008\u000b-\u001f\u007f\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]"
)


def read_answer(kind, raw, choices=()):
    """Return the value of a field that somebody typed; None where it is empty.

    :param str kind: char, text, integer, monetary, date or selection
    :param raw: what JSON or the cell of a workbook holds
    :param choices: pairs of key and label of a selection; both are understood
    :raises Fault: it is none, with the keys ``number``, ``whole``, ``negative``,
        ``large``, ``cents``, ``date``, ``day``, ``choice``, ``long`` or ``odd``

    >>> read_answer("monetary", "1,234.50"), read_answer("integer", "１２")
    (Decimal('1234.50'), 12)
    >>> read_answer("date", "2024年3月5日")
    datetime.date(2024, 3, 5)
    >>> read_answer("selection", "是", [("yes", "是"), ("no", "否")])
    'yes'
    """
    if isinstance(raw, (list, dict, bool)):
        raise Fault("odd")
    if raw is None or (isinstance(raw, str) and not clean(raw)):
        return None
    return _READERS[kind](raw, choices)


def _amount(raw, _choices):
    amount = parse_amount(raw)
    if amount is None:
        raise Fault("number")
    if abs(amount) > LARGEST_AMOUNT:
        raise Fault("large")
    if amount != round(amount, 2):
        raise Fault("cents")
    return amount


def _integer(raw, _choices):
    amount = parse_amount(raw)
    if amount is None:
        raise Fault("number")
    if amount != amount.to_integral_value():
        raise Fault("whole")
    if amount < 0:
        raise Fault("negative")
    if amount > LARGEST_NUMBER:
        raise Fault("large")
    return int(amount)


def _date(raw, _choices):
    day = parse_date(raw)
    if day is None:
        raise Fault("date")
    if not FIRST_DAY <= day <= LAST_DAY:
        raise Fault("day")
    return day


def _selection(raw, choices):
    said = clean(raw)
    for key, label in choices:
        if said in (key, clean(label)):
            return key
    raise Fault("choice", choices="、".join(label for _key, label in choices))


def _text(kind):
    def read(raw, _choices):
        if is_number(raw):
            raw = clean(raw)
        text = _CONTROL.sub("", str(raw).replace("\r\n", "\n").replace("\r", "\n"))
        text = text.strip() if kind == "text" else " ".join(text.split())
        if len(text) > LONGEST[kind]:
            raise Fault("long", count=LONGEST[kind])
        return text or None

    return read


_READERS = {
    "char": _text("char"),
    "text": _text("text"),
    "integer": _integer,
    "monetary": _amount,
    "date": _date,
    "selection": _selection,
}
