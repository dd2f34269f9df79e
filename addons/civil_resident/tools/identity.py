"""Identity numbers, disability certificates and what is written beside them.

Pure functions without the ORM, so that an import of many thousand lines can call
them a line at a time. Nothing here raises on bad input: a spreadsheet cell may
hold anything, and the result says what is wrong with it.
"""

import re
from datetime import date
from typing import NamedTuple

from stdnum import luhn
from stdnum.cn import ric

from odoo.addons.civil_base.tools.text import clean, clean_code, is_number

from .pinyin import pinyin_initials

__all__ = [
    "GRADES",
    "KINDS",
    "Certificate",
    "Identity",
    "derive_birth_date",
    "derive_sex",
    "is_card_doubtful",
    "mask",
    "mask_account",
    "mask_phone",
    "parse_certificate",
    "parse_flag",
    "parse_grade",
    "parse_identity",
    "parse_kind",
    "pinyin_initials",
]

#: Disability classes by the digit that the certificate carries, in Chinese.
KINDS = {
    "1": "视力",
    "2": "听力",
    "3": "言语",
    "4": "肢体",
    "5": "智力",
    "6": "精神",
    "7": "多重",
}
#: Disability grades by the digit that the certificate carries, 1 the heaviest.
GRADES = {"1": "一级", "2": "二级", "3": "三级", "4": "四级"}

_NUMBER = re.compile(r"[0-9]{17}[0-9X]")
_REISSUE = re.compile(r"B[0-9]+$")
_KIND_BY_LABEL = {label: digit for digit, label in KINDS.items()}
_GRADE_BY_SIGN = {
    sign: digit
    for digit, signs in {
        "1": "1一壹Ⅰ",
        "2": "2二贰Ⅱ",
        "3": "3三叁Ⅲ",
        "4": "4四肆Ⅳ",
    }.items()
    for sign in (*signs, {"1": "I", "2": "II", "3": "III", "4": "IV"}[digit])
}
_YES = frozenset({"是", "有", "√", "✓", "✔", "Y", "YES", "1", "TRUE"})
_NO = frozenset({"否", "无", "×", "X", "✗", "✘", "N", "NO", "0", "FALSE"})


class Identity(NamedTuple):
    """An identity number as read from a cell.

    ``problem`` is ``None`` for a valid number and otherwise one of ``empty``,
    ``spreadsheet_number``, ``first_generation``, ``length``, ``characters``,
    ``date``, ``future`` and ``check``. Birth date and sex are given for valid
    numbers only.
    """

    number: str
    valid: bool
    problem: str | None
    birth_date: date | None
    sex: str | None


class Certificate(NamedTuple):
    """A disability certificate number, without its reissue suffix."""

    number: str
    valid: bool
    holder: str
    kind: str
    grade: str


def derive_birth_date(number: str) -> date | None:
    """Birth date in an 18-character number, ``None`` where it isn't a real date.

    >>> derive_birth_date("11010519491231002X")
    datetime.date(1949, 12, 31)
    >>> derive_birth_date("110105194913310021")
    """
    try:
        return date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return None


def derive_sex(number: str) -> str:
    """Sex in an 18-character number: the 17th digit is odd for men.

    >>> derive_sex("11010519491231002X")
    'female'
    """
    return "male" if int(number[16]) % 2 else "female"


def _problem(number: str, on: date) -> str | None:
    """Key of the first rule that the cleaned number breaks."""
    if not number:
        return "empty"
    if len(number) == 15 and number.isdecimal():
        return "first_generation"
    if len(number) != 18:
        return "length"
    if not _NUMBER.fullmatch(number):
        return "characters"
    birth_date = derive_birth_date(number)
    if birth_date is None:
        return "date"
    if birth_date > on:
        return "future"
    if ric.calc_check_digit(number) != number[-1]:
        return "check"
    return None


