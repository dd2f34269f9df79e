# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Writes the file that asks an agent bank to pay a batch.

The text is written as the payments come: of a million of them only the text
itself is held, and 24 bytes of each reference. What the format can't carry is refused,
never shortened or replaced.
"""

import io
from datetime import date
from decimal import Decimal
from functools import lru_cache

from .bank_layout import (
    ACCOUNT,
    AMOUNT_KEYS,
    COUNT_KEYS,
    MOST_PROBLEMS,
    BankFileError,
    Problems,
    control_signs,
    file_name,
    is_file_name,
)
from .bank_pattern import detail_pattern
from .bank_repeat import Repeats

_CHUNK = 4096


def render(layout, head, lines):
    r"""Return (file name, content) of a batch's file.

    :param layout: a complete :class:`~.bank_layout.Format`
    :param dict head: values by ``HEAD_KEYS``; ``batch``, ``count`` and ``total``
        always: the approved number and sum, which the lines must match
    :param lines: iterable of dicts by ``LINE_KEYS``; amounts are Decimal yuan,
        dates are dates; the sequence is counted here, from 1
    :raise BankFileError: with every reason (the first hundred) why not

    >>> from .bank_layout import Column, Format
    >>> layout = Format("request", encoding="utf-8", file_name="DF_{batch}.txt",
    ...                 header=(Column(constant="H"), Column("batch")),
    ...                 detail=(Column("sequence"), Column("account"),
    ...                         Column("holder"), Column("amount")))
    >>> head = {"batch": "FF01", "count": 1, "total": Decimal("70")}
    >>> line = {"account": "6217000000", "holder": "Li", "amount": Decimal("70")}
    >>> render(layout, head, [line])
    ('DF_FF01.txt', b'H|FF01\r\n1|6217000000|Li|70.00\r\n')
    """
    problems = Problems()
    name = file_name(layout, head)
    if not is_file_name(name):
        problems.add("file_name_unsafe")
    content = io.BytesIO()
    writer = _Writer(layout, content, problems)
    writer.write("header", [head])
    writer.write("detail", lines)
    writer.write("trailer", [head])
    for number, first in writer.references.found():
        problems.add("duplicate", number, first=first)
    if not writer.number:
        problems.add("no_lines")
    elif not problems:
        writer.compare(head)
    if problems:
        raise BankFileError(problems.closed())
    return name, content.getvalue()


class _Writer:
    """Writes one file and keeps count of its payments."""

    def __init__(self, layout, content, problems):
        self.layout = layout
        self.content = content
        self.problems = problems
        self.number = 0
        self.total = Decimal(0)
        self.references = Repeats()
        self.in_detail = False
        self.control = control_signs(layout)
        self.bom = layout.encoding == "utf-8-sig"
        self.encoding = "utf-8" if self.bom else layout.encoding
        self._amount = lru_cache(65536)(self._amount_text)
        self._date = lru_cache(1024)(lambda day: day.strftime(layout.date_format))
        self.pattern = detail_pattern(layout)
        self.getters = [self._getter(column) for column in layout.detail]

    def write(self, section, rows):
        """Write the rows of a section, if the format has it."""
        columns = getattr(self.layout, section)
        if not columns:
            return
        if self.bom:
            self.content.write(b"\xef\xbb\xbf")
            self.bom = False
        self.in_detail = section == "detail"
        chunk = []
        for row in rows:
            if self.in_detail:
                chunk.append(self._payment(row))
                if len(self.problems) >= MOST_PROBLEMS:
                    return
            else:
                chunk.append(self._line(columns, row))
            if len(chunk) == _CHUNK:
                self._encode(chunk)
                chunk.clear()
        self._encode(chunk)

    def compare(self, head):
        """Compare the lines with the number and the sum that were approved."""
        if head["count"] != self.number:
            self.problems.add("count", found=self.number, expected=head["count"])
        if head["total"] != self.total:
            self.problems.add("total", found=self.total, expected=head["total"])

    def _count(self, row):
        """Judge and add up one payment, apart from how it is written."""
        self.number += 1
        limit = self.layout.max_lines
        if limit and self.number == limit + 1:
            self.problems.add("too_many_lines", limit=limit)
        reference = row.get("reference")
        if reference:
            self.references.add(reference, self.number)
        amount = row.get("amount")
        if amount is not None and amount.is_finite() and amount > 0:
            self.total += amount
        else:
            self._refuse("amount_not_positive", row)

    def _payment(self, row):
        """Count a payment and return its line."""
        self._count(row)
        if self.pattern:
            text = self.layout.delimiter.join([get(row) for get in self.getters])
            if self.pattern.fullmatch(text):
                return text
        return self._line(self.layout.detail, row)

    def _getter(self, column):
        """Return the function that gives a column's text without judging it."""
        key = column.key
        if not key:
            return lambda row: column.constant
        if key == "sequence":
            return lambda row: str(self.number)
        if key == "amount":
            return lambda row: self._amount(row.get(key) or Decimal(0)) or ""
        if key == "date":
            return lambda row: self._date(row[key]) if row.get(key) else ""
        if key == "other_bank":
            return lambda row: "1" if row.get(key) else "0"
        return lambda row: row.get(key) or ""

    def _line(self, columns, row):
        """Return one line as text."""
        layout = self.layout
        cells = [self._cell(column, row) for column in columns]
        if layout.quoting:
            cells = [self._quoted(cell) for cell in cells]
        text = layout.delimiter.join(cells)
        if not layout.quoting and text.count(layout.delimiter) != len(cells) - 1:
            self._blame(columns, cells, row, "delimiter_inside")
        if self.control.search(text):
            self._blame(columns, cells, row, "control_sign")
        return text

    def _cell(self, column, row):
        """Return one value as text, and refuse what the column can't carry."""
        key = column.key
        if not key:
            text = column.constant
        elif key == "sequence":
            text = str(self.number)
        else:
            text = self._text(key, row)
            if not text and column.required:
                self._refuse("required", row, field=key)
        if column.max_length:
            if len(text) > column.max_length:
                self._refuse("too_long", row, field=key, limit=column.max_length)
            if column.pad == "zero":
                text = text.rjust(column.max_length, "0")
            elif column.pad:
                text = text.ljust(column.max_length)
        return text

    def _text(self, key, row):
        """Return the value of a key as this format writes it."""
        value = row.get(key)
        if value is None:
            return ""
        if key in AMOUNT_KEYS:
            text = self._amount(value)
            if text is None:
                self._refuse("amount_cents", row, field=key)
            return text or "0"
        if key in COUNT_KEYS:
            return str(value)
        if key == "other_bank":
            return "1" if value else "0"
        if isinstance(value, date):
            return self._date(value)
        if value != value.strip():
            self._refuse("spaces_around", row, field=key)
        if key == "account" and self.layout.account_digits:
            if not ACCOUNT.fullmatch(value):
                self._refuse("account_digits", row)
        return value

    def _amount_text(self, value):
        """Return an amount in the format's unit, None if it has parts of a fen."""
        if not value.is_finite() or value != round(value, 2):
            return None
        if self.layout.amount_unit == "fen":
            return f"{value * 100:.0f}"
        return f"{value:.2f}"

    def _quoted(self, text):
        """Return a value in quotes where CSV asks for them."""
        if self.layout.delimiter in text or '"' in text:
            return '"' + text.replace('"', '""') + '"'
        return text

    def _blame(self, columns, cells, row, key):
        """Refuse each value that holds a sign which no value may hold."""
        for column, cell in zip(columns, cells, strict=True):
            if key == "delimiter_inside":
                guilty = self.layout.delimiter in cell
            else:
                guilty = self.control.search(cell)
            if guilty:
                self._refuse(key, row, field=column.key)

    def _encode(self, chunk):
        """Write lines, and refuse signs that the encoding lacks."""
        if not chunk:
            return
        end = self.layout.line_end
        try:
            self.content.write((end.join(chunk) + end).encode(self.encoding))
        except UnicodeEncodeError:
            first = self.number - len(chunk) + 1
            for number, text in enumerate(chunk, first):
                try:
                    text.encode(self.encoding)
                except UnicodeEncodeError as error:
                    line = number if self.in_detail else None
                    sign = text[error.start]
                    self.problems.add("sign_not_in_encoding", line, sign=_named(sign))

    def _refuse(self, key, row, **params):
        """Note a problem of a payment, or of the head."""
        if self.in_detail:
            params["reference"] = row.get("reference") or ""
        self.problems.add(key, self.number if self.in_detail else None, **params)


def _named(sign):
    r"""Return a sign with its code point; half a sign (a surrogate) by code only.

    >>> _named("𠮷"), _named("\ud842")
    ('𠮷 (U+20BB7)', 'U+D842')
    """
    code = f"U+{ord(sign):04X}"
    return f"{sign} ({code})" if sign.isprintable() else code
