"""What people type into the cells of a register of plots.

Pure Python: no database, no Odoo. Nothing here raises on bad input.
"""

import datetime
import re
from collections import Counter
from decimal import Decimal, InvalidOperation

from odoo.addons.civil_base.tools.text import clean_code, clean_name, is_number

#: Numbers that a spreadsheet shows as days lie in its first years.
_SPOILED_UNTIL = datetime.date(1910, 12, 31)
_TIME = re.compile(r"(\d{1,2}):(\d{2})(?::(\d{2}))?")
_AREA_UNIT = re.compile(r"(?:平方米|平米|平方|M2|M\^2|M²)$")
_PLACE = re.compile(r"(?:第|NO\.?|#)?(\d+(?:\.0+)?)(?:排|行|列|号|位|座|穴|格|层)?")
_COUNT = re.compile(r"(?:共)?(\d+(?:\.0+)?)(?:人|位|个|具|名|盒)?")
_YEARS = re.compile(r"(\d+(?:\.\d+)?)(?:年整|周年|年|Y)?")
_MONTHS = re.compile(r"(\d+)个?月")
_NUMERAL = re.compile("[零〇一二两三四五六七八九十]+")
_DIGITS = {char: digit for digit, char in enumerate("零一二三四五六七八九")}
_DIGITS |= {"〇": 0, "两": 2}
_NOTHING = frozenset(
    ("无", "没有", "暂无", "空", "未登记", "不详", "未知", "-", "--", "—", "——")
    + ("/", "\\", "N/A", "NA", "NONE", "0", "*")
)
_BETWEEN = re.compile(r"[\n\r、,，;；/|]+")
_UNLIMITED = frozenset(("长期", "永久", "无期限", "永久使用", "不限"))


def unspoil(value):
    """Return a number that the spreadsheet shows as a day or a time.

    >>> unspoil(datetime.date(1900, 1, 20)), unspoil("12:00:00"), unspoil("x")
    (20, 0.5, 'x')
    >>> unspoil(datetime.datetime(1900, 1, 1, 1, 12)), unspoil("2024-01-01")
    (1.05, '2024-01-01')
    """
    if isinstance(value, str) and (found := _TIME.fullmatch(value.strip())):
        hours, minutes, seconds = (int(part or 0) for part in found.groups())
        return round((hours * 3600 + minutes * 60 + seconds) / 86400, 4)
    if not isinstance(value, datetime.date):
        return value
    moment = value
    if not isinstance(value, datetime.datetime):
        moment = datetime.datetime(value.year, value.month, value.day)
    if moment.date() > _SPOILED_UNTIL:
        return value
    # The spreadsheet takes 1900 for a leap year.
    zero = 31 if moment < datetime.datetime(1900, 3, 1) else 30
    days = (moment - datetime.datetime(1899, 12, zero)) / datetime.timedelta(days=1)
    return int(days) if days == int(days) else round(days, 4)


def _numerals(text):
    """Write Chinese numerals up to ninety-nine as digits.

    >>> _numerals("第十二排"), _numerals("二十"), _numerals("三"), _numerals("一〇")
    ('第12排', '20', '3', '10')
    """
    return _NUMERAL.sub(_numeral, text)


def _numeral(found):
    text = found[0]
    tens, ten, units = text.partition("十")
    if not ten:
        return "".join(str(_DIGITS[char]) for char in text)
    if len(tens) > 1 or len(units) > 1 or "十" in units:
        return text
    return str((_DIGITS[tens] if tens else 1) * 10 + (_DIGITS[units] if units else 0))


def _whole(value, pattern, least):
    value = unspoil(value)
    if isinstance(value, datetime.date) or isinstance(value, bool):
        return None
    found = pattern.fullmatch(_numerals(clean_code(value)))
    if not found:
        return None
    number = int(float(found[1]))
    return number if number >= least else None


def read_place(value):
    """Return the number of a row or of a plot in it, or None.

    >>> read_place("第０３排"), read_place("十二号"), read_place(7.0), read_place("A1")
    (3, 12, 7, None)
    """
    return _whole(value, _PLACE, 1)


def read_count(value):
    """Return how many people a cell says, or None.

    >>> read_count("2人"), read_count("两"), read_count(0), read_count(-1)
    (2, 2, 0, None)
    """
    return _whole(value, _COUNT, 0)


def read_area(value):
    """Return an area in m² with four places, or None; a product is multiplied.

    >>> read_area("0.8㎡"), read_area("０．５ 平方米"), read_area("1×0.8")
    (Decimal('0.8000'), Decimal('0.5000'), Decimal('0.8000'))
    >>> read_area(0.1 + 0.7), read_area("大"), read_area(0)
    (Decimal('0.8000'), None, None)
    """
    value = unspoil(value)
    if isinstance(value, (datetime.date, bool)):
        return None
    text = str(value) if is_number(value) else clean_code(value)
    product = Decimal(1)
    for part in re.split(r"[×X*]", _AREA_UNIT.sub("", text)):
        try:
            product *= Decimal(_AREA_UNIT.sub("", part).removesuffix("M"))
        except InvalidOperation:
            return None
    if not product.is_finite() or not 0 < product < 10**6:
        return None
    return product.quantize(Decimal("0.0001"))


def read_months(value):
    """Return for how many months was paid, or None where the cell says nothing.

    >>> read_months("20年"), read_months("二十"), read_months("240个月")
    (240, 240, 240)
    >>> read_months("永久") is read_months("") is read_months(0) is None
    True
    """
    value = unspoil(value)
    if isinstance(value, (datetime.date, bool)):
        return None
    text = _numerals(clean_code(value))
    if found := _MONTHS.fullmatch(text):
        return int(found[1]) or None
    if found := _YEARS.fullmatch(text):
        months = round(float(found[1]) * 12)
        return months if 0 < months < 12000 else None
    return None


def is_unlimited(value):
    """Tell whether a cell says that something has no end."""
    return clean_name(value) in _UNLIMITED


def is_nothing(value):
    """Tell whether a cell is empty or says in words that there is nothing.

    >>> is_nothing(" — "), is_nothing("无"), is_nothing(None), is_nothing("曾火1")
    (True, True, True, False)
    """
    text = clean_code(value)
    return not text or text in _NOTHING


def certificate_numbers(value):
    """Return the numbers of certificates in a cell, as they are compared.

    >>> certificate_numbers(" 曾火２０２４ 00138、zh-1\\n无")
    ['曾火202400138', 'ZH-1']
    """
    if is_nothing(value):
        return []
    parts = _BETWEEN.split(value) if isinstance(value, str) else [value]
    return [clean_code(part) for part in parts if not is_nothing(part)]


def zone_key(value):
    """Return what the spellings of a zone have in common.

    >>> zone_key("Ａ区") == zone_key("a ") == "A"
    True
    >>> zone_key("区")
    '区'
    """
    code = clean_code(value)
    return code.removesuffix("区") or code


def usual_spellings(pairs):
    """Return ``{key: its most frequent spelling}``, the first among equals.

    >>> usual_spellings([("A", "A区"), ("A", "A"), ("A", "A")])
    {'A': 'A'}
    """
    counts = {}
    for key, spelling in pairs:
        counts.setdefault(key, Counter())[spelling] += 1
    return {key: counter.most_common(1)[0][0] for key, counter in counts.items()}
