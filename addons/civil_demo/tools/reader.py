"""Reads a directory of a month's files into plain facts, for the oracle.

Written on its own, without the suite's import framework, so that both can be compared
on the same files. Cells are read as people mean them: full-width characters fold,
spaces that typing left are gone, a number stays known as a number.
"""

import csv
import re
import unicodedata
from datetime import date, datetime, timedelta
from decimal import Decimal, InvalidOperation
from pathlib import Path

from python_calamine import CalamineWorkbook

from .rules import (
    CARE,
    LIFE,
    MONTH_DIFFERS,
    PROGRAM_UNKNOWN,
    PROGRAMS,
    Line,
    Month,
    Standard,
)

HEADERS = {
    "村(社区)": "village",
    "姓名": "name",
    "身份证号": "identity",
    "残疾人证号": "certificate",
    "残疾类别": "kind",
    "残疾等级": "grade",
    "是否低保": "minimum_living",
    "补贴类型": "programs",
    "享受起始月": "first_month",
    "银行账号": "account",
    "户名": "holder",
    "代领人": "agent",
}
PROGRAM_NAMES = {"困难残疾人生活补贴": LIFE, "重度残疾人护理补贴": CARE}
KINDS = {
    name: str(code)
    for code, name in enumerate(
        ("视力", "听力", "言语", "肢体", "智力", "精神", "多重"), 1
    )
}
GRADES = {
    "1": ("1", "一", "壹", "I"),
    "2": ("2", "二", "贰", "II"),
    "3": ("3", "三", "叁", "III"),
    "4": ("4", "四", "肆", "IV"),
}
YES = ("是", "有", "√", "Y", "YES", "1")
NO = ("否", "无", "×", "N", "NO", "0")
INVISIBLE = re.compile("[\u200b-\u200f\u2060\ufeff]")
DATE = re.compile(r"(\d{4})(?:-|/|\.|年)(\d{1,2})(?:-|/|\.|月)(\d{1,2})日?")
MONTH = re.compile(r"(\d{4})(?:-|/|\.|年)(\d{1,2})月?")
FURNITURE = re.compile(r"(合计|小计|总计|本页|填表|审核人|制表|单位负责人)")
SERIAL_ZERO = date(1899, 12, 30)


def is_number(cell):
    """Tell whether the spreadsheet keeps the cell as a number."""
    return isinstance(cell, int | float) and not isinstance(cell, bool)


def text(cell):
    """Return what stands in a cell, folded, without outer and with single spaces."""
    if cell is None:
        return ""
    if is_number(cell) and cell == int(cell):
        cell = int(cell)
    folded = INVISIBLE.sub("", unicodedata.normalize("NFKC", str(cell)))
    return " ".join(folded.split())


def name(cell):
    """Return a name; only spaces between Latin letters belong to it."""
    return re.sub(r"(?<![A-Za-z]) | (?![A-Za-z])", "", text(cell))


def code(cell):
    """Return a number or code: upper case, without any space or leading apostrophe."""
    return text(cell).replace(" ", "").upper().lstrip("'")


def real_date(year, month, day):
    """Return the date, ``None`` where the calendar has no such day."""
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def day(cell):
    """Return the day that a cell names in any of the usual ways."""
    if isinstance(cell, datetime | date):
        return date(cell.year, cell.month, cell.day)
    written = code(cell)
    if is_number(cell) and re.fullmatch(r"[2-5]\d{4}", written):
        return SERIAL_ZERO + timedelta(days=int(written))
    if re.fullmatch(r"\d{8}", written):
        return real_date(written[:4], written[4:6], written[6:])
    match = DATE.fullmatch(written)
    return real_date(*match.groups()) if match else None


def first_of_month(cell):
    """Return the first day of the month that a cell names.

    A number like 2021.1 may have been 2021.10 before the spreadsheet got it: unread.
    """
    whole = day(cell)
    if whole is not None:
        return whole.replace(day=1)
    written = code(cell)
    if re.fullmatch(r"\d{6}", written):
        return real_date(written[:4], written[4:], 1)
    match = None if is_number(cell) else MONTH.fullmatch(written)
    return real_date(*match.groups(), 1) if match else None


def kind(cell):
    """Return the digit of a class of disability."""
    written = code(cell).removesuffix("残疾")
    return KINDS.get(written) or (written if written in KINDS.values() else None)


