"""The seeded generator of registers of plots, with their truth.

The truth comes from what was planted; reading the files back (``plots_oracle``)
must give the same.
"""

import csv
import io
import random
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

import xlsxwriter

from .handwriting import Hand
from .plots_oracle import CODES, later
from .population import Population

HEADERS = (
    ("cemetery", ("公墓", "公墓名称")),
    ("zone", ("区", "墓区")),
    ("row", ("排", "排号")),
    ("number", ("号", "墓号")),
    ("type", ("类型", "墓型")),
    ("area", ("占地面积㎡", "占地面积", "占地面积（㎡）")),
    ("state", ("状态",)),
    ("holder", ("购墓人",)),
    ("identity", ("购墓人身份证号",)),
    ("certificate", ("使用证号",)),
    ("start", ("起始日期",)),
    ("years", ("缴费年限",)),
    ("count", ("安放人数",)),
    ("cremation", ("最近安放者火化证编号", "火化证编号")),
)
CEMETERIES = {
    "神农福寿园": "commercial",
    "白云山经营性公墓": "commercial",
    "曾都区公益性公墓": "public",
    "何店镇王店村公墓": "public",
    "万店镇公墓": "public",
}
AREAS = {"单穴": (0.4, 0.45, 0.5), "双穴": (0.6, 0.7, 0.8)}
WORDS = {"单穴": ("单穴", "单人墓"), "双穴": ("双穴", "双人墓", "合葬墓")}
#: Over the limit of its kind, by kind and type.
TOO_LARGE = {
    ("public", "单穴"): (0.501, 0.6, 1.05, 3),
    ("public", "双穴"): (0.81, 0.85, 1.4),
    ("commercial", "单穴"): (1.001, 1.05, 1.2, 6),
    ("commercial", "双穴"): (1.01, 1.3, 2.5),
}


@dataclass
class Plot:
    """A plot as it is, and how single cells are typed whatever it is."""

    cemetery: str
    zone: str
    row: int
    number: int
    type: str
    area: float
    state: str = "空置"
    holder: str = ""
    identity: str = ""
    certificate: str = ""
    start: date | None = None
    years: int | None = None
    count: int = 0
    cremation: str = ""
    typed: dict = field(default_factory=dict)

    @property
    def label(self):
        """How findings name the plot."""
        return f"{self.cemetery}/{self.zone}/{self.row}/{self.number}"


