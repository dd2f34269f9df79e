"""What a register of social organizations shows, worked out apart from the suite.

Written on its own, without the suite's import framework, so that both can be compared
on the same files.
"""

import calendar
import math
import re
import unicodedata
from collections import defaultdict
from datetime import date, datetime
from decimal import Decimal

from python_calamine import CalamineWorkbook

from .rules import check_character

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
KINDS = {
    "社会团体": "51",
    "社团": "51",
    "民办非企业单位": "52",
    "社会服务机构": "52",
    "民非": "52",
    "基金会": "53",
}
GONE = re.compile("[\u200b-\u200f\u2060\ufeff]")
DAY = re.compile(r"(\d{4})(?:[-/.年]?)(\d{1,2})(?:[-/.月]?)(\d{1,2})日?")
RESULT = re.compile(r"(\d{4})年度年检结论")
NET = re.compile(r"(\d{4})年末净资产")


def code_character(body):
    """Return the last character of a credit code (GB 32100-2015)."""
    total = sum(
        ALPHABET.index(character) * pow(3, place, 31)
        for place, character in enumerate(body)
    )
    return ALPHABET[-total % 31]


def text(cell):
    """Return a cell's text as it is compared: folded, without spaces."""
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    folded = unicodedata.normalize("NFKC", str(cell if cell is not None else ""))
    return "".join(GONE.sub("", folded).split())


def day(cell):
    """Return the date that a cell means, or None."""
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    found = DAY.fullmatch(text(cell))
    return date(*map(int, found.groups())) if found else None


def amount(cell, unit):
    """Return the yuan that a cell means, or None."""
    written = text(cell).replace(",", "")
    if not written:
        return None
    if written.endswith("万元"):
        return Decimal(written[:-2]) * 10000
    if written.endswith("元"):
        return Decimal(written[:-1])
    return Decimal(str(cell).replace(",", "").strip()) * unit


def is_code(code):
    return (
        len(code) == 18
        and set(code) <= set(ALPHABET)
        and code[2:8].isdecimal()
        and code_character(code[:17]) == code[17]
    )


def is_identity(number):
    return bool(
        re.fullmatch(r"\d{17}[\dX]", number)
        and check_character(number[:17]) == number[17]
    )


def grade(cell):
    """Return the grade that a cell means, 0 to 5."""
    written = text(cell).upper().removesuffix("级")
    if written and not written.strip("A"):
        return len(written)
    return int(written[0]) if re.fullmatch("[1-5]A", written) else 0


def read(path):
    """Return the header's texts and the rows of the register as cells."""
    rows = CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python()
    start = next(number for number, row in enumerate(rows) if text(row[0]) == "名称")
    header = [text(cell) for cell in rows[start]]
    lines = [row for row in rows[start + 1 :] if text(row[0]) not in ("合计", "")]
    return header, lines


def last_lines(records):
    """Return the last line of each organization, by a right code or by name."""
    kept = []
    for record in records:
        same = [
            other
            for other in kept
            if (record["valid"] and record["code"] == other["code"])
            or (
                record["key"] == other["key"]
                and not (
                    record["valid"]
                    and other["valid"]
                    and record["code"] != other["code"]
                )
            )
        ]
        kept = [other for other in kept if other not in same] + [record]
    return kept


def society_oracle(path, as_of, rate=5):
    """Return ``{code: names or number}`` of a register as of a day."""
    header, lines = read(path)
    column = {name: place for place, name in enumerate(header)}
    fund = next(place for name, place in column.items() if name.startswith("注册"))
    unit = 10000 if "万元" in header[fund] else 1
    results = {
        int(RESULT.fullmatch(name)[1]): place
        for name, place in column.items()
        if RESULT.fullmatch(name) and int(RESULT.fullmatch(name)[1]) < as_of.year
    }
    net = next(place for name, place in column.items() if NET.fullmatch(name))
    records = [record(row, column, results, unit, fund, net) for row in lines]
    return judge(last_lines(records), as_of, max(results), rate)


def record(row, column, results, unit, fund, net):
    """Return a line as facts."""
    code = text(row[column["统一社会信用代码"]]).lstrip("'").upper()
    number = text(row[column["法定代表人身份证号"]]).lstrip("'").upper()
    shown = GONE.sub("", str(row[column["名称"]]))
    return {
        "name": "".join(shown.split()),
        "key": text(row[column["名称"]]),
        "code": code,
        "valid": is_code(code),
        "prefix": KINDS[text(row[column["类型"]])],
        "number": number if is_identity(number) else "",
        "term_end": day(row[column["本届止"]]),
        "active": day(row[column["最近一次活动日期"]]),
        "grade": grade(row[column["评估等级"]]),
        "grade_end": day(row[column["评估有效期止"]]),
        "fund": amount(row[fund], unit),
        "net": amount(row[net], 1),
        "results": {year: text(row[place]) for year, place in results.items()},
    }


def judge(records, as_of, last, rate):
    """Apply the rules to the facts."""
    month_end = calendar.monthrange(as_of.year - 2, as_of.month)[1]
    since = as_of.replace(year=as_of.year - 2, day=min(as_of.day, month_end))
    heads = defaultdict(list)
    for one in records:
        if one["prefix"] == "51" and one["number"]:
            heads[one["number"]].append(one["name"])
    found = {
        "credit_code_invalid": [one for one in records if not one["valid"]],
        "credit_code_kind_mismatch": [
            one
            for one in records
            if one["code"] and not one["code"].startswith(one["prefix"])
        ],
        "term_overdue": [
            one for one in records if one["term_end"] and one["term_end"] < as_of
        ],
        "not_inspected_two_years": both(records, last, "未"),
        "failed_two_years": both(records, last, "不合格"),
        "no_activity_two_years": [
            one for one in records if one["active"] and one["active"] < since
        ],
        "shared_legal_representative": [
            one
            for one in records
            if one["prefix"] == "51" and len(heads.get(one["number"], ())) > 1
        ],
        "net_assets_below_fund": [
            one
            for one in records
            if None not in (one["net"], one["fund"]) and one["net"] < one["fund"]
        ],
    }
    return {
        **{code: [one["name"] for one in ones] for code, ones in found.items()},
        "graded_3a_plus": sum(
            one["grade"] >= 3 and bool(one["grade_end"]) and one["grade_end"] >= as_of
            for one in records
        ),
        "inspected_last_year": sum(
            one["results"][last].endswith("合格") for one in records
        ),
        "spot_check_sample": math.ceil(Decimal(len(records) * rate) / 100),
    }


def both(records, last, beginning):
    """The records whose last two conclusions begin with the word."""
    return [
        one
        for one in records
        if all(
            one["results"].get(year, "").startswith(beginning)
            for year in (last - 1, last)
        )
    ]