def parse_identity(value: object, on: date) -> Identity:
    """Judge an identity number by its 18 characters, its date and its check.

    The place in its first six digits isn't judged: it is the place of first
    issue, which may have been dissolved since or be older than its code. A
    number that the spreadsheet kept as a number has lost its last digits, and
    numbers of the first generation (15 digits) are no longer accepted.

    :param value: the raw cell
    :param on: the day of the judgment; a birth after it is impossible

    >>> parse_identity(" 11010519491231002x ", date(2024, 3, 1))[:3]
    ('11010519491231002X', True, None)
    >>> parse_identity("110105194912310021", date(2024, 3, 1)).problem
    'check'
    >>> parse_identity(110105194912310020, date(2024, 3, 1)).problem
    'spreadsheet_number'
    >>> parse_identity("110105491231002", date(2024, 3, 1)).problem
    'first_generation'
    >>> parse_identity("421303202501010013", date(2024, 3, 1)).problem
    'future'
    """
    number = clean_code(value)
    problem = "spreadsheet_number" if is_number(value) else _problem(number, on)
    if problem:
        return Identity(number, False, problem, None, None)
    return Identity(number, True, None, derive_birth_date(number), derive_sex(number))


def parse_certificate(value: object) -> Certificate:
    """Take a disability certificate number apart.

    It is the holder's identity number, the class digit and the grade digit, 20
    characters; reissued certificates carry ``B1``, ``B2`` … behind them.

    >>> parse_certificate("11010519491231002X44B2")[1:]
    (True, '11010519491231002X', '4', '4')
    >>> parse_certificate("4213031950").valid
    False
    """
    number = _REISSUE.sub("", clean_code(value))
    if len(number) != 20 or is_number(value):
        return Certificate(number, False, "", "", "")
    return Certificate(number, True, number[:18], number[18], number[19])


def _label(value: object) -> str:
    """Cleaned cell without inner spaces; whole floats as their digits."""
    return clean_code(value) if is_number(value) else clean(value).replace(" ", "")


def parse_kind(value: object) -> str | None:
    """Digit of a disability class written as a label or a digit.

    >>> parse_kind("视力"), parse_kind("肢体残疾"), parse_kind(5), parse_kind("7")
    ('1', '4', '5', '7')
    >>> parse_kind("其他")
    """
    label = _label(value).removesuffix("残疾")
    return label if label in KINDS else _KIND_BY_LABEL.get(label)


def parse_grade(value: object) -> str | None:
    """Digit of a disability grade, however people write it.

    >>> [parse_grade(v) for v in ("一级", "2级", 3, "Ⅳ", "壹", "II级", 2.0)]
    ['1', '2', '3', '4', '1', '2', '2']
    >>> parse_grade("五级")
    """
    return _GRADE_BY_SIGN.get(_label(value).upper().removesuffix("级"))


def parse_flag(value: object) -> bool | None:
    """A yes or no, ``None`` where the cell is empty or says neither.

    >>> [parse_flag(v) for v in ("是", "否", "√", "×", "y", 0, True, None, "?")]
    [True, False, True, False, True, False, True, None, None]
    """
    if isinstance(value, bool):
        return value
    label = _label(value).upper()
    if label in _YES:
        return True
    return False if label in _NO else None


def mask(number: str | None) -> str:
    """An identity or certificate number as everybody may see it.

    >>> mask("42130319500101001X")
    '4213**********001X'
    >>> mask("1234567"), mask("")
    ('***4567', '')
    """
    number = number or ""
    head = number[:4] if len(number) >= 12 else ""
    tail = number[-4:] if len(number) > 4 else ""
    return head + "*" * (len(number) - len(head) - len(tail)) + tail


def mask_account(number: str | None) -> str:
    """A bank account as everybody may see it: its last four digits.

    >>> mask_account("6217002868975804123"), mask_account("12"), mask_account(None)
    ('****4123', '****', '')
    """
    number = number or ""
    return "****" + (number[-4:] if len(number) > 4 else "") if number else ""


def mask_phone(number: str | None) -> str:
    """A telephone number as everybody may see it.

    >>> mask_phone("13812345678"), mask_phone("8226"), mask_phone(None)
    ('138****5678', '****', '')
    """
    number = number or ""
    if len(number) < 8:
        return "****" if number else ""
    return number[:3] + "*" * (len(number) - 7) + number[-4:]


def is_card_doubtful(number):
    """Tell whether a bank card's check digit is wrong; passbooks have none.

    >>> [is_card_doubtful(n) for n in ("6217002868975804123", "6217002868975804129")]
    [False, True]
    >>> is_card_doubtful("81010000123456")
    False
    """
    return bool(
        number
        and number.isdecimal()
        and number.startswith("62")
        and 16 <= len(number) <= 19
        and not luhn.is_valid(number)
    )
