"""What a file to or from the finance bureau looks like, as data.

Pure Python: no database, no Odoo. A :class:`Layout` says how a file is written and
which columns it has; what a column holds is one of the named values of its direction,
never a path into the database.
"""

import re
from collections import Counter
from dataclasses import dataclass, field
from types import MappingProxyType

from odoo.addons.civil_base.tools.text import clean
from odoo.addons.civil_subsidy.tools.bank_layout import Problems

#: The named values of each direction.
KEYS = {
    "applications": (
        "sequence",
        "application_number",
        "application_date",
        "document_number",
        "indicator_number",
        "year",
        "project_code",
        "project_name",
        "function_code",
        "function_name",
        "department_economic_code",
        "department_economic_name",
        "government_economic_code",
        "government_economic_name",
        "fund_nature",
        "is_direct",
        "payee",
        "payee_bank",
        "payee_account",
        "amount",
        "program",
        "month",
        "purpose",
    ),
    "vouchers": (
        "sequence",
        "voucher_date",
        "voucher_type",
        "voucher_number",
        "month_number",
        "line_number",
        "summary",
        "ledger",
        "account_code",
        "account_name",
        "debit",
        "credit",
        "function_code",
        "function_name",
        "department_economic_code",
        "department_economic_name",
        "project_code",
        "project_name",
        "fund_name",
        "expenditure_name",
        "program",
        "partner",
        "dimensions",
        "enclosures",
    ),
    "payments": (
        "application_number",
        "voucher_number",
        "pay_date",
        "amount",
        "status",
        "reason",
    ),
}
#: What a layout can't do without.
NEEDED = {
    "applications": ("application_number", "amount"),
    "vouchers": ("voucher_number", "account_code", "debit", "credit"),
    "payments": ("application_number", "voucher_number", "pay_date", "amount"),
}
DATE_KEYS = frozenset(("application_date", "voucher_date", "pay_date"))
AMOUNT_KEYS = frozenset(("amount", "debit", "credit"))
#: Values for which the finance bureau has words of its own.
WORDS = {
    "status": ("paid", "rejected"),
    "fund_nature": ("general", "government_fund", "state_capital", "special_account"),
    "is_direct": ("yes", "no"),
    "ledger": ("financial", "budget"),
}
#: A sign that stands between columns and in no value.
_SEPARATOR = re.compile(r"[^\w.\-\" :/\r\n]")


class LayoutError(Exception):
    """A file that can't be written, or must not be taken, and why."""

    def __init__(self, problems):
        self.problems = list(problems)
        super().__init__(", ".join(problem.key for problem in self.problems))


@dataclass(frozen=True)
class Column:
    """A column of a file: a named value, or text that is always the same.

    :param decimals: of an amount; one that has more is refused, never rounded
    :param width: most characters, 0 for no limit
    """

    heading: str
    key: str = ""
    constant: str = ""
    required: bool = True
    date_format: str = "%Y-%m-%d"
    decimals: int = 2
    width: int = 0


@dataclass(frozen=True)
class Layout:
    """How the files of one direction are written.

    :param kind: ``xlsx``, ``csv`` or ``text`` (with a separator, without quotes)
    :param encoding: of text that is written; text that comes in may be in UTF-8 or
        GB18030
    :param sheet: of a workbook; the first one if empty
    :param first_row: from 1: where the headings stand, or the first line without them
    :param words: ``{(key, value): (word, …)}``, the word that is written first
    """

    direction: str
    kind: str
    columns: tuple[Column, ...]
    encoding: str = "utf-8-sig"
    separator: str = "|"
    sheet: str = ""
    first_row: int = 1
    headings: bool = True
    words: MappingProxyType | dict = field(default_factory=dict)

    def keys(self):
        """The named values that the layout has."""
        return [column.key for column in self.columns if column.key]

    def positions(self):
        """The named values from the left; what has none is empty."""
        return [column.key for column in self.columns]

    def heading(self, key):
        """The heading of a named value."""
        return next(column.heading for column in self.columns if column.key == key)

    def meaning(self, key, word):
        """What a word of the finance bureau means, None if nobody knows.

        >>> layout = Layout("payments", "csv", (), words={("status", "paid"): ("成",)})
        >>> layout.meaning("status", "成"), layout.meaning("status", "败")
        ('paid', None)
        """
        for (known, value), words in self.words.items():
            if known == key and word in map(clean, words):
                return value
        return None


def layout_problems(layout):
    """Return what a layout lacks before any file is written or read.

    >>> bare = Layout("payments", "csv", (Column("金额", "amount"),))
    >>> [problem.params["field"] for problem in layout_problems(bare)]
    ['application_number', 'voucher_number', 'pay_date']
    """
    problems = Problems()
    keys = layout.keys()
    for key in NEEDED[layout.direction]:
        if key not in keys:
            problems.add("layout_missing", field=key)
    for key in _repeated(keys):
        problems.add("layout_twice", field=key)
    for heading in _repeated(column.heading for column in layout.columns):
        problems.add("layout_heading_twice", heading=heading)
    if layout.kind == "text" and not _SEPARATOR.fullmatch(layout.separator):
        problems.add("layout_separator")
    words = {(key, value) for key in keys for value in WORDS.get(key, ())}
    for key, value in sorted(words - layout.words.keys()):
        problems.add("layout_word", field=key, meaning=f"{key}.{value}")
    return problems.closed()


def _repeated(values):
    """Return what comes more than once, in order."""
    return [value for value, count in Counter(values).items() if count > 1]
