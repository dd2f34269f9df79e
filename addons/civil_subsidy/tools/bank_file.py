# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Files exchanged with an agent bank: what the rest of the suite uses.

``Format`` and ``Column`` describe a file, ``render`` writes a request,
``read_result`` reads the answer, strictly; ``parse_result`` and ``compare`` are
its two halves. Everything wrong is a ``Problem`` with a key.
"""

from .bank_compare import compare, read_result
from .bank_layout import (
    AMOUNT_KEYS,
    HEAD_KEYS,
    LINE_KEYS,
    NUMBER_KEYS,
    OUTCOMES,
    BankFileError,
    Column,
    Format,
    Problem,
    format_problems,
)
from .bank_request import render
from .bank_result import Result, ResultLine, parse_result

__all__ = [
    "AMOUNT_KEYS",
    "HEAD_KEYS",
    "LINE_KEYS",
    "NUMBER_KEYS",
    "OUTCOMES",
    "BankFileError",
    "Column",
    "Format",
    "Problem",
    "Result",
    "ResultLine",
    "compare",
    "format_problems",
    "parse_result",
    "read_result",
    "render",
]
