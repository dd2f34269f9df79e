"""Invents the people of the district, and moves them on by a month.

Nobody in here exists. Division names are the public statistical ones; names, numbers,
accounts and telephones come from the seeded dice.
"""

import csv
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from pathlib import Path

from .rules import CARE, INTELLECTUAL_AND_MENTAL, LIFE, Line, check_character

DIVISIONS = Path(__file__).parent.parent / "data" / "divisions_421303.csv"
ISSUERS = ("420983", "421301", "421302", "421303", "421321", "429001")
BANKS = ("湖北银行曾都支行", "邮储银行随州分行", "建设银行随州分行", "农商行曾都支行")
SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余"
    "杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史"
)
GIVEN = (
    "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超霞平刚桂英华玉兰红建国文辉梅春花金凤鹏志新秀林波生"
    "德义庚安民福全海山水云月来大小正立长永天成家和贵宝根森木富荣昌顺清莲香翠巧珍爱喜"
)
LONG_NAMES = ("阿依古丽·买买提", "艾力·吐尔逊", "扎西·旺堆")
SHARE_GONE = SHARE_NEW = SHARE_CHANGED = 0.02


@dataclass(slots=True)
class Entry(Line):
    """A line with what the form asks beside, and the cells typed in a special way."""

    village: str = ""
    sex: str = ""
    bank: str = ""
    phone: str = ""
    cells: dict = field(default_factory=dict)


def read_divisions():
    """Return the towns and the names of their villages, in the order of the codes."""
    towns, villages = {}, {}
    with open(DIVISIONS, encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            if row["level"] == "town":
                towns[row["code"]] = row["name"]
                villages[row["name"]] = []
            elif row["level"] == "village":
                villages[towns[row["parent_code"]]].append(row["name"])
    return villages


def check_digit(digits):
    """Return the last digit of a card number (Luhn)."""
    doubled = [int(digit) * (2 - at % 2) for at, digit in enumerate(reversed(digits))]
    return str(-sum(number - 9 * (number > 9) for number in doubled) % 10)


class Population:
    """People who draw a subsidy and fulfill every condition.

    :param dice: the seeded source of every choice
    :param first_day: first day of the first month
    """

    def __init__(self, dice, first_day):
        self.dice = dice
        self.first_day = first_day
        self.villages = read_divisions()
        self.towns = [town for town, names in self.villages.items() if names]
        self._numbers = set()

    def name(self):
        """Return a name."""
        if self.dice.random() < 0.002:
            return self.dice.choice(LONG_NAMES)
        count = 1 + (self.dice.random() < 0.67)
        given = "".join(self.dice.choice(GIVEN) for _time in range(count))
        return self.dice.choice(SURNAMES) + given

    def birth_date(self):
        """Return a day on which somebody who draws a subsidy may be born."""
        return self.first_day - timedelta(days=self.dice.randrange(400, 34000))

    def identity(self, sex=None, born=None):
        """Return a valid number that nobody has yet."""
        while True:
            day = born or self.birth_date()
            order = self.dice.randrange(1, 1000)
            if sex:
                order = order // 2 * 2 + (sex == "男")
            digits = f"{self.dice.choice(ISSUERS)}{day:%Y%m%d}{order:03d}"
            if digits not in self._numbers:
                self._numbers.add(digits)
                return digits + check_character(digits)

    def account(self):
        """Return a card number of 19 digits."""
        digits = f"621700{self.dice.randrange(10**12):012d}"
        return digits + check_digit(digits)

    def entry(self):
        """Return a line that is payable for each program that it claims."""
        dice = self.dice
        town, sex = dice.choice(self.towns), dice.choice("男女")
        entry = Entry(
            town=town,
            village=dice.choice(self.villages[town]),
            name=self.name(),
            sex=sex,
            identity=self.identity(sex),
            kind=str(dice.randrange(1, 8)),
            grade=str(dice.randrange(1, 5)),
            first_month=self.earlier_month(),
            bank=dice.choice(BANKS),
            account=self.account(),
            phone=f"1{dice.randrange(3, 10)}{dice.randrange(10**9):09d}",
        )
        entry.certificate = entry.identity + entry.kind + entry.grade
        entry.agent = self.name() if dice.random() < 0.08 else ""
        entry.holder = entry.agent or entry.name
        self.choose_programs(entry)
        return entry

    def choose_programs(self, entry):
        """Claim what class, grade and household allow."""
        eligible = entry.grade in ("1", "2") or (
            entry.grade == "3" and entry.kind in INTELLECTUAL_AND_MENTAL
        )
        entry.minimum_living = not eligible or self.dice.random() < 0.6
        entry.programs = (LIFE,)
        if eligible:
            entry.programs = (LIFE, CARE) if entry.minimum_living else (CARE,)

    def earlier_month(self):
        """Return a first month of entitlement not after the period."""
        months = self.first_day.year * 12 + self.first_day.month - 1
        year, month = divmod(months - self.dice.randrange(75), 12)
        return date(year, month + 1, 1)

    def people(self, lines):
        """Return so many lines in the order of the towns."""
        return self.in_order(self.entry() for _line in range(lines))

    def in_order(self, entries):
        """Sort lines by town, keeping their order inside each."""
        rank = {town: at for at, town in enumerate(self.towns)}
        return sorted(entries, key=lambda entry: rank[entry.town])

    def move_on(self, entries, first_day, leaving):
        """Return the lines of the next month: some gone, some new, some changed.

        :param leaving: numbers of the dead and the destitute; most leave the roster
        """
        self.first_day = first_day
        kept = []
        for entry in entries:
            chance = 0.8 if entry.identity in leaving else SHARE_GONE
            if self.dice.random() >= chance:
                kept.append(self.changed(entry))
        arrivals = round(len(entries) * SHARE_NEW)
        return self.in_order(kept + [self.entry() for _new in range(arrivals)])

    def changed(self, entry):
        """Return the line, for a few with another account, grade or household."""
        if self.dice.random() >= SHARE_CHANGED:
            return entry
        entry = replace(entry)
        change = self.dice.choice(("account", "grade", "programs"))
        if change == "account":
            entry.account, entry.bank = self.account(), self.dice.choice(BANKS)
        elif change == "grade":
            entry.grade = str(self.dice.randrange(1, 5))
            entry.certificate = f"{entry.identity}{entry.kind}{entry.grade}B1"
        self.choose_programs(entry)
        return entry
