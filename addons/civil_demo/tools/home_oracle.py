"""What a register of welfare institutions shows, worked out apart from the suite.

Written on its own, without the suite's import framework, so that both can be compared
on the same files.
"""

import re
from datetime import date, datetime, timedelta

from python_calamine import CalamineWorkbook

from .society_oracle import day, is_code, text

COLUMNS = (
    "名称",
    "镇街",
    "性质",
    "统一社会信用代码",
    "核定床位",
    "在住老人",
    "等级",
    "等级有效期止",
    "最近自查月份",
    "最近区级检查日期",
)
CODES = (
    "under_ten_beds",
    "public_without_rating",
    "self_check_missing",
    "not_checked_this_year",
    "residents_over_beds",
)
MONTH = re.compile(r"(\d{4})(?:[-/.年]?)(\d{1,2})月?")


def number(cell):
    """Return the whole number that a cell means, or None."""
    found = re.match(r"\d+", text(cell))
    return int(found[0]) if found else None


def month(cell):
    """Return the months since year 0 that a cell means, or None."""
    if isinstance(cell, date | datetime):
        return cell.year * 12 + cell.month
    if re.fullmatch(r"\d{5}", text(cell)):
        cell = date(1899, 12, 30) + timedelta(days=int(text(cell)))
        return cell.year * 12 + cell.month
    found = MONTH.fullmatch(text(cell))
    if found:
        return int(found[1]) * 12 + int(found[2])
    other = day(cell)
    return other and other.year * 12 + other.month


def home_oracle(path, as_of):
    """Return ``{code: names}`` of a register as of a day."""
    rows = CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python()
    start = next(at for at, row in enumerate(rows) if text(row[0]) == "名称")
    header = [text(cell) for cell in rows[start]]
    place = [header.index(name) for name in COLUMNS]
    homes = {}
    for row in rows[start + 1 :]:
        values = [row[at] for at in place]
        name = text(values[0])
        if not name or name == "合计" or name.startswith("制表"):
            continue
        code = text(values[3]).lstrip("'").upper()
        homes[code if is_code(code) else (name, text(values[1]))] = values
    found = {code: [] for code in CODES}
    for values in homes.values():
        for code in judge(values, as_of):
            found[code].append(text(values[0]))
    return found


def judge(values, as_of):
    """The codes of what is wrong with an institution as of a day."""
    ownership = text(values[2])
    beds, residents = number(values[4]), number(values[5])
    grade, until = text(values[6]), day(values[7])
    told, checked = month(values[8]), day(values[9])
    public = ownership in ("公办", "公建民营")
    rated = bool(grade) and grade != "无" and until is not None and until >= as_of
    wrong = (
        beds is not None and beds < 10,
        public and not rated,
        told is None or told < as_of.year * 12 + as_of.month - 1,
        checked is None or checked.year < as_of.year,
        None not in (beds, residents) and residents > beds,
    )
    return [code for code, it_is in zip(CODES, wrong, strict=True) if it_is]
