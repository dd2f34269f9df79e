"""Blank forms as workbooks: looked through, filled, and read back.

Pure Python over openpyxl. Only values are set: styles, merged cells, formulas,
widths, protection and print settings stay as they came.
"""

import decimal
import io
import re
import zipfile

import openpyxl
from openpyxl.cell.cell import MergedCell
from openpyxl.cell.rich_text import CellRichText
from openpyxl.utils import (
    column_index_from_string,
    get_column_letter,
    range_boundaries,
)
from openpyxl.utils.exceptions import InvalidFileException

from odoo.addons.civil_base.tools.text import is_number

from . import arithmetic
from .fault import Fault

_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_ADDRESS = re.compile(r"\$?([A-Za-z]{1,3})\$?([1-9][0-9]{0,6})")
_SHAPE = re.compile(rb"<(\w+:)?(sp|cxnSp|grpSp|graphicFrame)[ >]")
_LAST_COLUMN, _LAST_ROW = 16384, 1048576
#: How many cells formulas may lead through, one to the next.
_DEEPEST = 100
#: How many cells one sum may add.
_WIDEST = 100000


def open_book(content):
    """Return the workbook that bytes hold.

    :raises Fault: ``xls``, ``encrypted``, ``macros``, ``drawings`` or ``damaged``
    """
    # An old workbook and one with a password come in the same container.
    if content.startswith(_OLE):
        raise Fault("encrypted" if _ENCRYPTED in content else "xls")
    if not content.startswith(_ZIP):
        raise Fault("damaged")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            _refuse_parts(parts)
        return openpyxl.load_workbook(io.BytesIO(content), rich_text=True)
    except (
        zipfile.BadZipFile,
        InvalidFileException,
        KeyError,
        ValueError,
        TypeError,
        OSError,
        SyntaxError,
    ) as error:
        raise Fault("damaged") from error


def _refuse_parts(parts):
    """Refuse what wouldn't come out as it went in: pictures do, shapes don't."""
    names = parts.namelist()
    if any(name.endswith("vbaProject.bin") for name in names):
        raise Fault("macros")
    drawings = [name for name in names if name.startswith("xl/drawings/drawing")]
    if any(name.startswith("xl/charts/") for name in names) or any(
        _SHAPE.search(parts.read(name)) for name in drawings
    ):
        raise Fault("drawings")


def save_book(book):
    """Return the bytes of a workbook whose formulas are computed when it is opened."""
    book.calculation.fullCalcOnLoad = True
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def split_address(address):
    """Return ``(column number, row number)`` of an address, or None.

    >>> split_address("b5"), split_address("$C$7"), split_address("5B")
    ((2, 5), (3, 7), None)
    >>> split_address("XFE1") is split_address("A1048577") is None
    True
    """
    found = _ADDRESS.fullmatch((address or "").strip())
    if not found:
        return None
    column, row = column_index_from_string(found[1].upper()), int(found[2])
    return (column, row) if column <= _LAST_COLUMN and row <= _LAST_ROW else None


def place(book, sheet, address):
    """Return the address where a value for ``address`` goes: of merged cells the first.

    :raises Fault: ``sheet`` (sheet, known), ``address``, ``outside``, ``formula`` or
        ``locked`` (sheet, address)
    """
    if sheet not in book.sheetnames:
        raise Fault("sheet", sheet=sheet, known=", ".join(book.sheetnames))
    page = book[sheet]
    found = split_address(address)
    if not found:
        raise Fault("address", sheet=sheet, address=address)
    column, row = found
    if column > page.max_column or row > page.max_row:
        raise Fault("outside", sheet=sheet, address=address, last=page.dimensions)
    for merged in page.merged_cells.ranges:
        if merged.min_col <= column <= merged.max_col:
            if merged.min_row <= row <= merged.max_row:
                column, row = merged.min_col, merged.min_row
    address = f"{get_column_letter(column)}{row}"
    cell = page[address]
    if cell.data_type == "f":
        raise Fault("formula", sheet=sheet, address=address)
    if page.protection.sheet and cell.protection.locked:
        raise Fault("locked", sheet=sheet, address=address)
    return address


def put(book, sheet, address, value):
    """Set the value of a cell; Decimals go in as numbers."""
    if isinstance(value, decimal.Decimal):
        whole = value == value.to_integral_value()
        value = int(value) if whole else float(value)
    book[sheet][address] = value


