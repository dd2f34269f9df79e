"""What registers of social organizations say in their cells.

Pure Python: no database, no Odoo.
"""

import decimal
import re

from odoo.addons.civil_base.tools.money import parse_amount
from odoo.addons.civil_base.tools.text import clean, clean_code, clean_name

#: Years of which a register may have a column.
YEARS = range(2000, 2061)
#: What stands where there is nothing.
NOTHING = frozenset(
    ("", "无", "-", "--", "—", "——", "/", "\\", "未评", "未评估", "暂无")
)
#: What people write for a conclusion of the yearly inspection.
CONCLUSIONS = {
    "合格": "qualified",
    "年检合格": "qualified",
    "基本合格": "basically",
    "年检基本合格": "basically",
    "不合格": "unqualified",
    "年检不合格": "unqualified",
    "未参检": "not_inspected",
    "未参加年检": "not_inspected",
    "未参加年度检查": "not_inspected",
    "未参加检查": "not_inspected",
    "未年检": "not_inspected",
    "未检": "not_inspected",
    "未参加": "not_inspected",
    "未按时参检": "not_inspected",
    "未按规定参检": "not_inspected",
}
PARTY_FORMS = {
    "单独组建": "own",
    "单独": "own",
    "单独建立": "own",
    "联合组建": "joint",
    "联合": "joint",
    "联合建立": "joint",
    "派驻": "assigned",
    "选派指导员": "assigned",
    "党建指导员": "assigned",
    "派驻指导员": "assigned",
    "无": "none",
    "未组建": "none",
    "未建立": "none",
}
#: What says that an organization is registered no more.
_ENDED = ("注销", "撤销", "吊销", "取缔")
_GRADE = re.compile(r"([1-5])A级?(?:社会组织|社团|民非|基金会)?")
_LETTERS = re.compile(r"(A{1,5})级?")
_CHINESE_DIGITS = str.maketrans("一二三四五", "12345")
_TEN_THOUSAND = re.compile(r"(.+?)万(?:元|人民币)?(?:整)?")
_BRACKETED = re.compile(r"\((.+)\)")


def parse_grade(value):
    """Return the grade that a cell means: ``1a`` to ``5a``, or None.

    >>> parse_grade("３A级"), parse_grade("AAAA"), parse_grade("五A"), parse_grade("无")
    ('3a', '4a', '5a', None)
    """
    text = clean_code(value).translate(_CHINESE_DIGITS)
    if found := _GRADE.fullmatch(text):
        return f"{found[1]}a"
    if found := _LETTERS.fullmatch(text):
        return f"{len(found[1])}a"
    return None


def parse_conclusion(value):
    """Return what a cell says of a yearly inspection, or None.

    >>> parse_conclusion(" 基本 合格"), parse_conclusion("未年检"), parse_conclusion("")
    ('basically', 'not_inspected', None)
    """
    return CONCLUSIONS.get(clean_name(value))


def parse_money(value, unit=1):
    """Return the amount in yuan that a cell means, or None.

    :param unit: how many yuan a bare number stands for, by the column's heading;
        a unit in the cell itself comes first

    >>> parse_money("5万元"), parse_money(3.5, 10000), parse_money("50000元", 10000)
    (Decimal('50000'), Decimal('35000.0'), Decimal('50000'))
    >>> parse_money("(1,200.50)"), parse_money("-3"), parse_money("叁万")
    (Decimal('-1200.50'), Decimal('-3'), None)
    """
    if isinstance(value, str):
        text = clean(value).replace(" ", "")
        text = text.removeprefix("人民币").removesuffix("整")
        if found := _BRACKETED.fullmatch(text):
            amount = parse_money(found[1], unit)
            return None if amount is None else -amount
        if found := _TEN_THOUSAND.fullmatch(text):
            amount = parse_amount(found[1])
            return None if amount is None else _plain(amount * 10000)
        if text.endswith("元") or text[:1] in "¥￥":
            return parse_amount(text)
        value = text
    amount = parse_amount(value)
    return None if amount is None else _plain(amount * unit)


def _plain(amount):
    """An amount without an exponent."""
    return decimal.Decimal(format(amount, "f"))


def unit_of(heading):
    """How many yuan a bare number under a heading stands for.

    >>> unit_of("注册资金（万元）"), unit_of("2023年末净资产"), unit_of(None)
    (10000, 1, 1)
    """
    return 10000 if "万元" in clean(heading) else 1


def is_ended(value):
    """Tell whether a cell says that an organization is registered no more.

    >>> is_ended("已注销"), is_ended("正常"), is_ended(None)
    (True, False, False)
    """
    text = clean(value)
    return any(word in text for word in _ENDED)


def year_labels(patterns):
    """``{year: headings}`` of a column that has the year in its heading."""
    return {
        year: tuple(pattern.format(year=year) for pattern in patterns) for year in YEARS
    }