def grade(cell):
    """Return the digit of a grade of disability."""
    written = code(cell).removesuffix("级")
    return next((digit for digit, ways in GRADES.items() if written in ways), None)


def flag(cell):
    """Return yes or no, ``None`` for anything else."""
    written = code(cell)
    return True if written in YES else False if written in NO else None


def amount(cell):
    """Return an amount in yuan, ``None`` if there is none."""
    try:
        return Decimal(re.sub(r"[,¥元]", "", code(cell)))
    except InvalidOperation:
        return None


def read_line(town, row, cells):
    """Return the line that a row of a roster states."""
    return Line(
        town=town,
        row=row,
        name=name(cells["name"]),
        identity=code(cells["identity"]),
        identity_is_number=is_number(cells["identity"]),
        certificate=code(cells["certificate"]),
        certificate_is_number=is_number(cells["certificate"]),
        kind=kind(cells["kind"]),
        grade=grade(cells["grade"]),
        minimum_living=flag(cells["minimum_living"]),
        programs=PROGRAMS.get(code(cells["programs"])),
        first_month=first_of_month(cells["first_month"]),
        account=code(cells["account"]),
        account_is_number=is_number(cells["account"]),
        holder=name(cells["holder"]),
        agent=name(cells["agent"]),
    )


def read_sheet(town, rows, month):
    """Add the lines of a town's sheet to the month, or its refusal."""
    header = None
    for number, row in enumerate(rows, 1):
        written = [code(cell) for cell in row]
        labels = {label: at for at, label in enumerate(written) if label in HEADERS}
        if len(labels) == len(HEADERS):
            header = {HEADERS[label]: at for label, at in labels.items()}
        elif header is None:
            stated = re.search(r"所属月份[::]?(.*?)(?:填报|$)", "".join(written))
            if stated and first_of_month(stated[1]) != month.first_day:
                month.rejected.append([town, number, MONTH_DIFFERS])
                return
        elif any(written):
            if FURNITURE.match(next(filter(None, written))):
                continue
            cells = {key: row[at] for key, at in header.items()}
            month.lines.append(read_line(town, number, cells))
            if month.lines[-1].programs is None:
                month.rejected.append([town, number, PROGRAM_UNKNOWN])


def read_roster(path, month):
    """Read the roster, one sheet a town."""
    workbook = CalamineWorkbook.from_path(path)
    for sheet in workbook.sheet_names:
        rows = workbook.get_sheet_by_name(sheet).to_python(skip_empty_area=False)
        read_sheet(text(sheet), rows, month)


def read_deaths(path, month):
    """Read a cremation register; of two deaths the earlier counts."""
    content = Path(path).read_text(encoding="gb18030")
    for row in csv.DictReader(content.splitlines()):
        number, died = code(row["身份证号"]), day(row["死亡日期"])
        if died is not None:
            month.deaths[number] = min(died, month.deaths.get(number, died))


def read_destitute(path, month):
    """Read the list of the destitute; a number kept as a number is nobody's."""
    sheet = CalamineWorkbook.from_path(path).get_sheet_by_index(0)
    at = None
    for row in sheet.to_python(skip_empty_area=False):
        written = [code(cell) for cell in row]
        if "身份证号" in written:
            at = written.index("身份证号")
        elif at is not None and not is_number(row[at]):
            month.destitute.add(written[at])


def read_standards(path, month):
    """Read the table of standards."""
    with open(path, encoding="utf-8-sig", newline="") as lines:
        for row in csv.DictReader(lines):
            money, start = amount(row["amount"]), day(row["date_from"])
            program = PROGRAM_NAMES.get(code(row["programme"]))
            if program and money is not None and start is not None:
                category = code(row["category"])
                end = day(row["date_to"])
                month.standards.append(Standard(program, category, money, start, end))


def read_month(directory, period):
    """Return the facts of the period (``YYYY-MM``) that a directory's files state."""
    directory = Path(directory)
    month = Month(first_of_month(period))
    read_standards(directory / "standards.csv", month)
    for path in sorted(directory.glob("cremations_*.csv")):
        read_deaths(path, month)
    read_destitute(directory / f"destitute_{period}.xlsx", month)
    read_roster(directory / f"disability_roster_{period}.xlsx", month)
    return month