def names_below(book, sheet, address, name_column):
    """Return ``[(row, name)]`` of the names that stand beside a block of cells.

    It goes down from the row of ``address`` through the column of names and ends at
    the first row without a name.

    :raises Fault: ``column``
    """
    letter = (name_column or "").strip().upper()
    if not re.fullmatch(r"[A-Z]{1,3}", letter):
        raise Fault("column", column=name_column)
    page, (_column, row) = book[sheet], split_address(address)
    found = []
    while row <= page.max_row:
        value = page[f"{letter}{row}"].value
        if value is None or not str(value).strip():
            break
        found.append((row, str(value).strip()))
        row += 1
    return found


class Reader:
    """Reads numbers of a filled workbook, its formulas included.

    Formulas are understood as far as :mod:`arithmetic` goes; what goes beyond raises
    a Fault, and so whoever asks can say that it isn't judged.
    """

    def __init__(self, book, home):
        self._book = book
        self._home = home
        self._open = []

    def value(self, name):
        """Return the Decimal of a cell, or the list of a range such as ``A1:A9``.

        :raises Fault: ``sheet``, ``address``, ``text``, ``cycle`` or ``formula``
        """
        sheet, _sign, address = name.rpartition("!")
        sheet = sheet.strip("'") or self._home
        if sheet not in self._book.sheetnames:
            raise Fault("sheet", sheet=sheet, known=", ".join(self._book.sheetnames))
        if ":" in address:
            return self._range(sheet, address)
        found = split_address(address)
        if not found:
            raise Fault("address", sheet=sheet, address=address)
        return self._cell(sheet, *found)

    def _range(self, sheet, address):
        if not all(map(split_address, address.split(":"))):
            raise Fault("address", sheet=sheet, address=address)
        left, top, right, bottom = range_boundaries(address.replace("$", "").upper())
        if (right - left + 1) * (bottom - top + 1) > _WIDEST:
            raise Fault("address", sheet=sheet, address=address)
        cells = [
            (column, row)
            for row in range(top, bottom + 1)
            for column in range(left, right + 1)
        ]
        # As in a spreadsheet, a sum passes over words.
        return [
            self._cell(sheet, *cell) for cell in cells if not self._is_text(sheet, cell)
        ]

    def _is_text(self, sheet, cell):
        column, row = cell
        found = self._book[sheet].cell(row, column)
        return found.data_type != "f" and isinstance(found.value, (str, CellRichText))

    def _cell(self, sheet, column, row):
        cell = self._book[sheet].cell(row, column)
        value, address = cell.value, cell.coordinate
        if value is None:
            return decimal.Decimal(0)
        if cell.data_type == "f":
            if not isinstance(value, str):
                raise Fault("formula_unread", sheet=sheet, address=address)
            return self._formula(sheet, address, value[1:])
        if is_number(value):
            return decimal.Decimal(str(value))
        raise Fault("text", sheet=sheet, address=address)

    def _formula(self, sheet, address, text):
        key, home = (sheet, address), self._home
        if key in self._open or len(self._open) > _DEEPEST:
            raise Fault("cycle", sheet=sheet, address=address)
        self._open.append(key)
        self._home = sheet
        try:
            return arithmetic.evaluate(arithmetic.parse(text), self.value)
        except Fault as fault:
            if fault.key in ("sign", "end", "depth", "empty", "address"):
                raise Fault("formula_unread", sheet=sheet, address=address) from fault
            raise
        finally:
            self._home = home
            self._open.pop()


def proposals(book, limit=1000):
    """Yield ``(sheet, address, left, above)`` of the cells that want a figure.

    They are empty, framed, may be filled, and have a word to the left or above; both
    come as ``(word, column letter)`` or None.
    """
    count = 0
    for page in book.worksheets:
        for row in page.iter_rows():
            for cell in row:
                if count >= limit:
                    return
                if not _wants_value(page, cell):
                    continue
                left, above = _words(page, cell)
                if left or above:
                    count += 1
                    yield page.title, cell.coordinate, left, above


def _wants_value(page, cell):
    if isinstance(cell, MergedCell) or cell.value is not None:
        return False
    if page.protection.sheet and cell.protection.locked:
        return False
    border = cell.border
    return bool(border and border.left and border.left.style and border.top.style)


def _words(page, cell):
    left = _word(page.cell(cell.row, at) for at in range(cell.column - 1, 0, -1))
    above = _word(page.cell(at, cell.column) for at in range(cell.row - 1, 0, -1))
    return left, above


def _word(cells):
    """Return the nearest text on the way out from a cell, with its column."""
    for cell in cells:
        value = cell.value
        if cell.data_type != "f" and isinstance(value, (str, CellRichText)):
            return " ".join(str(value).split()), cell.column_letter
    return None
