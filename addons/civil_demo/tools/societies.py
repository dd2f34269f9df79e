"""Invents registers of social organizations, with the truth of what is planted.

The truth comes from the facts that were planted; reading the file back
(``society_oracle``) must give the same. Nobody in here exists.
"""

import calendar
import math
import random
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

import xlsxwriter

from .handwriting import Hand
from .population import GIVEN, SURNAMES
from .rules import check_character
from .society_oracle import code_character

AS_OF = date(2024, 6, 1)
RATE = 5
NO_LISTS = (
    "credit_code_invalid",
    "credit_code_kind_mismatch",
    "term_overdue",
    "not_inspected_two_years",
    "failed_two_years",
    "no_activity_two_years",
    "shared_legal_representative",
    "net_assets_below_fund",
)
#: How people write the kinds; the prefix of credit codes.
KINDS = {
    "51": ("社会团体", "社会团体", "社团"),
    "52": ("民办非企业单位", "社会服务机构", "民非"),
    "53": ("基金会",),
}
CONCLUSIONS = {
    "good": ("合格", "合格", "年检合格"),
    "fair": ("基本合格", "基本 合格"),
    "bad": ("不合格",),
    "none": ("未参检", "未年检", "未参加年检"),
    "": ("",),
}
#: How many of a hundred have which conclusion.
SHARES = (80, 8, 5, 5, 2)
FIELDS = ("养老", "文化", "体育", "农技", "环保", "志愿", "商贸", "教育")
SUPERVISORS = ("区教育局", "区文旅局", "区卫健局", "区民政局", "区农业农村局", "")
ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"


@dataclass
class Society:
    """An organization as it is: what is judged, before it is typed."""

    name: str
    prefix: str
    code: str
    head: str
    identity: str
    term_end: date | None
    active: date | None
    fund: int | None
    net: int | None
    results: dict = field(default_factory=dict)
    grade: int = 0
    grade_end: date | None = None
    invalid: bool = False
    mismatch: bool = False


