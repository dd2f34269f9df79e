"""The rule table of the two disability subsidies, read once more in plain Python.

This is an oracle: it is written from the text of the rules alone, line by line and
without any thought of speed, so that the suite's own set-based computation can be
compared with it. It shares no code with the suite.

Where the text of the rules leaves room, this module reads it so:

* ``field_unreadable`` blocks every claim of the line, also the claim that wouldn't
  have needed the field;
* with the class unreadable the grade digit of the certificate is still compared,
  and the other way round;
* eligibility for care is still judged with an unreadable class when the grade alone
  decides: grades 1 and 2 are eligible, grade 4 is not, grade 3 stays open;
* "not in the future" means: not after the last day of the period;
* a number that the spreadsheet keeps as a number is no valid identity number and no
  valid certificate (it has lost its last digits);
* an account that is blank is missing, not invalid; its holder is judged all the same
  unless the holder is blank too; a blank holder of an account is nobody's name;
* a line with an unknown type of subsidy makes no claim but is a line: the same
  number on another line is still a duplicate;
* lines of a refused sheet don't exist;
* a held claim without exactly one standard has no amount to show: "0.00".
"""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal

LIFE = "life"
CARE = "care"
PAYABLE = "payable"
HELD = "held"
BLOCKED = "blocked"
NOT_DUE = "not_due"
OUTCOMES = (PAYABLE, HELD, BLOCKED, NOT_DUE)
MONTH_DIFFERS = "所属月份不是本期"
PROGRAM_UNKNOWN = "补贴类型不认识"
PROGRAMS = {"生活补贴": (LIFE,), "护理补贴": (CARE,), "两项": (LIFE, CARE)}
CLASS_OF_LIFE = "全部"
CLASS_OF_GRADE = {"1": "一级", "2": "二级", "3": "三级智力/精神"}
INTELLECTUAL_AND_MENTAL = ("5", "6")
REASONS = (
    "id_invalid",
    "duplicate_person",
    "deceased",
    "destitute",
    "certificate_holder_mismatch",
    "certificate_grade_mismatch",
    "life_without_minimum_living",
    "certificate_invalid",
    "field_unreadable",
    "care_grade_not_eligible",
    "account_missing",
    "account_holder_mismatch",
    "account_invalid",
    "standard_missing",
)


@dataclass(slots=True)
class Line:
    """One line of a roster as a careful reader understands it.

    Codes and names are cleaned of what typing adds; ``None`` stands for "can't be
    read". ``programs`` is ``None`` where the type of subsidy is unknown.
    """

    town: str
    row: int = 0
    name: str = ""
    identity: str = ""
    identity_is_number: bool = False
    certificate: str = ""
    certificate_is_number: bool = False
    kind: str | None = None
    grade: str | None = None
    minimum_living: bool | None = None
    programs: tuple | None = ()
    first_month: date | None = None
    account: str = ""
    account_is_number: bool = False
    holder: str = ""
    agent: str = ""


@dataclass(slots=True)
class Standard:
    """A monthly amount in yuan of one class of a program, with its days."""

    program: str
    category: str
    amount: Decimal
    date_from: date
    date_to: date | None


@dataclass(slots=True)
class Month:
    """Everything that decides a month."""

    first_day: date
    lines: list = field(default_factory=list)
    deaths: dict = field(default_factory=dict)
    destitute: set = field(default_factory=set)
    standards: list = field(default_factory=list)
    rejected: list = field(default_factory=list)

    @property
    def last_day(self):
        """The last day of the period."""
        return (self.first_day + timedelta(days=31)).replace(day=1) - timedelta(days=1)


def check_character(digits):
    """Return the check character of 17 digits (GB 11643)."""
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    pairs = zip(digits, weights, strict=True)
    return "10X98765432"[sum(int(digit) * weight for digit, weight in pairs) % 11]


def identity_is_valid(number, last_day):
    """Tell whether the 18 characters, their date and their check character hold."""
    digits = number[:17]
    if len(number) != 18 or not (digits.isascii() and digits.isdigit()):
        return False
    try:
        born = date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return False
    return born <= last_day and number[17] == check_character(digits)


def cut_reissue(certificate):
    """Return the certificate's number without the mark of its reissue (B1, B2 …)."""
    body, mark, count = certificate.rpartition("B")
    return body if mark and count.isascii() and count.isdigit() else certificate


def standard_class(line, program):
    """Return the class of the standard for a claim."""
    return CLASS_OF_LIFE if program == LIFE else CLASS_OF_GRADE.get(line.grade)


