"""What people type into cells, read the same way everywhere.

Pure Python: no database, no Odoo.
"""

import datetime
import re
import unicodedata

#: Invisible characters that spreadsheets and chat programs leave in a cell.
_INVISIBLE = re.compile(
    "[\u0000-\u0008\u000e-\u001f\u007f\u00ad\u180e\u200b-\u200f\u202a-\u202e"
    "\u2060-\u2064\ufeff]"
)
_SPACES = re.compile(r"\s+")
_LETTERS_APART = re.compile(r"(?<=[A-Za-z]) (?=[A-Za-z])")
_DATE = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?:[T ]\d{1,2}:\d{2}(:\d{2})?)?")
_CHINESE_DATE = re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})[日号]")
_COMPACT_DATE = re.compile(r"(\d{4})(\d{2})(\d{2})")
_MONTH = re.compile(r"(\d{4})[-/.](\d{1,2})")
_CHINESE_MONTH = re.compile(r"(\d{4})年(\d{1,2})月份?")
_COMPACT_MONTH = re.compile(r"(\d{4})(\d{2})")

#: Day zero of the serial numbers in which spreadsheets keep dates.
_SERIAL_ZERO = datetime.date(1899, 12, 30)
_SERIALS = range(20000, 60001)


def is_number(value):
    """Tell whether the spreadsheet keeps the cell as a number.

    >>> is_number(4213.0), is_number("4213"), is_number(True)
    (True, False, False)
    """
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def clean(value):
    r"""Return the text of a cell: NFKC, trimmed, inner spaces single.

    >>> clean("\u3000张 \u200b 三\n"), clean(None), clean("Ａ１"), clean(12.0)
    ('张 三', '', 'A1', '12')
    """
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    text = str(value)
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text)
    if not text.isprintable():
        text = _INVISIBLE.sub("", text)
    elif "  " not in text:
        return text.strip()
    return _SPACES.sub(" ", text).strip()


def clean_name(value):
    """Return a person's or an organization's name.

    Inner spaces are typed for looks and go away, except between Latin letters.

    >>> clean_name(" 李　四 "), clean_name("Anna  Lee"), clean_name("古丽 · 买买提")
    ('李四', 'Anna Lee', '古丽·买买提')
    """
    return _join(clean(value))


def clean_official(value):
    """Return a name as it is officially written: full-width brackets stay.

    >>> clean_official(" 白云湖 居委会（社区）\u200b")
    '白云湖居委会（社区）'
    """
    text = _INVISIBLE.sub("", "" if value is None else str(value))
    return _join(_SPACES.sub(" ", text).strip())


def _join(text):
    """Take out single spaces, except between Latin letters."""
    return _LETTERS_APART.sub("\0", text).replace(" ", "").replace("\0", " ")


def clean_code(value):
    """Return a code: upper case, without any space or leading apostrophe.

    >>> clean_code("'4213 0119x"), clean_code(421303.0), clean_code("＇ab")
    ('42130119X', '421303', 'AB')
    """
    return clean(value).replace(" ", "").lstrip("'’‘`").upper()


def _real_date(year, month, day):
    try:
        return datetime.date(int(year), int(month), int(day))
    except ValueError:
        return None


def _from_number(value):
    """Read a number as a date: a serial number or the digits of a day."""
    if not float(value).is_integer():
        whole = int(value) if abs(value) < 1e9 else 0
        return _serial(whole)
    number = int(value)
    return _serial(number) or _match_date(str(number), (_COMPACT_DATE,))


def _serial(number):
    if number in _SERIALS:
        return _SERIAL_ZERO + datetime.timedelta(days=number)
    return None


def _match_date(text, patterns):
    for pattern in patterns:
        if found := pattern.fullmatch(text):
            parts = [part for part in found.groups() if part and part.isdecimal()]
            return _real_date(*parts[:3])
    return None


def parse_date(value):
    """Return the date that a cell means, or None where it means no real date.

    >>> parse_date("２０２４年3月5日"), parse_date(20240305), parse_date(45356)
    ... # doctest: +NORMALIZE_WHITESPACE
    (datetime.date(2024, 3, 5), datetime.date(2024, 3, 5),
     datetime.date(2024, 3, 5))
    >>> parse_date("2024-02-30") is parse_date("45356") is parse_date("") is None
    True
    """
    if isinstance(value, datetime.datetime):
        return value.date()
    if isinstance(value, datetime.date):
        return value
    if is_number(value):
        return _from_number(value)
    if not isinstance(value, str):
        return None
    text = clean(value)
    if found := _match_date(text, (_DATE,)):
        return found
    return _match_date(text.replace(" ", ""), (_DATE, _CHINESE_DATE, _COMPACT_DATE))


def parse_month(value):
    """Return the first day of the month that a cell means, or None.

    A number such as 2021.1 is ambiguous (January or a spoiled October) and
    means nothing; 202112 is clear, and so is any date.

    >>> parse_month("2021.12"), parse_month(202112.0), parse_month("2021年1月")
    ... # doctest: +NORMALIZE_WHITESPACE
    (datetime.date(2021, 12, 1), datetime.date(2021, 12, 1),
     datetime.date(2021, 1, 1))
    >>> parse_month(2021.1) is parse_month("2021.13") is parse_month("永久") is None
    True
    """
    if is_number(value):
        if not float(value).is_integer():
            return _first_day(_from_number(value)) if value > _SERIALS[0] else None
        found = _match_month(str(int(value)), (_COMPACT_MONTH,))
        return found or _first_day(_from_number(value))
    if isinstance(value, str):
        text = clean(value).replace(" ", "")
        found = _match_month(text, (_MONTH, _CHINESE_MONTH, _COMPACT_MONTH))
        if found:
            return found
    return _first_day(parse_date(value))


def _first_day(date):
    return date and date.replace(day=1)


def _match_month(text, patterns):
    for pattern in patterns:
        if found := pattern.fullmatch(text):
            return _real_date(found[1], found[2], 1)
    return None
