# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""From a field's text in a bank's file to its value, strictly."""

import re
from datetime import datetime
from decimal import Decimal
from functools import lru_cache, partial

from .bank_layout import AMOUNT_KEYS, COUNT_KEYS, HEAD_KEYS, LINE_KEYS
from .bank_pattern import WHOLE, YUAN

_YUAN = re.compile(YUAN)
_WHOLE = re.compile(WHOLE)


class Refused(Exception):
    """A value that the format doesn't know."""

    def __init__(self, key, **params):
        self.key, self.params = key, params
        super().__init__(key)


class Values:
    """Reads the values of one format; ``convert`` holds a function for each key.

    >>> from .bank_layout import Format
    >>> convert = Values(Format("result", (), amount_unit="fen")).convert
    >>> convert["amount"]("7000"), convert["date"]("20240310"), convert["count"]("")
    (Decimal('70.00'), datetime.date(2024, 3, 10), None)
    """

    def __init__(self, layout):
        self.layout = layout
        self.convert = {key: self._converter(key) for key in {*HEAD_KEYS, *LINE_KEYS}}

    def _converter(self, key):
        """Return the function that makes a value of a text."""
        if key == "status":
            return self._read_status
        if key == "date":
            return lru_cache(1024)(self._read_date)
        if key in AMOUNT_KEYS:
            return lru_cache(65536)(partial(self._read_amount, key))
        return partial(self._read_count, key) if key in COUNT_KEYS else str

    def _read_status(self, cell):
        """Return the outcome of the bank's code."""
        try:
            return self.layout.statuses[cell]
        except KeyError as error:
            raise Refused("status_unknown", found=cell[:20]) from error

    def _read_count(self, key, cell):
        """Return a whole number, None for a blank."""
        if cell and not _WHOLE.fullmatch(cell):
            raise Refused("number_read", field=key)
        return int(cell) if cell else None

    def _read_amount(self, key, cell):
        """Return an amount in yuan, None for a blank."""
        if not cell:
            return None
        fen = self.layout.amount_unit == "fen"
        if not (_WHOLE if fen else _YUAN).fullmatch(cell):
            raise Refused("amount_read", field=key)
        return Decimal(cell).scaleb(-2) if fen else Decimal(cell)

    def _read_date(self, cell):
        """Return a date written exactly as agreed, None for a blank."""
        if not cell:
            return None
        try:
            moment = datetime.strptime(cell, self.layout.date_format)
        except ValueError as error:
            raise Refused("date_read", field="date") from error
        if moment.strftime(self.layout.date_format) != cell:
            raise Refused("date_read", field="date")
        return moment.date()