def care_is_eligible(line):
    """Return whether care is due for class and grade, ``None`` if it can't be told."""
    if line.grade is None:
        return None
    if line.grade in ("1", "2"):
        return True
    if line.grade == "3":
        return None if line.kind is None else line.kind in INTELLECTUAL_AND_MENTAL
    return False


def certificate_reasons(line, valid):
    """Return what the certificate blocks."""
    number = cut_reissue(line.certificate)
    if line.certificate_is_number or len(number) != 20:
        return ["certificate_invalid"]
    reasons = []
    if valid and number[:18] != line.identity:
        reasons.append("certificate_holder_mismatch")
    kind_differs = line.kind is not None and number[18] != line.kind
    grade_differs = line.grade is not None and number[19] != line.grade
    if kind_differs or grade_differs:
        reasons.append("certificate_grade_mismatch")
    return reasons


def blocking_reasons(month, line, program, valid, times):
    """Return every reason that blocks a claim, in the order of the rule table."""
    found = set(certificate_reasons(line, valid))
    if not valid:
        found.add("id_invalid")
    else:
        if times[line.identity] > 1:
            found.add("duplicate_person")
        death = month.deaths.get(line.identity)
        if death is not None and death < month.first_day:
            found.add("deceased")
        if line.identity in month.destitute:
            found.add("destitute")
    if program == LIFE and line.minimum_living is False:
        found.add("life_without_minimum_living")
    if program == CARE and care_is_eligible(line) is False:
        found.add("care_grade_not_eligible")
    if None in (line.kind, line.grade, line.first_month, line.minimum_living):
        found.add("field_unreadable")
    return [reason for reason in REASONS if reason in found]


def holding_reasons(line, standards):
    """Return every reason that holds a claim that is due."""
    found = set()
    if not line.account:
        found.add("account_missing")
    elif (
        line.account_is_number
        or not (line.account.isascii() and line.account.isdigit())
        or not 10 <= len(line.account) <= 32
    ):
        found.add("account_invalid")
    names = {name for name in (line.name, line.agent) if name}
    if (line.account or line.holder) and line.holder not in names:
        found.add("account_holder_mismatch")
    if len(standards) != 1:
        found.add("standard_missing")
    return [reason for reason in REASONS if reason in found]


def standards_of(month, line, program):
    """Return the standards of the claim's class on the first day of the month."""
    category = standard_class(line, program)
    return [
        standard
        for standard in month.standards
        if standard.program == program
        and standard.category == category
        and standard.date_from <= month.first_day
        and (standard.date_to is None or month.first_day <= standard.date_to)
    ]


def judge_claim(month, line, program, valid, times):
    """Return outcome, amount and reasons of one claim."""
    reasons = blocking_reasons(month, line, program, valid, times)
    if reasons:
        return BLOCKED, Decimal(0), reasons
    if line.first_month > month.first_day:
        return NOT_DUE, Decimal(0), []
    standards = standards_of(month, line, program)
    amount = standards[0].amount if len(standards) == 1 else Decimal(0)
    reasons = holding_reasons(line, standards)
    return (HELD if reasons else PAYABLE), amount, reasons


def judge(month):
    """Return the whole month as ``scripts/month --json`` writes it.

    ``towns`` names the towns that have a payable claim, ``reasons`` the codes that
    occur; claims stand in the order of the sheets and rows, life before care.
    """
    validity = [
        not line.identity_is_number and identity_is_valid(line.identity, month.last_day)
        for line in month.lines
    ]
    judged = list(zip(month.lines, validity, strict=True))
    times = Counter(line.identity for line, valid in judged if valid)
    claims = []
    for line, valid in judged:
        for program in line.programs or ():
            outcome, amount, reasons = judge_claim(month, line, program, valid, times)
            head = [line.town, line.row, line.name, line.identity, program, outcome]
            claims.append([*head, f"{amount:.2f}", reasons])
    return {
        "rows": len(month.lines),
        "rejected": month.rejected,
        "programs": {
            program: {
                outcome: total(claims, program=program, outcome=outcome)
                for outcome in OUTCOMES
            }
            for program in (LIFE, CARE)
        },
        "reasons": dict(Counter(reason for claim in claims for reason in claim[7])),
        "towns": {
            town: total(claims, town=town, outcome=PAYABLE)
            for town in dict.fromkeys(c[0] for c in claims if c[5] == PAYABLE)
        },
        "claims": claims,
    }


def total(claims, outcome, program=None, town=None):
    """Return count and amount of the claims that fit."""
    amounts = [
        Decimal(claim[6])
        for claim in claims
        if claim[5] == outcome
        and program in (None, claim[4])
        and town in (None, claim[0])
    ]
    return {"count": len(amounts), "amount": f"{sum(amounts, Decimal(0)):.2f}"}
