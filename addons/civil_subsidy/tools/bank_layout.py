# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""What a payment file of an agent bank looks like, as data.

A :class:`Format` says how a file is written (encoding, separators, units) and
which columns its header, its lines and its trailer have. Writing lies in
``bank_request``, reading in ``bank_result``; none of them knows a bank, and none
needs Odoo.
"""

import re
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import NamedTuple

HEAD_KEYS = (
    "batch",
    "agent",
    "part",
    "parts",
    "agreement",
    "payer_account",
    "date",
    "count",
    "total",
    "purpose",
    "paid_count",
    "paid_total",
    "failed_count",
    "failed_total",
    "pending_count",
    "pending_total",
)
LINE_KEYS = (
    "sequence",
    "account",
    "holder",
    "amount",
    "bank_name",
    "bank_code",
    "cnaps",
    "other_bank",
    "identity_number",
    "remark",
    "reference",
    "status",
    "code",
    "reason",
    "serial",
    "date",
)
AMOUNT_KEYS = frozenset(
    ("amount", "total", "paid_total", "failed_total", "pending_total")
)
COUNT_KEYS = frozenset(
    (
        "sequence",
        "part",
        "parts",
        "count",
        "paid_count",
        "failed_count",
        "pending_count",
    )
)
NUMBER_KEYS = AMOUNT_KEYS | COUNT_KEYS
OUTCOMES = ("paid", "failed", "pending")
#: What a file's name may carry, and how it is found there again.
NAME_PLACES = {
    "{batch}": r"(?P<batch>[\w-]+?)",
    "{date}": "[0-9]+",
    "{part}": "(?P<part>[0-9]{2,})",
    "{agent}": r"(?P<agent>[\w-]+?)",
}
ENCODINGS = ("gb18030", "gbk", "utf-8", "utf-8-sig")
ACCOUNT = re.compile("[0-9]{10,32}")
MOST_PROBLEMS = 100


class Problem(NamedTuple):
    """One thing that is wrong with a file.

    ``key`` names the sentence, ``line`` the line (of a request: the payment's
    place among the lines; of a result: the line of the file; None: the file as a
    whole), ``params`` what the sentence says. No account, name or identity number
    ever stands in it.
    """

    key: str
    line: int | None
    params: dict


class BankFileError(Exception):
    """A file that can't be written, or must not be accepted, and why."""

    def __init__(self, problems):
        self.problems = list(problems)
        super().__init__(", ".join(problem.key for problem in self.problems))


class Problems(list):
    """The first hundred problems of a file; ``left_out`` counts the rest.

    >>> problems = Problems()
    >>> for number in range(102):
    ...     problems.add("required", number, field="holder")
    >>> len(problems), problems.left_out, problems.closed()[-1].params["count"]
    (100, 2, 2)
    """

    left_out = 0

    def add(self, key, line=None, **params):
        """Note a problem."""
        if len(self) < MOST_PROBLEMS:
            self.append(Problem(key, line, params))
        else:
            self.left_out += 1

    def closed(self):
        """Return the problems as a list, with the number of those left out."""
        more = [Problem("more", None, {"count": self.left_out})]
        return [*self, *more] if self.left_out else list(self)


@dataclass(frozen=True, slots=True)
class Column:
    """One field of a section: a known key, or a constant (which may be blank).

    :param max_length: in characters, 0 for no limit
    :param pad: fills up to max_length: "zero" on the left of numbers, "space" on
        the right of anything
    """

    key: str = ""
    constant: str = ""
    max_length: int = 0
    required: bool = True
    pad: str = ""


@dataclass(frozen=True)
class Format:
    """How the files of one bank and one direction are written.

    :param direction: "request" (to the bank) or "result" (from the bank)
    :param file_name: pattern with {batch}, {date}, {part} and {agent}
    :param amount_unit: "yuan" (two decimals) or "fen" (whole)
    :param date_format: of strftime
    :param quoting: values may stand in double quotes, as in CSV
    :param max_lines: payments in one file, 0 for no limit
    :param account_digits: an account is 10 to 32 digits, anything else is refused
    :param statuses: the bank's code of each outcome: {"S": "paid"}
    """

    direction: str
    detail: tuple[Column, ...]
    header: tuple[Column, ...] = ()
    trailer: tuple[Column, ...] = ()
    encoding: str = "gb18030"
    delimiter: str = "|"
    line_end: str = "\r\n"
    quoting: bool = False
    file_name: str = "{batch}.txt"
    amount_unit: str = "yuan"
    date_format: str = "%Y%m%d"
    max_lines: int = 0
    account_digits: bool = True
    statuses: MappingProxyType | dict = field(default_factory=dict)

    def keys(self, section):
        """Return the keys of a section ("header", "detail" or "trailer")."""
        return {column.key for column in getattr(self, section) if column.key}


