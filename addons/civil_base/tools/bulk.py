"""Many rows into a table with one statement."""

import io
import json

#: How many characters the stream hands to the database at a time.
_CHUNK = 1 << 16
_ENCODE = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
_ESCAPES = str.maketrans(
    {"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r", "\0": None}
)


def _text(value):
    """Write one value in PostgreSQL's COPY text format."""
    if value is None:
        return "\\N"
    if value is True:
        return "t"
    if value is False:
        return "f"
    if isinstance(value, (dict, list, tuple)):
        value = _ENCODE(value)
    text = str(value)
    if "\\" in text or not text.isprintable():
        return text.translate(_ESCAPES)
    return text


class _RowStream(io.TextIOBase):
    """A readable file over rows that are made while they are read."""

    def __init__(self, rows):
        self._rows = iter(rows)
        self._rest = ""
        self.count = 0

    def readable(self):
        """Tell that the stream can be read."""
        return True

    def read(self, size=-1):  # pylint: disable=method-required-super
        """Return up to ``size`` characters of the next rows."""
        parts, length = [self._rest], len(self._rest)
        wanted = _CHUNK if size is None or size < 0 else size
        while length < wanted:
            row = next(self._rows, None)
            if row is None:
                break
            line = "\t".join(map(_text, row)) + "\n"
            self.count += 1
            parts.append(line)
            length += len(line)
        text = "".join(parts)
        self._rest = text[wanted:]
        return text[:wanted]


def copy_rows(cr, table, columns, rows):
    """Insert ``rows`` into ``table`` with one COPY statement; return how many.

    :param cr: Odoo's cursor
    :param str table: table name
    :param columns: column names, as many as each row has values
    :param rows: iterable of sequences; dicts and lists go into json columns

    Defaults, computed fields and access rights are the caller's business:
    every stored column has to be among ``columns``.
    """
    names = ", ".join(f'"{column}"' for column in columns)
    stream = _RowStream(rows)
    cr.copy_expert(f'COPY "{table}" ({names}) FROM STDIN', stream)
    return stream.count
