# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Reads the file in which an agent bank says what became of a batch.

Reading is strict: what isn't written as the format says is a problem, and so is a
header that isn't true to its lines. Whether the file answers what was sent is
judged by ``bank_compare``.

The file's name is judged only where the file itself carries no batch number:
people rename what they download.
"""

import csv
import re
from dataclasses import dataclass, field
from decimal import Decimal
from operator import itemgetter
from typing import NamedTuple

from .bank_layout import (
    OUTCOMES,
    Format,
    Problem,
    Problems,
    control_signs,
    places_of_file_name,
)
from .bank_pattern import detail_pattern
from .bank_text import decode, split
from .bank_value import Refused, Values


class ResultLine(NamedTuple):
    """What the bank says about one payment.

    ``number`` is the line of the file, ``status`` one of paid, failed, pending,
    ``amount`` in yuan. What the format doesn't hold is None.
    """

    number: int
    amount: Decimal
    status: str
    sequence: int | None = None
    reference: str | None = None
    account: str | None = None
    holder: str | None = None
    code: str | None = None
    reason: str | None = None
    serial: str | None = None
    date: object | None = None


_ANSWERS = ResultLine._fields[1:]


@dataclass
class Result:
    """A result file as read.

    ``readable`` is false if it isn't written as the format says: its lines are
    then incomplete. ``foreign_encoding`` names the encoding in which it seems to
    be written although the agreed one can read it too.
    """

    layout: Format
    head: dict = field(default_factory=dict)
    lines: list = field(default_factory=list)
    problems: list = field(default_factory=list)
    readable: bool = True
    foreign_encoding: str | None = None

    def encoding_problem(self):
        """Return the problem of a file that is written in another encoding."""
        expected = self.layout.encoding.upper()
        found = self.foreign_encoding.upper()
        return Problem("encoding", None, {"found": found, "expected": expected})


def parse_result(layout, content, filename):
    """Return the :class:`Result` in a file; what is wrong stands in its problems.

    >>> from .bank_layout import Column
    >>> layout = Format("result", statuses={"S": "paid", "F": "failed"}, detail=(
    ...     Column("reference"), Column("amount"), Column("status")))
    >>> result = parse_result(layout, b"P1|70.00|S\\r\\nP2|70.00|F\\r\\n", "a.txt")
    >>> [(line.reference, line.status) for line in result.lines]
    [('P1', 'paid'), ('P2', 'failed')]
    >>> parse_result(layout, b"P1|70.00|S\\r\\nP2|70.0", "a.txt").problems
    [Problem(key='truncated', line=2, params={})]
    """
    problems = Problems()
    result = Result(layout)
    text, result.foreign_encoding = decode(layout, content, problems)
    if not problems:
        rows = split(layout, text, problems)
    if not problems:
        _Reader(layout, result, problems).read(rows)
    if problems:
        result.readable = False
        if result.foreign_encoding:
            problems = Problems([result.encoding_problem()])
    elif "batch" not in result.head:
        # what the file itself says comes before what its name says
        result.head = {**places_of_file_name(layout, filename), **result.head}
        if not result.head.get("batch"):
            problems.add("file_name", pattern=layout.file_name)
            result.readable = False
    if result.readable:
        _add_up(result, problems)
    result.problems = problems.closed()
    return result


class _Reader:
    """Reads the rows of one file."""

    def __init__(self, layout, result, problems):
        self.layout = layout
        self.result = result
        self.problems = problems
        self.control = control_signs(layout)
        self.convert = Values(layout).convert

    def read(self, rows):
        """Read header, trailer and lines into the result."""
        layout, first, last = self.layout, 0, len(rows)
        if layout.header:
            self._read_head("header", rows[0], 1)
            first = 1
        if layout.trailer:
            last -= 1
            if last < first:
                self.problems.add("trailer_missing")
                return
            self._read_head("trailer", rows[last], last + 1)
        if not self.problems and first == last:
            self.problems.add("no_result_lines")
        if not self.problems:
            self._read_lines(rows, first, last)

    def _read_head(self, section, row, number):
        """Read header or trailer."""
        columns = getattr(self.layout, section)
        mark = columns[0].constant
        if mark and row.split(self.layout.delimiter, 1)[0].strip('"') != mark:
            self.problems.add(f"{section}_missing", number)
            return
        try:
            cells = self._cells(row, len(columns))
            for column, cell in zip(columns, cells, strict=True):
                value = self._value(column, cell)
                if column.key and self.result.head.setdefault(column.key, value) != (
                    value
                ):
                    self.problems.add("trailer_differs", number, field=column.key)
        except Refused as refused:
            if refused.key == "constant":
                self.problems.add(f"{section}_missing", number)
            else:
                self.problems.add(refused.key, number, **refused.params)

    def _read_lines(self, rows, first, last):
        """Read the lines of payments."""
        columns = self.layout.detail
        pattern = detail_pattern(self.layout)
        keys = [column.key for column in columns if column.key]
        converters = [self.convert[key] for key in keys]
        # the values in the order of a ResultLine; what isn't there is None
        places = [keys.index(key) if key in keys else -1 for key in _ANSWERS]
        in_order = itemgetter(*places)
        for number in range(first, last):
            try:
                match = pattern and pattern.fullmatch(rows[number])
                if match:
                    texts = match.groups(default="")
                    values = [
                        convert(text)
                        for convert, text in zip(converters, texts, strict=True)
                    ]
                else:
                    values = self._values(columns, rows[number])
                values.append(None)
                line = ResultLine(number + 1, *in_order(values))
                if not line.amount or line.amount < 0:
                    raise Refused("amount_not_positive", reference="")
                self.result.lines.append(line)
            except Refused as refused:
                key = "line_kind" if refused.key == "constant" else refused.key
                self.problems.add(key, number + 1, **refused.params)

    def _values(self, columns, row):
        """Return the values of a row that has to be judged field by field."""
        cells = self._cells(row, len(columns))
        values = map(self._value, columns, cells)
        return [
            value for column, value in zip(columns, values, strict=True) if column.key
        ]

    def _cells(self, row, count):
        """Return the fields of a row."""
        if self.control.search(row):
            raise Refused("control_sign_read")
        if self.layout.quoting and '"' in row:
            try:
                reader = csv.reader([row], delimiter=self.layout.delimiter, strict=True)
                cells = next(reader)
            except csv.Error as error:
                raise Refused("quotes") from error
        else:
            cells = row.split(self.layout.delimiter)
        if len(cells) != count:
            raise Refused("fields", found=len(cells), expected=count)
        return cells

    def _value(self, column, cell):
        """Return the value of a field."""
        key = column.key
        if not key:
            if cell.rstrip(" ") != column.constant.rstrip(" "):
                raise Refused("constant")
            return cell
        if column.pad == "space":
            cell = cell.rstrip(" ")
        elif column.pad == "zero":
            # keep the zero before a decimal point
            cell = re.sub("^0+(?=[0-9])", "", cell)
        if column.max_length and len(cell) > column.max_length:
            raise Refused("too_long_read", field=key, limit=column.max_length)
        if not cell and column.required:
            raise Refused("required_read", field=key)
        return self.convert[key](cell)


def _add_up(result, problems):
    """Compare what the header says with the lines."""
    sums = dict.fromkeys(OUTCOMES, Decimal(0))
    counts = dict.fromkeys(OUTCOMES, 0)
    for amount, status in map(itemgetter(1, 2), result.lines):
        counts[status] += 1
        sums[status] += amount
    true = {"count": len(result.lines), "total": sum(sums.values())}
    for outcome in OUTCOMES:
        true[f"{outcome}_count"] = counts[outcome]
        true[f"{outcome}_total"] = sums[outcome]
    for key, expected in true.items():
        found = result.head.get(key)
        if found is not None and found != expected:
            problems.add("sum", None, field=key, found=found, expected=expected)
