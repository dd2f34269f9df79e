"""Reading workbooks and text files as rows of cells.

Pure Python: no database, no Odoo. Faults carry a key and parameters, so that
whoever knows the reader's language can make the sentence.
"""

import codecs
import csv
import dataclasses
import datetime
import io
import re

import python_calamine

_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DELIMITERS = ",\t;|"
_FORMULA_TEXT = re.compile(r'="([^"]*)"')


class Fault(Exception):
    """Something is wrong with a file; ``key`` and ``params`` say what."""

    def __init__(self, key, **params):
        super().__init__(key, params)
        self.key = key
        self.params = params


class FileUnreadable(Fault):
    """The file is no workbook and no text: ``empty``, ``damaged``, ``encrypted``,
    ``html`` or ``encoding``."""


@dataclasses.dataclass
class Sheet:
    """A sheet: its name and its rows from the first on, blank cells as None."""

    name: str
    rows: list


def read_sheets(content, filename=""):
    """Return the sheets of a file that have anything in them.

    What the file is follows from its first bytes, not from its name.

    :param bytes content: .xlsx, .xls, .ods, or text with separators in UTF-8,
        UTF-16 or GB18030
    :param str filename: gives the sheet of a text file its name
    :raises FileUnreadable: it is none of these
    """
    if not content.strip(b"\0 \r\n\t"):
        raise FileUnreadable("empty")
    if content.startswith((_ZIP, _OLE)):
        sheets = _read_workbook(content)
    else:
        sheets = [Sheet(filename.rsplit(".", 1)[0], _read_text(content))]
    sheets = [sheet for sheet in sheets if any(map(any, sheet.rows))]
    if not sheets:
        raise FileUnreadable("empty")
    return sheets


def _read_workbook(content):
    try:
        book = python_calamine.load_workbook(io.BytesIO(content))
        return [
            Sheet(name, _read_rows(book.get_sheet_by_name(name)))
            for name in book.sheet_names
        ]
    except python_calamine.PasswordError as error:
        raise FileUnreadable("encrypted") from error
    except (python_calamine.CalamineError, OSError, ValueError) as error:
        raise FileUnreadable("damaged") from error


def _read_rows(sheet):
    return [
        [_cell(value) for value in row]
        for row in sheet.to_python(skip_empty_area=False)
    ]


def _cell(value):
    if isinstance(value, str):
        return value.replace("\0", "") or None
    if isinstance(value, (datetime.time, datetime.timedelta)):
        return str(value)
    return value


def _read_text(content):
    text = _decode(content)
    if text.lstrip()[:1] == "<":
        raise FileUnreadable("html")
    lines = text.splitlines(keepends=True)
    reader = csv.reader(lines, delimiter=_delimiter(lines))
    try:
        return [[_text_cell(value) for value in row] for row in reader]
    except csv.Error as error:
        raise FileUnreadable("damaged") from error


def _text_cell(value):
    if found := _FORMULA_TEXT.fullmatch(value):
        value = found[1]
    return _cell(value)


def _decode(content):
    for bom, encoding in _BOMS:
        if content.startswith(bom):
            encodings = [encoding]
            break
    else:
        encodings = ["utf-8", "gb18030"]
    for encoding in encodings:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise FileUnreadable("encoding")


def _delimiter(lines):
    """Return the separator that divides most lines into most cells."""
    sample = [line for line in lines[:50] if line.strip()]
    return max(_DELIMITERS, key=lambda sign: sum(line.count(sign) for line in sample))
