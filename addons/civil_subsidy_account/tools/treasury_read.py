"""Reads what comes from the finance bureau, as a layout says.

Pure Python: no database. What is wrong is a :class:`~.treasury_layout.LayoutError`.
"""

import csv
import io

from odoo.addons.civil_base.tools.money import parse_amount
from odoo.addons.civil_base.tools.tabular import (
    Column,
    FileUnreadable,
    Row,
    Sheet,
    TableNotFound,
    find_table,
    read_sheets,
)
from odoo.addons.civil_base.tools.text import clean, is_number, parse_date
from odoo.addons.civil_subsidy.tools.bank_layout import Problem, Problems

from .treasury_layout import LayoutError

_BOOK = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
#: From here on a spreadsheet's number no longer holds every digit.
_INEXACT = 10**15


def read_payments(layout, content, filename, today):
    """Return the payments in a file, and what is wrong with its lines.

    A payment is a dict by key with ``line``; what can't be read of it is None.

    :param layout: a complete layout of the direction ``payments``
    :param date today: no payment can lie after it
    :raise LayoutError: there is no such table in the file

    >>> from datetime import date
    >>> from .treasury_layout import Column as C, Layout
    >>> layout = Layout("payments", "csv", (C("申请", "application_number"),
    ...     C("凭证", "voucher_number"), C("日期", "pay_date"), C("金额", "amount")))
    >>> content = "申请,凭证,日期,金额\\nzf1,7,20240301,1.5".encode()
    >>> [row], problems = read_payments(layout, content, "a.csv", date(2024, 3, 2))
    >>> row["application_number"], row["amount"], row["line"], problems
    ('zf1', Decimal('1.5'), 2, [])
    """
    rows = _read_rows(layout, content, filename)
    problems = Problems()
    reader = _Reader(layout, today, problems)
    payments = [reader.payment(row) for row in rows]
    if not payments:
        problems.add("no_lines")
    _compare_lines(payments, problems)
    return payments, problems


class _Reader:
    """Reads the cells of one layout."""

    def __init__(self, layout, today, problems):
        self.layout, self.today, self.problems = layout, today, problems
        self.known = set(layout.keys())

    def payment(self, row):
        """Return the payment in a row."""
        status = "paid"
        if "status" in self.known:
            status = self._status(row)
        rejected = status == "rejected"
        return {
            "line": row.number,
            "status": status,
            "application_number": self._code(row, "application_number"),
            "amount": self._amount(row),
            # What the treasury didn't pay has no voucher.
            "voucher_number": None if rejected else self._code(row, "voucher_number"),
            "pay_date": None if rejected else self._date(row),
            "reason": clean(row.cells.get("reason")) or None,
        }

    def _refuse(self, row, problem, key, **params):
        self.problems.add(problem, row.number, field=self.layout.heading(key), **params)

    def _filled(self, row, key):
        cell = row.cells.get(key)
        if clean(cell):
            return cell
        self._refuse(row, "cell_empty", key)
        return None

    def _status(self, row):
        if (cell := self._filled(row, "status")) is None:
            return None
        meaning = self.layout.meaning("status", clean(cell))
        if not meaning:
            known = [
                word
                for (key, _value), words in self.layout.words.items()
                for word in words
                if key == "status"
            ]
            found = clean(cell)[:20]
            self._refuse(row, "status", "status", found=found, known=known)
        return meaning

    def _code(self, row, key):
        if (cell := self._filled(row, key)) is None:
            return None
        if is_number(cell) and abs(cell) >= _INEXACT:
            self._refuse(row, "digits_lost", key)
            return None
        return clean(cell).replace(" ", "").lstrip("'’")

    def _amount(self, row):
        if (cell := self._filled(row, "amount")) is None:
            return None
        if (amount := parse_amount(cell)) is None:
            self._refuse(row, "amount_read", "amount", found=clean(cell)[:20])
        return amount

    def _date(self, row):
        if (cell := self._filled(row, "pay_date")) is None:
            return None
        day = parse_date(cell)
        if day is None:
            self._refuse(row, "date_read", "pay_date", found=clean(cell)[:20])
        elif day > self.today:
            self._refuse(row, "date_future", "pay_date", date=day)
        return day


def _compare_lines(payments, problems):
    """Refuse an application that comes twice, and a voucher of two days."""
    applications, vouchers = {}, {}
    for payment in payments:
        line, number = payment["line"], payment["application_number"]
        first = applications.setdefault(number, line)
        if number and first != line:
            problems.add("twice", line, number=number, first=first)
        voucher, day = payment["voucher_number"], payment["pay_date"]
        known = vouchers.setdefault(voucher, payment)
        if voucher and day and known["pay_date"] not in (None, day):
            problems.add("voucher_days", line, number=voucher, first=known["line"])


def _read_rows(layout, content, filename):
    """Return the rows of the table in a file, by key."""
    sheet = _sheet(layout, content, filename)
    skipped = layout.first_row - 1
    rest = Sheet(sheet.name, sheet.rows[skipped:])
    if layout.headings:
        columns = [
            Column(column.key, (column.heading,), column.required)
            for column in layout.columns
            if column.key
        ]
        try:
            rows = find_table(rest, columns).rows
        except TableNotFound as error:
            raise _fault("missing_columns", **error.params) from error
    else:
        rows = [
            Row(number, dict(zip(layout.positions(), values, strict=False)), values)
            for number, values in enumerate(rest.rows, 1)
            if any(map(clean, values))
        ]
    for row in rows:
        row.number += skipped
    return rows


def _sheet(layout, content, filename):
    """Return the sheet with the table."""
    book = content.startswith(_BOOK)
    if book != (layout.kind == "xlsx") and content.strip():
        raise _fault("is_workbook" if book else "not_workbook")
    if not book:
        return Sheet(filename, _text_rows(layout, content))
    try:
        sheets = read_sheets(content, filename)
    except FileUnreadable as error:
        raise _fault(error.key) from error
    if len(sheets) == 1 or not layout.sheet:
        return sheets[0]
    for sheet in sheets:
        if clean(sheet.name) == clean(layout.sheet):
            return sheet
    raise _fault("no_sheet", sheet=layout.sheet)


def _text_rows(layout, content):
    """Return the lines of a text file as lists of cells."""
    if not content.strip(b"\xef\xbb\xbf\0 \r\n\t"):
        raise _fault("empty")
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = content.decode(encoding)
            break
        except UnicodeDecodeError:
            continue
    else:
        raise _fault("encoding")
    if layout.kind == "text":
        return [line.split(layout.separator) for line in text.splitlines()]
    try:
        return list(csv.reader(io.StringIO(text, newline="")))
    except csv.Error as error:
        raise _fault("damaged") from error


def _fault(key, **params):
    return LayoutError([Problem(key, None, params)])