class Societies:
    """A register of organizations and what it shows as of a day.

    :param seed: the same seed and arguments give the same content
    :param count: how many organizations
    :param as_of: the day of the judgment
    :param share: share of the organizations that get a fault, 0 to 1
    :param careless: share of the cells typed without care, 0 to 1
    """

    def __init__(self, seed=1, count=120, as_of=AS_OF, share=0.4, careless=0.3):
        self.dice = random.Random(f"societies/{seed}")
        self.hand = Hand(self.dice, careless)
        self.as_of = as_of
        self.years = (as_of.year - 2, as_of.year - 1)
        self.share = share
        self.made = [self.society(number) for number in range(count)]
        for society in self.made:
            if self.dice.random() < share:
                self.dice.choice(self.faults())(society)
        self.in_ten_thousands = self.dice.random() < 0.3
        self.extra_year = self.dice.random() < 0.5

    # -- what is right -----------------------------------------------------------

    def society(self, number):
        dice = self.dice
        prefix = dice.choices(("51", "52", "53"), (45, 50, 5))[0]
        form = {"51": "协会", "52": "服务中心", "53": "基金会"}[prefix]
        name = f"曾都区{dice.choice(SURNAMES)}{dice.choice(GIVEN)}"
        fund = dice.choice((30000, 50000, 100000))
        grade = dice.choice((0, 0, 0, 1, 2, 3, 4, 5))
        return Society(
            name=f"{name}{dice.choice(FIELDS)}{form}{number:03d}",
            prefix=prefix,
            code=self.code(prefix),
            head=dice.choice(SURNAMES) + dice.choice(GIVEN),
            identity=self.identity(),
            term_end=self.as_of + timedelta(days=dice.randrange(1500)),
            active=self.as_of - timedelta(days=dice.randrange(600)),
            fund=fund,
            net=fund + dice.randrange(0, 90000),
            results={
                year: dice.choices(
                    ("good", "fair", "bad", "none", ""), (80, 8, 5, 5, 2)
                )[0]
                for year in self.years
            },
            grade=grade,
            grade_end=grade
            and self.as_of + timedelta(days=dice.randrange(1500))
            or None,
        )

    def result(self):
        return self.dice.choices(("good", "fair", "bad", "none", ""), SHARES)[0]

    def code(self, prefix):
        body = f"{prefix}421303" + "".join(self.dice.choices(ALPHABET, k=9))
        return body + code_character(body)

    def identity(self):
        born = date(1950, 1, 1) + timedelta(days=self.dice.randrange(15000))
        body = f"421303{born:%Y%m%d}{self.dice.randrange(1000):03d}"
        return body + check_character(body)

    # -- what goes wrong ---------------------------------------------------------

    def faults(self):
        return (
            self.spoil_code,
            self.spoil_code,
            self.other_kind,
            self.over,
            self.over_today,
            self.uninspected,
            self.failed,
            self.mixed,
            self.idle,
            self.idle_today,
            self.share_head,
            self.share_head,
            self.share_name,
            self.poor,
            self.just_enough,
            self.grade_over,
            self.grade_last_day,
            self.leave_empty,
        )

    def spoil_code(self, society):
        code, dice = society.code, self.dice
        wrong = ALPHABET[(ALPHABET.index(code[-1]) + dice.randrange(1, 31)) % 31]
        ways = (
            code[:-1] + wrong,
            code[:-1],
            code + "0",
            code[:9] + "I" + code[10:],
            "",
        )
        society.code = dice.choice(ways)
        society.invalid = True
        society.mismatch = society.mismatch and bool(society.code)

    def other_kind(self, society):
        other = self.dice.choice(
            [kind for kind in ("51", "52") if kind != society.prefix]
        )
        society.code = self.code(other)
        society.invalid, society.mismatch = False, True

    def over(self, society):
        society.term_end = self.as_of - timedelta(days=self.dice.randrange(1, 400))

    def over_today(self, society):
        society.term_end = self.as_of - timedelta(days=self.dice.randrange(2))

    def uninspected(self, society):
        society.results = dict.fromkeys(self.years, "none")

    def failed(self, society):
        society.results = dict.fromkeys(self.years, "bad")

    def mixed(self, society):
        pair = self.dice.sample(("none", "bad"), 2)
        society.results = dict(zip(self.years, pair, strict=True))

    def idle(self, society):
        society.active = self.two_years() - timedelta(days=self.dice.randrange(1, 900))

    def idle_today(self, society):
        society.active = self.two_years() - timedelta(days=self.dice.randrange(2))

    def two_years(self):
        last = calendar.monthrange(self.as_of.year - 2, self.as_of.month)[1]
        return self.as_of.replace(
            year=self.as_of.year - 2, day=min(self.as_of.day, last)
        )

    def share_head(self, society):
        other = self.dice.choice(self.made)
        society.identity, society.head = other.identity, other.head

    def share_name(self, society):
        society.head = self.dice.choice(self.made).head

    def poor(self, society):
        society.net = society.fund - self.dice.choice((1, 5000, society.fund + 700))

    def just_enough(self, society):
        society.net = society.fund

    def grade_over(self, society):
        society.grade = self.dice.choice((3, 4, 5))
        society.grade_end = self.as_of - timedelta(days=self.dice.randrange(1, 300))

    def grade_last_day(self, society):
        society.grade = self.dice.choice((2, 3, 4))
        society.grade_end = self.as_of

    def leave_empty(self, society):
        name = self.dice.choice(("term_end", "active", "fund", "net", "grade_end"))
        setattr(society, name, None)

    # -- the truth ---------------------------------------------------------------

    def truth(self):
        """``{code: names or number}`` of what was planted."""
        lists = {code: [] for code in NO_LISTS}
        first, last = self.years
        for one in self.made:
            pair = (one.results[first], one.results[last])
            known = one.net is not None and one.fund is not None
            wrong = {
                "credit_code_invalid": one.invalid,
                "credit_code_kind_mismatch": one.mismatch,
                "term_overdue": one.term_end and one.term_end < self.as_of,
                "not_inspected_two_years": pair == ("none", "none"),
                "failed_two_years": pair == ("bad", "bad"),
                "no_activity_two_years": one.active and one.active < self.two_years(),
                "shared_legal_representative": self.shares(one),
                "net_assets_below_fund": known and one.net < one.fund,
            }
            for code, found in wrong.items():
                if found:
                    lists[code].append(one.name)
        graded = [
            one
            for one in self.made
            if one.grade >= 3 and one.grade_end and one.grade_end >= self.as_of
        ]
        inspected = [one for one in self.made if one.results[last] not in ("none", "")]
        return {
            **lists,
            "graded_3a_plus": len(graded),
            "inspected_last_year": len(inspected),
            "spot_check_sample": math.ceil(len(self.made) * RATE / 100),
        }

    def shares(self, one):
        return one.prefix == "51" and any(
            other is not one and other.prefix == "51" and other.identity == one.identity
            for other in self.made
        )

    # -- the file ----------------------------------------------------------------

    def write_file(self, path):
        """Write the register, with earlier lines of some organizations."""
        self.write_rows(path, self.old_lines() + self.made)

    def old_lines(self):
        """Earlier lines of some organizations; their last one counts."""
        some = self.dice.sample(self.made, min(len(self.made), 3))
        return [
            replace(one, term_end=date(2001, 1, 1), active=date(2001, 1, 1), net=1)
            for one in some
        ]

    def write_rows(self, path, lines):
        """Write lines as a workbook: a title, headings, lines, a total."""
        with xlsxwriter.Workbook(path) as book:
            style = book.add_format({"num_format": "yyyy-mm-dd"})
            sheet = book.add_worksheet("社会组织")
            rows = [["曾都区社会组织登记表"], self.header()]
            rows += [self.cells(one) for one in lines]
            rows.append(["合计", len(lines)])
            for number, row in enumerate(rows):
                for position, value in enumerate(row):
                    if isinstance(value, date):
                        sheet.write_datetime(number, position, value, style)
                    else:
                        sheet.write(number, position, value)

    def header(self):
        fund = (
            "注册（开办）资金（万元）" if self.in_ten_thousands else "注册（开办）资金"
        )
        years = [*self.years]
        if self.extra_year:
            # The inspection of the running year isn't over; an earlier one is.
            years = [years[0] - 1, *years, self.as_of.year]
        self.columns = years
        return [
            *("名称", "统一社会信用代码", "类型", "业务主管单位", "法定代表人"),
            *("法定代表人身份证号", "本届止", "评估等级", "评估有效期止"),
            *(f"{year}年度年检结论" for year in years),
            *("最近一次活动日期", fund, f"{self.years[1]}年末净资产"),
        ]

    def cells(self, one):
        dice, hand = self.dice, self.hand
        grade = one.grade and dice.choice(
            (f"{one.grade}A", f"{one.grade}A级", "A" * one.grade)
        )
        return [
            hand.name(one.name),
            hand.code(one.code),
            dice.choice(KINDS[one.prefix]),
            dice.choice(SUPERVISORS),
            hand.name(one.head),
            hand.code(one.identity),
            self.day(one.term_end),
            grade or dice.choice(("", "无")),
            self.day(one.grade_end),
            *(
                dice.choice(CONCLUSIONS[one.results.get(year, "none")])
                for year in self.columns
            ),
            self.day(one.active),
            self.fund(one.fund),
            self.amount(one.net),
        ]

    def day(self, day):
        if not day:
            return ""
        return day if self.dice.random() < 0.5 else self.hand.day(day)

    def fund(self, amount):
        if amount is None:
            return ""
        if self.in_ten_thousands:
            bare = amount / 10000
        else:
            bare = amount
        return self.dice.choice((bare, bare, f"{amount // 10000}万元", f"{amount}元"))

    def amount(self, amount):
        if amount is None:
            return ""
        return self.dice.choice((amount, float(amount), f"{amount:,}", f"{amount}元"))
