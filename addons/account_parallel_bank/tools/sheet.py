"""Rows of the statement files that Chinese banks give out. No database.

They come as workbooks or as csv in GB 18030 or UTF-8, with a title, the account and
the period above the line of headings, with sums below, the newest line first or last.
"""

import csv
import datetime
import io
import re
from decimal import Decimal, InvalidOperation

from python_calamine import CalamineWorkbook

_WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
_ENCODINGS = ("utf-8-sig", "gb18030")
_DAY = re.compile(
    r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})|(\d{4})(\d\d)(\d\d)"
)
_UNIT = re.compile(r"[（(][^（()）]*[)）]|\s")
_SUMS = ("合计", "总计", "小计", "本页", "累计", "期末")
_ACCOUNT = re.compile(r"(?:账号|帐号|账户号)\s*[:：,，]?\s*([\d\s-]{6,})")


def read_rows(data):
    """Return the rows of a file as lists of stripped texts.

    :param bytes data: the file
    :raises ValueError: neither a workbook nor text in a known encoding
    """
    if data.startswith(_WORKBOOKS):
        sheet = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0)
        return [list(map(_text, row)) for row in sheet.to_python()]
    for encoding in _ENCODINGS:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        delimiter = max(",\t;", key=text.count)
        return [
            [cell.strip() for cell in row]
            for row in csv.reader(io.StringIO(text), delimiter=delimiter)
        ]
    raise ValueError("encoding")


def find_headings(rows, needed):
    """Return (row index, {heading: column}) of the line with all needed headings.

    Units in brackets and spaces don't count: 借方发生额（元） is 借方发生额.

    :return: (None, {}) if there is no such line

    >>> find_headings([["对账单"], ["交易日期", "余额 (元)"]], ["余额"])
    (1, {'交易日期': 0, '余额': 1})
    """
    for index, row in enumerate(rows):
        columns = {}
        for column, cell in enumerate(row):
            columns.setdefault(_UNIT.sub("", cell), column)
        if all(name in columns for name in needed):
            return index, columns
    return None, {}


def account_number(rows):
    """Return the digits of the account that the lines above the headings name.

    >>> account_number([["账号：4200 1234-5678"]])
    '420012345678'
    """
    for row in rows:
        found = _ACCOUNT.search(",".join(row))
        if found:
            return re.sub(r"\D", "", found[1])
    return ""


def day(text):
    """Return the day that a cell begins with, or None.

    >>> day("2024/3/5 10:22:33"), day("20240305"), day("合计")
    (datetime.date(2024, 3, 5), datetime.date(2024, 3, 5), None)
    """
    found = _DAY.match(text.strip())
    if not found:
        return None
    try:
        return datetime.date(*(int(part) for part in found.groups() if part))
    except ValueError:
        return None


def money(text):
    """Return the amount of a cell as a Decimal, None if it is empty.

    :raises ValueError: the cell holds something else

    >>> money("¥1,234.50"), money("-"), money(" ")
    (Decimal('1234.50'), None, None)
    """
    text = re.sub(r"[,，¥￥\s]", "", text)
    if text in ("", "-", "--"):
        return None
    try:
        amount = Decimal(text)
    except InvalidOperation as error:
        raise ValueError(text) from error
    if not amount.is_finite():
        raise ValueError(text)
    return amount.quantize(Decimal("0.01"))


def is_sum(row):
    """Tell whether a row below the lines only adds them up."""
    first = next((cell for cell in row if cell), "")
    return not first or first.startswith(_SUMS)


def oldest_first(lines):
    """Return the lines in the order of their running balances.

    :param lines: list of {amount, balance, …}; files may have the newest first
    :return: (lines in order, None), or (lines by day, index of the first line
        whose balance doesn't follow from the one before)
    """
    breaks = {}
    for turned in (False, True):
        ordered = lines[::-1] if turned else list(lines)
        at = _first_break(ordered)
        if at is None:
            return ordered, None
        breaks[turned] = (at, ordered)
    at, ordered = breaks[lines[0]["date"] > lines[-1]["date"]]
    return ordered, at


def _first_break(lines):
    for index in range(1, len(lines)):
        before, line = lines[index - 1], lines[index]
        if before["balance"] + line["amount"] != line["balance"]:
            return index
    return None


def _text(cell):
    if isinstance(cell, float):
        return format(Decimal(repr(cell)), "f").removesuffix(".0")
    if isinstance(cell, datetime.datetime | datetime.date):
        return cell.isoformat()
    return str(cell).strip()
