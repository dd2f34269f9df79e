"""Invents registers of welfare institutions, with the truth of what is planted.

The truth comes from the facts that were planted; reading the file back
(``home_oracle``) must give the same. Nobody in here exists.
"""

import random
from dataclasses import dataclass, replace
from datetime import date, timedelta

import xlsxwriter

from .handwriting import Hand
from .home_oracle import CODES
from .society_oracle import ALPHABET, code_character

AS_OF = date(2024, 6, 1)
HEADER = (
    "名称",
    "镇街",
    "性质",
    "法人登记类型",
    "统一社会信用代码",
    "核定床位",
    "护理型床位",
    "在住老人",
    "等级",
    "等级有效期止",
    "备案日期",
    "最近自查月份",
    "最近区级检查日期",
)
TOWNS = ("洛阳镇", "府河镇", "万店镇", "何店镇", "淅河镇", "西城街道")
NAMES = ("福利院", "康养中心", "幸福养老院", "老年公寓")
OWNERSHIPS = ("公办", "公建民营", "民办公助", "民办")
FORMS = {"12": "事业单位", "52": "民办非企业单位", "91": "企业"}


@dataclass
class Home:
    """An institution as it is: what is judged, before it is typed.

    :param told: first day of the month of the last self-check
    """

    name: str
    town: str
    ownership: str
    prefix: str
    code: str
    beds: int | None
    residents: int | None
    level: int
    until: date | None
    told: date | None
    checked: date | None


class Homes:
    """A register of institutions and what it shows as of a day.

    :param seed: the same seed and arguments give the same content
    :param count: how many institutions
    :param as_of: the day of the judgment
    :param share: share of the institutions that get a fault, 0 to 1
    :param careless: share of the cells typed without care, 0 to 1
    """

    def __init__(self, seed=1, count=40, as_of=AS_OF, share=0.4, careless=0.3):
        self.dice = random.Random(f"homes/{seed}")
        self.hand = Hand(self.dice, careless)
        self.as_of = as_of
        self.made = [self.home(number) for number in range(count)]
        for home in self.made:
            if self.dice.random() < share:
                self.dice.choice(self.faults())(home)

    def home(self, number):
        dice = self.dice
        town, prefix = dice.choice(TOWNS), dice.choice(sorted(FORMS))
        beds = dice.choice((10, 24, 40, 80, 200))
        body = f"{prefix}421303" + "".join(dice.choices(ALPHABET, k=9))
        return Home(
            name=f"{town}{dice.choice(NAMES)}{number:02d}",
            town=town,
            ownership=dice.choice(OWNERSHIPS),
            prefix=prefix,
            code=body + code_character(body),
            beds=beds,
            residents=dice.randrange(beds + 1),
            level=dice.randrange(1, 6),
            until=self.as_of + timedelta(days=dice.randrange(1000)),
            told=self.month(dice.randrange(2)),
            checked=date(self.as_of.year, 1, 1),
        )

    def month(self, back):
        """The first day of the month that lies so many months before the day."""
        months = self.as_of.year * 12 + self.as_of.month - 1 - back
        return date(months // 12, months % 12 + 1, 1)

    # -- what goes wrong ---------------------------------------------------------

    def faults(self):
        return (
            self.shrink,
            self.rating_over,
            self.rating_last_day,
            self.unrated,
            self.untold,
            self.unchecked,
            self.overfill,
            self.fill,
            self.leave_empty,
        )

    def shrink(self, home):
        home.beds = self.dice.choice((1, 8, 9))
        home.residents = min(home.residents, home.beds)

    def rating_over(self, home):
        home.until = self.as_of - timedelta(days=self.dice.randrange(1, 400))

    def rating_last_day(self, home):
        home.until = self.as_of

    def unrated(self, home):
        home.level, home.until = 0, None

    def untold(self, home):
        home.told = self.month(self.dice.choice((2, 3, 14)))

    def unchecked(self, home):
        home.checked = date(self.as_of.year - 1, 12, 31)

    def overfill(self, home):
        home.residents = home.beds + self.dice.choice((1, 9))

    def fill(self, home):
        home.residents = home.beds

    def leave_empty(self, home):
        name = self.dice.choice(("beds", "residents", "until", "told", "checked"))
        setattr(home, name, None)

    # -- the truth ---------------------------------------------------------------

    def truth(self):
        """``{code: names}`` of what was planted."""
        found = {code: [] for code in CODES}
        for one in self.made:
            public = one.ownership in OWNERSHIPS[:2]
            rated = one.level and one.until and one.until >= self.as_of
            known = None not in (one.beds, one.residents)
            wrong = {
                "under_ten_beds": one.beds is not None and one.beds < 10,
                "public_without_rating": public and not rated,
                "self_check_missing": not one.told or one.told < self.month(1),
                "not_checked_this_year": not one.checked
                or one.checked.year < self.as_of.year,
                "residents_over_beds": known and one.residents > one.beds,
            }
            for code, it_is in wrong.items():
                if it_is:
                    found[code].append(one.name)
        return found

    # -- the file ----------------------------------------------------------------

    def write_file(self, path):
        """Write the register, with earlier lines of some institutions."""
        some = self.dice.sample(self.made, min(len(self.made), 2))
        old = [replace(one, beds=1, residents=99, told=None) for one in some]
        lines = old + self.made
        with xlsxwriter.Workbook(path) as book:
            style = book.add_format({"num_format": "yyyy-mm-dd"})
            sheet = book.add_worksheet("养老机构")
            rows = [["曾都区养老机构台账"], HEADER]
            rows += [self.cells(one) for one in lines]
            rows.append(["合计", len(lines)])
            for number, row in enumerate(rows):
                for position, value in enumerate(row):
                    if isinstance(value, date):
                        sheet.write_datetime(number, position, value, style)
                    else:
                        sheet.write(number, position, value)

    def cells(self, one):
        hand = self.hand
        return [
            hand.name(one.name),
            hand.name(one.town),
            hand.name(one.ownership),
            FORMS[one.prefix],
            hand.code(one.code),
            self.count(one.beds),
            0,
            self.count(one.residents),
            "一二三四五"[one.level - 1] + "级" if one.level else "",
            self.day(one.until),
            date(2021, 6, 19),
            hand.month(one.told) if one.told else "",
            self.day(one.checked),
        ]

    def count(self, number):
        if number is None:
            return ""
        return f"{number}张" if self.hand.slips() else number

    def day(self, day):
        if not day:
            return ""
        return day if self.dice.random() < 0.5 else self.hand.day(day)