def format_problems(layout):
    """Return what is wrong with a format before any file is written or read.

    >>> bare = Format("request", detail=(Column("amount"), Column("holder")))
    >>> format_problems(bare)
    [Problem(key='layout_missing', line=None, params={'field': 'account'})]
    """
    problems = Problems()
    _check_signs(layout, problems)
    for section, known in (
        ("header", HEAD_KEYS),
        ("detail", LINE_KEYS),
        ("trailer", HEAD_KEYS),
    ):
        _check_section(layout, section, known, problems)
    keys = layout.keys("detail")
    needed = ("amount", "account") if layout.direction == "request" else ()
    if layout.direction == "result":
        needed = ("amount", "status")
        if not keys & {"reference", "sequence"}:
            problems.add("layout_reference")
        if set(layout.statuses.values()) < {"paid", "failed"}:
            problems.add("layout_statuses")
    for key in needed:
        if key not in keys:
            problems.add("layout_missing", field=key)
    return problems.closed()


def _check_signs(layout, problems):
    """Check encoding, delimiter and file name."""
    if layout.encoding not in ENCODINGS:
        problems.add("layout_encoding", encoding=layout.encoding)
    sign = layout.delimiter
    if not sign or re.search(r"[\w.\-\"\r\n /:]", sign):
        problems.add("layout_delimiter")
    elif layout.quoting and len(sign) != 1:
        problems.add("layout_delimiter_quoting")
    sample = layout.file_name
    for place in NAME_PLACES:
        sample = sample.replace(place, "x")
    bare = not re.search("[{}]", sample) and is_file_name(sample)
    if "{batch}" not in layout.file_name or not bare:
        problems.add("layout_file_name")


def _check_section(layout, section, known, problems):
    """Check the columns of one section."""
    seen = set()
    for number, column in enumerate(getattr(layout, section), 1):
        if column.key and (column.key not in known or column.constant):
            problems.add("layout_column", section=section, number=number)
        if column.key and column.key in seen:
            problems.add("layout_twice", section=section, field=column.key)
        seen.add(column.key)
        if column.pad and not column.max_length:
            problems.add("layout_pad", section=section, number=number)
        if column.pad == "zero" and column.key not in NUMBER_KEYS:
            problems.add("layout_pad", section=section, number=number)


def is_file_name(name):
    r"""Tell whether a name can be a file's on any system.

    >>> [is_file_name(name) for name in ("DF_2.txt", "a/b.txt", "..", "", "a\n")]
    [True, False, False, False, False]
    """
    return not re.search(r'[\\/:*?"<>|\x00-\x1f\x7f]|^\.|^\s|\s$|^$', name)


def file_name(layout, head):
    """Return the name of a request file.

    The part stands where the pattern says, or else before the extension, and then
    only where the request has several parts.

    :param dict head: ``batch``; ``date``, ``part``, ``parts`` and ``agent`` if known

    >>> layout = Format("request", (), file_name="DF_{batch}.txt")
    >>> file_name(layout, {"batch": "FF01"})
    'DF_FF01.txt'
    >>> file_name(layout, {"batch": "FF01", "part": 2, "parts": 3})
    'DF_FF01_02.txt'
    """
    day, part = head.get("date"), head.get("part") or 1
    written = day.strftime(layout.date_format) if isinstance(day, date) else ""
    values = {
        "{batch}": str(head["batch"]),
        # a date with separators can't be part of a file's name
        "{date}": re.sub("[^0-9]", "", written),
        "{part}": f"{part:02d}",
        "{agent}": head.get("agent") or "",
    }
    name = layout.file_name
    if "{part}" not in name and (head.get("parts") or 1) > 1:
        stem, dot, extension = name.rpartition(".")
        name = f"{stem or extension}_{{part}}{dot}{extension if dot else ''}"
    return re.sub(r"\{\w+\}", lambda place: values.get(place[0], place[0]), name)


def places_of_file_name(layout, name):
    """Return what a file's name carries: ``batch``, ``part``, ``agent``; {} if nothing.

    >>> layout = Format("result", (), file_name="DR_{batch}.txt")
    >>> places_of_file_name(layout, "DR_FF01_02.txt")
    {'batch': 'FF01', 'part': 2}
    >>> places_of_file_name(layout, "DR_FF01.txt"), places_of_file_name(layout, "x")
    ({'batch': 'FF01'}, {})
    """
    pattern = re.escape(layout.file_name)
    if "{part}" not in layout.file_name:
        stem, dot, extension = pattern.rpartition(r"\.")
        pattern = f"{stem or extension}(?:_(?P<part>[0-9]{{2,}}))?"
        pattern += f"{dot}{extension if dot else ''}"
    for place, found in NAME_PLACES.items():
        pattern = pattern.replace(re.escape(place), found, 1)
    match = re.fullmatch(pattern, name or "")
    groups = match.groupdict() if match else {}
    places = {key: text for key, text in groups.items() if text}
    if "part" in places:
        places["part"] = int(places["part"])
    return places


def control_signs(layout):
    """Return the pattern of the signs that no value may hold."""
    signs = "\x00-\x1f\x7f\x85\u2028\u2029"
    if layout.delimiter == "\t":
        signs = signs.replace("\x00-\x1f", "\x00-\x08\x0a-\x1f")
    return re.compile(f"[{signs}]")