class PlotFile:
    """Writes one register of plots and the register of cremations beside it.

    :param directory: where the files go
    :param seed: the same seed and arguments give the same files
    :param plots: how many, all cemeteries together
    :param date as_of: the day as of which the truth holds
    :param share: share of the plots that get a fault, 0 to 1
    """

    def __init__(self, directory, seed=1, plots=200, as_of=date(2024, 6, 1), share=0.2):
        self.directory = Path(directory)
        self.dice = random.Random(f"plots/{seed}")
        self.hand = Hand(self.dice, self.dice.choice((0, 0.05, 0.3)))
        self.people = Population(self.dice, as_of)
        self.as_of = as_of
        self.share = share
        self.known = []
        self.certificates = 0
        self.truth = {code: set() for code in CODES}
        self.plots = self.lay_out(plots)
        self.merges = self.dice.random() < 0.5
        self.untidy = self.dice.random() < 0.6

    # -- the plots as they should be -------------------------------------------------

    def lay_out(self, count):
        """Return so many sound plots, some of them in use."""
        dice = self.dice
        names = dice.sample(list(CEMETERIES), dice.randrange(1, len(CEMETERIES)))
        width, plots = dice.randrange(4, 12), []
        for at in range(count):
            name = names[at * len(names) // count]
            zone = "ABC"[at // width // 6 % 3]
            row = at // width // 18 * 6 + at // width % 6 + 1
            kind = dice.choice(("单穴", "双穴"))
            area = dice.choice(AREAS[kind])
            plots.append(Plot(name, zone, row, at % width + 1, kind, area))
        for plot in plots:
            if dice.random() < 0.6:
                self.occupy(plot)
        return plots

    def occupy(self, plot):
        """Let somebody lie in a plot, with everything in order."""
        dice = self.dice
        plot.state, plot.holder = "已安葬", self.people.name()
        plot.identity = self.people.identity()
        self.certificates += 1
        plot.certificate = f"曾墓证{self.certificates:06d}"
        plot.years = dice.choice((5, 10, 20, 20))
        days = round(plot.years * 365.2)
        plot.start = self.as_of - timedelta(days=dice.randrange(30, days - 10))
        plot.count = 1 if plot.type == "单穴" else dice.choice((1, 2))
        if not plot.cremation and dice.random() < 0.5:
            plot.cremation = self.new_number()

    def new_number(self):
        """Return the number of one more cremation of the register."""
        self.known.append(f"曾火{self.as_of.year}{len(self.known) + 1:05d}")
        return self.known[-1]

    # -- what is wrong ---------------------------------------------------------------

    def spoil(self):
        """Plant faults and borderline cases that are none."""
        ways = [self.large, self.full, self.over, self.unknown, self.twice]
        ways += [self.just_in_time, self.leap_day, self.unreadable, self.untyped]
        count = round(len(self.plots) * self.share)
        for plot in self.dice.sample(self.plots, count):
            self.dice.choice(ways)(plot)

    def note(self, code, *plots):
        """Keep that plots have a fault."""
        self.truth[code] |= {plot.label for plot in plots}

    def large(self, plot):
        """A plot over the limit, whether anybody lies there or not."""
        kind = CEMETERIES[plot.cemetery]
        plot.area = self.dice.choice(TOO_LARGE[kind, plot.type])
        self.note("area_over_limit", plot)

    def full(self, plot):
        """More lie in a plot than it has places."""
        self.occupy(plot)
        plot.count = (1 if plot.type == "单穴" else 2) + self.dice.randrange(1, 3)
        self.note("over_capacity", plot)

    def over(self, plot):
        """What was paid for ended, yesterday or years ago."""
        self.occupy(plot)
        ago = self.dice.choice((1, 1, 30, 2000))
        ended = self.as_of - timedelta(days=ago)
        plot.years = 20
        plot.start = date(ended.year - 20, ended.month, min(ended.day, 28))
        self.note("tenure_over", plot)

    def just_in_time(self, plot):
        """What was paid for ends on the very day: not before it."""
        self.occupy(plot)
        plot.years = 20
        plot.start = self.as_of.replace(year=self.as_of.year - 20)

    def leap_day(self, plot):
        """Begun on a 29 February."""
        self.occupy(plot)
        plot.start = date(2004, 2, 29)
        plot.years = self.dice.choice((19, 20, 25))
        if later(plot.start, plot.years) < self.as_of:
            self.note("tenure_over", plot)

    def unknown(self, plot):
        """The register doesn't know the number."""
        if self.users(plot):
            return
        self.occupy(plot)
        plot.cremation = f"曾火{self.as_of.year - 1}{self.dice.randrange(10**5):05d}"
        self.note("cremation_unknown", plot)
        self.count_uses(plot)

    def twice(self, plot):
        """A number that another plot uses already."""
        others = [other for other in self.plots if other.cremation and other != plot]
        if not others or self.users(plot):
            return
        other = self.dice.choice(others)
        self.occupy(plot)
        plot.cremation = other.cremation
        if other.label in self.truth["cremation_unknown"]:
            self.note("cremation_unknown", plot)
        self.count_uses(plot)

    def count_uses(self, plot):
        """Keep every plot that uses the plot's number, if there are several."""
        if others := self.users(plot):
            self.note("cremation_used_twice", plot, *others)

    def users(self, plot):
        """Return the other plots that use the plot's number."""
        return [
            other
            for other in self.plots
            if plot.cremation and other.cremation == plot.cremation and other != plot
        ]

    def unreadable(self, plot):
        """A cell that says nothing: no finding, a sentence on the line."""
        key, value = self.dice.choice(
            (("start", "2003-02-30"), ("years", "见合同"), ("count", "若干"))
        )
        self.occupy(plot)
        plot.typed[key] = value

    def untyped(self, plot):
        """A number that the spreadsheet shows as a day, or nothing as a word."""
        self.occupy(plot)
        plot.typed["years"] = date(1900, 1, plot.years)
        if not plot.cremation:
            plot.typed["cremation"] = self.dice.choice(("无", "/", "—", " "))

    # -- the files -------------------------------------------------------------------

    def write(self):
        """Write both files; return ``(plots, register)``."""
        self.plots.sort(key=lambda plot: (plot.cemetery, plot.zone, plot.row))
        return self.write_plots(), self.write_register()

    def write_plots(self):
        """Write the workbook, as one sheet or a sheet a cemetery."""
        path = self.directory / "plots.xlsx"
        split = self.dice.random() < 0.4
        groups = {}
        for plot in self.plots:
            groups.setdefault(plot.cemetery if split else "墓位", []).append(plot)
        with xlsxwriter.Workbook(path) as book:
            day = book.add_format({"num_format": "yyyy-mm-dd"})
            for title, plots in groups.items():
                named = split and self.dice.random() < 0.5
                self.write_sheet(book.add_worksheet(title), day, plots, named)
        return path

    def write_sheet(self, sheet, day, plots, named):
        """Write a sheet with everything that stands around the plots.

        :param named: whether the sheet's name says which cemetery it is
        """
        dice, at = self.dice, 0
        headers = [(key, dice.choice(names)) for key, names in HEADERS]
        if named:
            headers = headers[1:]
        if self.untidy:
            # Where a part of a place may be blank, it stands behind what it is in.
            rest = headers[len(headers) - 10 :]
            dice.shuffle(rest)
            headers = headers[: len(headers) - 10] + rest
            sheet.write(0, 0, "墓位登记表")
            sheet.write(1, 0, "单位：平方米、年、人")
            at = 2
        for column, (_key, name) in enumerate(headers):
            sheet.write(at, column, name)
        first = at + 1
        rows = list(plots)
        if self.untidy and rows:
            rows.insert(dice.randrange(len(rows)), dice.choice(rows))
            rows.sort(key=lambda plot: (plot.cemetery, plot.zone, plot.row))
        for at, plot in enumerate(rows, first):
            cells = self.cells(plot)
            for column, (key, _name) in enumerate(headers):
                self.put(sheet, at, column, cells[key], day)
        if self.merges:
            self.merge(sheet, first, rows, headers)
        if self.untidy:
            sheet.write(first + len(rows), 0, "合计")
            sheet.write(first + len(rows), 4, f"{len(rows)}")
            sheet.write(first + len(rows) + 1, 0, "制表人：张三")
            sheet.write(first + len(rows) + 1, 5, "审核人：李四")

    def put(self, sheet, row, column, value, day):
        """Write one cell as what it is."""
        if isinstance(value, date):
            sheet.write_datetime(row, column, value, day)
        elif isinstance(value, str):
            sheet.write_string(row, column, value) if value else None
        elif value is not None:
            sheet.write_number(row, column, value)

    def merge(self, sheet, first, rows, headers):
        """Merge places that stand below each other, or leave the repeats blank."""
        for column, (key, _name) in enumerate(headers):
            if key not in ("cemetery", "zone", "row"):
                continue
            start = 0
            for at in range(1, len(rows) + 1):
                if at < len(rows) and self.same(rows[at], rows[start], key):
                    continue
                if at - start > 1:
                    value = getattr(rows[start], key)
                    sheet.merge_range(
                        first + start, column, first + at - 1, column, value
                    )
                start = at

    def same(self, one, other, key):
        """Tell whether two plots share a place and everything that it is in."""
        keys = ("cemetery", "zone", "row")
        upto = keys[: keys.index(key) + 1]
        return all(getattr(one, name) == getattr(other, name) for name in upto)

    def cells(self, plot):
        """Return the cells of a plot, as somebody types them."""
        hand, dice = self.hand, self.dice
        cells = {
            "cemetery": hand.name(plot.cemetery),
            "zone": hand.code(plot.zone) if hand.care < 0.1 else plot.zone,
            "row": self.place(plot.row, "排"),
            "number": self.place(plot.number, "号"),
            "type": hand.name(dice.choice(WORDS[plot.type])),
            "area": self.area(plot.area),
            "state": hand.name(plot.state),
            "holder": hand.name(plot.holder),
            "identity": hand.code(plot.identity),
            "certificate": hand.code(plot.certificate),
            "start": plot.start and self.day(plot.start),
            "years": plot.years and self.years(plot.years),
            "count": f"{plot.count}人" if hand.slips() else plot.count,
            "cremation": hand.code(plot.cremation),
        }
        return {**cells, **plot.typed}

    def place(self, number, unit):
        """Return the number of a row or plot."""
        if not self.hand.slips():
            return number
        wide = str(number).translate(
            str.maketrans("0123456789", "０１２３４５６７８９")
        )
        ways = (str(number), wide, f"第{number}{unit}", f"{number:02d}", float(number))
        return self.dice.choice(ways)

    def area(self, area):
        """Return an area, now and then as text or as computers add."""
        if not self.hand.slips():
            return area
        return self.dice.choice(
            (f"{area}㎡", f"{area} 平方米", f" {area}", area + 1e-12)
        )

    def day(self, start):
        """Return a day as people write it or spreadsheets keep it."""
        serial = (start - date(1899, 12, 30)).days
        ways = (start, start, self.hand.day(start))
        return self.dice.choice((*ways, serial) if self.hand.slips() else ways)

    def years(self, years):
        """Return the paid years."""
        if not self.hand.slips():
            return years
        ways = [f"{years}年", f" {years} ", float(years)]
        return self.dice.choice([*ways, "二十年"] if years == 20 else ways)

    def write_register(self):
        """Write the register, as text in GB18030 or UTF-8 or as a workbook."""
        header = "火化证编号 死者姓名 身份证号 死亡日期 火化日期 殡仪馆".split()
        rows = []
        for number in self.known:
            identity = self.people.identity()
            if self.dice.random() < 0.1:
                # The line can't be taken, and the number was given all the same.
                identity = identity[:-2]
            row = [self.hand.code(number).strip("\n"), self.people.name(), identity]
            died = self.as_of - timedelta(days=self.dice.randrange(1, 300))
            rows.append([*row, f"{died}", f"{died}", "曾都区殡仪馆"])
        way = self.dice.choice(("gb18030", "utf-8-sig", "xlsx"))
        path = self.directory / f"register.{'xlsx' if way == 'xlsx' else 'csv'}"
        if way == "xlsx":
            with xlsxwriter.Workbook(path) as book:
                sheet = book.add_worksheet("火化登记")
                sheet.write(0, 0, "曾都区殡仪馆火化登记表")
                for at, row in enumerate([header, *rows], 1):
                    sheet.write_row(at, 0, row)
        else:
            lines = io.StringIO()
            csv.writer(lines).writerows([header, *rows])
            path.write_bytes(lines.getvalue().encode(way))
        return path


def generate_plots(directory, **options):
    """Write a register of plots; return ``(plots, register, truth)``.

    See :class:`PlotFile` for the options.
    """
    file = PlotFile(directory, **options)
    file.spoil()
    paths = file.write()
    truth = {code: sorted(labels) for code, labels in file.truth.items()}
    return (*paths, truth)
