"""Tables in the workbooks and text files that people send in.

Around the table stand titles, units, totals and signatures; its columns come in
any order. Pure Python: no database, no Odoo.
"""

import dataclasses
import re

from .sheets import Fault, FileUnreadable, Sheet, read_sheets
from .text import clean

__all__ = [
    "Column",
    "Fault",
    "FileUnreadable",
    "Row",
    "Sheet",
    "Table",
    "TableNotFound",
    "find_table",
    "heading",
    "read_sheets",
]

#: How far down the sheet a header is looked for.
_HEADER_DEPTH = 60

_ANNOTATION = re.compile(r"[(\[【][^)\]】]*[)\]】]$")

#: The first cell of a row that adds up the rows above it, for certain ...
_TOTAL = re.compile(r"(本页|本月|全部)?(合计|小计|总计|共计|累计)[::]?")
#: ... or if the row lacks something.
_PARTIAL_TOTAL = re.compile(
    r".{0,12}(合计|小计|总计|共计|累计)[::]?[\d,.]*(人|户|元|条|名|笔)?"
)
#: The first cell of a row that is signed or that explains.
_SIGNATURE = re.compile(
    r"(填表|制表|填报|审核|复核|审批|经办|单位|分管|主管|财务|联系|部门|镇街|街道)?"
    r"(人|员|领导|负责人|单位|电话|日期|时间|签字|盖章|签章|制表|填表|审核|审批|备注|说明|注)"
    r"(员|人|签字|签章|盖章|\(.{0,8}\))*:.*"
)


class TableNotFound(Fault):
    """No row of the sheet has all the required headings.

    ``sheet`` and ``missing`` (labels) are in ``params``.
    """


@dataclasses.dataclass(frozen=True)
class Column:
    """A column that is looked for.

    :param key: how the program calls it
    :param labels: the headings under which it appears, the usual one first
    :param required: whether there is no table without it
    """

    key: str
    labels: tuple
    required: bool = True

    @property
    def label(self):
        """The usual heading."""
        return self.labels[0]


@dataclasses.dataclass(slots=True)
class Row:
    """A row of a table.

    :param number: its number in the sheet, counted from 1
    :param cells: the raw cell of every column that the table has, by key
    :param values: all raw cells from the left, also of unknown columns
    """

    number: int
    cells: dict
    values: list


@dataclasses.dataclass
class Table:
    """A table found in a sheet.

    :param header_row: number of the row with the headings, from 1
    :param above: raw rows above it: title, unit, month
    :param columns: position by key of the columns found, from 0
    :param headers: all headings from the left, as they stand there
    :param rows: the data rows
    """

    header_row: int
    above: list
    columns: dict
    headers: list
    rows: list


def heading(value):
    """Return a heading as it is compared: no spaces, no marks, lower case.

    >>> heading(" *身份\\n证号 "), heading("金额（元）")
    ('身份证号', '金额')
    """
    text = _bare(value)
    return _ANNOTATION.sub("", text) or text


def _bare(value):
    """Return a heading with its annotation: units, hints."""
    return clean(value).replace(" ", "").strip("*:").lower()


def find_table(sheet, columns):
    """Return the table of a sheet, by its headings.

    The header is the first row that has all required columns. Below it, empty
    rows, repeated headers, totals and signatures are left out.

    :param Sheet sheet: where to look
    :param columns: the Columns to look for
    :raises TableNotFound: names the columns that the most promising row lacks
    """
    best = {}
    for index, row in enumerate(sheet.rows[:_HEADER_DEPTH]):
        found = _match_header(row, columns)
        if all(column.key in found for column in columns if column.required):
            return _cut_table(sheet, index, found, columns)
        best = max(best, found, key=len)
    missing = [c.label for c in columns if c.required and c.key not in best]
    raise TableNotFound("missing_columns", sheet=sheet.name, missing=missing)


def _match_header(row, columns):
    """Return the positions of the columns that the row names, by key."""
    texts = {}
    for position, value in enumerate(row):
        if isinstance(value, str):
            texts.setdefault(_bare(value), position)
    for text, position in list(texts.items()):
        texts.setdefault(_ANNOTATION.sub("", text), position)
    found = {}
    for column in columns:
        for label in column.labels:
            position = texts.get(_bare(label))
            if position is None:
                position = texts.get(heading(label))
            if position is not None and position not in found.values():
                found[column.key] = position
                break
    return found


def _cut_table(sheet, index, found, columns):
    header = sheet.rows[index]
    required = [found[column.key] for column in columns if column.required]
    rows = []
    for number, values in enumerate(sheet.rows[index + 1 :], start=index + 2):
        cells = {
            key: values[position] if position < len(values) else None
            for key, position in found.items()
        }
        if all(map(_is_blank, cells.values())):
            continue
        if _is_around(values, header, required, found):
            continue
        rows.append(Row(number, cells, values))
    headers = [clean(value) for value in header]
    return Table(index + 1, sheet.rows[:index], found, headers, rows)


def _is_blank(value):
    return value is None or (isinstance(value, str) and not clean(value))


def _is_around(values, header, required, found):
    """Tell whether a row repeats the header, adds up or is signed.

    A signature leaves required cells empty; a row that fills them all is data,
    unless its first cell says nothing but "total".
    """
    first = next((value for value in values if not _is_blank(value)), None)
    text = clean(first).replace(" ", "") if isinstance(first, str) else ""
    if _TOTAL.fullmatch(text):
        return True
    width = len(values)
    if all(pos < width and not _is_blank(values[pos]) for pos in required):
        pairs = [(values[pos], header[pos]) for pos in found.values() if pos < width]
        return all(
            isinstance(value, str) and heading(value) == heading(title)
            for value, title in pairs
        )
    return bool(_PARTIAL_TOTAL.fullmatch(text) or _SIGNATURE.fullmatch(text))
