"""Writes files for the finance bureau.

What a layout can't carry is refused, never shortened, rounded or replaced. The same
rows give the same bytes.
"""

import csv
import io
import re
from datetime import datetime

import xlsxwriter

from odoo.addons.civil_subsidy.tools.bank_layout import Problems

from .treasury_layout import AMOUNT_KEYS, DATE_KEYS, WORDS, LayoutError

_CONTROL = re.compile("[\x00-\x1f\x7f\x85\u2028\u2029]")
#: A workbook carries the day on which it was made: one day for all of them.
_MADE = datetime(2000, 1, 1)
_WIDEST = 40


def render(layout, rows):
    r"""Return the bytes of a file.

    :param layout: a complete :class:`~.treasury_layout.Layout`
    :param rows: list of (what people call the row, {key: value}); amounts are Decimal
        yuan, dates are dates, None is empty; the sequence is counted here
    :raise LayoutError: with every reason why not

    >>> from decimal import Decimal
    >>> from .treasury_layout import Column, Layout
    >>> layout = Layout("applications", "text", (Column("号", "application_number"),
    ...                 Column("元", "amount")), encoding="utf-8")
    >>> row = {"application_number": "ZF1", "amount": Decimal("70")}
    >>> render(layout, [("ZF1", row)]).decode()
    '号|元\r\nZF1|70.00\r\n'
    """
    problems = Problems()
    table = [
        [_cell(layout, column, values, number, problems) for column in layout.columns]
        for number, values in enumerate(rows, 1)
    ]
    if not table:
        problems.add("no_rows")
    if problems:
        raise LayoutError(problems.closed())
    if layout.kind == "xlsx":
        return _workbook(layout, table)
    return _text(layout, table, rows)


def _cell(layout, column, row, number, problems):
    """Return a value as text, or note why the column can't carry it."""
    name, values = row
    refuse = {"line": number, "reference": name, "field": column.heading}
    value = number if column.key == "sequence" else values.get(column.key)
    text = _written(layout, column, value) if column.key else column.constant
    if column.key and column.required and not text:
        problems.add("required", **refuse)
    if column.key in AMOUNT_KEYS and value and value != round(value, column.decimals):
        problems.add("decimals", **refuse, decimals=column.decimals)
    if column.width and len(text) > column.width:
        problems.add("too_long", **refuse, limit=column.width)
    if _CONTROL.search(text):
        problems.add("control_sign", **refuse)
    elif layout.kind == "text" and layout.separator in text:
        problems.add("separator_inside", **refuse)
    return text


def _written(layout, column, value):
    """Return a named value as the layout writes it; nothing is an empty text."""
    if value is None or value is False:
        return ""
    if column.key in AMOUNT_KEYS:
        return f"{value:.{column.decimals}f}"
    if column.key in DATE_KEYS:
        return value.strftime(column.date_format)
    if column.key in WORDS:
        return layout.words[column.key, value][0]
    return str(value)


def _lines(layout, table):
    """Return the headings, where there are any, and the rows."""
    headings = [[column.heading for column in layout.columns]]
    return [*(headings if layout.headings else ()), *table]


def _workbook(layout, table):
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True})
    book.set_properties({"created": _MADE})
    sheet = book.add_worksheet(layout.sheet or None)
    heading = book.add_format({"bold": True})
    amounts = {
        decimals: book.add_format({"num_format": f"{0:.{decimals}f}"})
        for decimals in sorted({column.decimals for column in layout.columns})
    }
    first = layout.first_row - 1
    for number, row in enumerate(_lines(layout, table), first):
        for position, (column, text) in enumerate(
            zip(layout.columns, row, strict=True)
        ):
            if layout.headings and number == first:
                sheet.write_string(number, position, text, heading)
            elif column.key in AMOUNT_KEYS and text:
                form = amounts[column.decimals]
                sheet.write_number(number, position, float(text), form)
            elif text:
                sheet.write_string(number, position, text)
    for position, texts in enumerate(zip(*_lines(layout, table), strict=True)):
        # A Chinese sign is twice as wide as a digit.
        longest = max(len(text.encode("gb18030")) for text in texts)
        sheet.set_column(position, position, min(longest + 2, _WIDEST))
    book.close()
    return stream.getvalue()


def _text(layout, table, rows):
    stream = io.StringIO(newline="")
    stream.write("\r\n" * (layout.first_row - 1))
    if layout.kind == "csv":
        csv.writer(stream).writerows(_lines(layout, table))
    else:
        for row in _lines(layout, table):
            stream.write(layout.separator.join(row) + "\r\n")
    try:
        return stream.getvalue().encode(layout.encoding)
    except UnicodeEncodeError:
        raise LayoutError(_foreign_signs(layout, table, rows)) from None


def _foreign_signs(layout, table, rows):
    """Return a problem for each row with a sign that the encoding lacks."""
    problems = Problems()
    for number, (row, (name, _values)) in enumerate(zip(table, rows, strict=True), 1):
        try:
            "".join(row).encode(layout.encoding)
        except UnicodeEncodeError as error:
            sign = error.object[error.start]
            problems.add("sign", number, reference=name, sign=sign)
    if not problems:
        problems.add("sign_heading")
    return problems.closed()
