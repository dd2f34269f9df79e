"""The seeded generator of an invented district month, with its truth.

The truth comes from what was planted, not from the files: every fault changes the
entry that the rule table judges (``rules``) and, apart from that, the cell that is
written (``files``). Reading the files back (``oracle``) must give the same.
"""

import random
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

from . import faults_of_fields  # noqa: F401  (registers the faults of the fields)
from .faults import FAULTS, Death, Listed, Scene
from .files import (
    TownSheet,
    Workbook,
    write_deaths,
    write_destitute,
    write_standards,
)
from .handwriting import Hand
from .population import Population
from .rules import (
    CARE,
    LIFE,
    MONTH_DIFFERS,
    PROGRAM_UNKNOWN,
    Month,
    Standard,
    judge,
)
from .standards import standard_rows

SHARE_FAULTY = 0.05
CARELESS = 0.03
#: Of the destitute, from one month to the next.
SHARE_STAYING = 0.98


class Generator:
    """Writes consecutive months of one district into a directory.

    :param directory: where the files go; made if missing
    :param period: the first month, ``YYYY-MM``
    :param seed: the same seed and arguments give the same files' content
    :param lines: lines of the first month's roster, all towns together
    :param faults: without, every claim is payable and every cell neat
    :param share: share of the lines that get a fault, 0 to 1
    :param standards: a key of ``standards.VARIANTS``, by the seed if ``None``
    :param refused: whether one town's sheet states another month, by the seed if
        ``None``
    """

    def __init__(
        self,
        directory,
        period="2024-03",
        seed=1,
        lines=6000,
        faults=True,
        share=SHARE_FAULTY,
        standards=None,
        refused=None,
    ):
        self.directory = Path(directory)
        self.directory.mkdir(parents=True, exist_ok=True)
        self.first_day = date.fromisoformat(f"{period}-01")
        self.dice = random.Random(f"{period}/{seed}")
        self.hand = Hand(self.dice, CARELESS if faults else 0)
        self.population = Population(self.dice, self.first_day)
        self.people = self.population.people(lines)
        self.faults = faults
        self.share = share
        self.refused = refused
        self.registers = {}
        self.destitute = []
        self.months = []
        rows = standard_rows(self.dice, self.first_day, faults, standards)
        write_standards(self.directory / "standards.csv", rows)
        self.standards = [planted_standard(row) for row in rows]

    def add_month(self):
        """Write one more month: roster, destitute, and the quarter's register."""
        day = self.first_day
        if self.months:
            day = self.months[-1].last_day + timedelta(days=1)
            leaving = {d.identity for deaths in self.registers.values() for d in deaths}
            leaving |= {line.identity for line in self.destitute}
            self.people = self.population.move_on(self.people, day, leaving)
        month = Month(day, standards=self.standards)
        self.months.append(month)
        entries = [replace(entry, cells={}) for entry in self.people]
        scene = Scene(self.population, entries, month, register_window(day))
        if self.faults:
            self.spoil(scene)
        self.write_register(scene)
        self.write_destitute(scene)
        self.write_roster(scene)

    def spoil(self, scene):
        """Plant faults: each kind once where there is room, some lines get several."""
        entries, dice = scene.entries, self.dice
        kinds = list(FAULTS)
        count = min(round(len(entries) * self.share), len(entries))
        if count >= len(kinds):
            unlucky = dice.sample(entries, len(kinds))
            for entry, kind in zip(unlucky, kinds, strict=True):
                FAULTS[kind](entry, scene)
            count -= len(kinds)
        for entry in dice.sample(entries, count):
            several = dice.randrange(2, 5) if dice.random() < 0.2 else 1
            for _fault in range(several):
                FAULTS[dice.choice(kinds)](entry, scene)

    def write_register(self, scene):
        """Add the month's dead to the quarter's register, strangers among them."""
        day = scene.month.first_day
        quarter = f"{day.year}Q{(day.month + 2) // 3}"
        deaths = self.registers.setdefault(quarter, [])
        strangers = 5 + len(scene.entries) // 25
        scene.deaths += [
            Death(self.population.name(), self.population.identity(), died)
            for died in (scene.day(*scene.window) for _stranger in range(strangers))
        ]
        self.dice.shuffle(scene.deaths)
        deaths += scene.deaths
        path = self.directory / f"cremations_{quarter}_gbk.csv"
        write_deaths(path, deaths, self.hand)

    def write_destitute(self, scene):
        """Write the list of the destitute: most as before, strangers among them."""
        stay = [line for line in self.destitute if self.dice.random() < SHARE_STAYING]
        missing = 5 + len(scene.entries) // 12 - len(stay)
        people, towns = self.population, self.population.towns
        new = scene.destitute + [
            Listed(self.dice.choice(towns), people.name(), people.identity())
            for _stranger in range(missing)
        ]
        self.dice.shuffle(new)
        self.destitute = stay + new
        scene.month.destitute = {
            line.identity for line in self.destitute if not line.as_number
        }
        day = scene.month.first_day
        path = self.directory / f"destitute_{day:%Y-%m}.xlsx"
        write_destitute(path, self.destitute, day, self.hand)

    def write_roster(self, scene):
        """Write a sheet a town; what a sheet holds is the month's, unless refused."""
        month = scene.month
        refused = self.refused_town()
        by_town = {town: [] for town in self.population.towns}
        for entry in scene.entries:
            by_town[entry.town].append(entry)
        path = self.directory / f"disability_roster_{month.first_day:%Y-%m}.xlsx"
        with Workbook(path) as book:
            for town, entries in by_town.items():
                untidy = self.faults and self.dice.random() < 0.3
                sheet = TownSheet(self.hand, book.sheet(town), untidy)
                stated = self.stated_month(month, town == refused)
                row = sheet.fill(town, entries, stated)
                if town == refused:
                    month.rejected.append([town, row, MONTH_DIFFERS])
                else:
                    month.lines += entries
                    month.rejected += [
                        [town, entry.row, PROGRAM_UNKNOWN]
                        for entry in entries
                        if entry.programs is None
                    ]

    def refused_town(self):
        """Return the town whose sheet states another month, mostly none."""
        refused = self.refused
        if refused is None:
            refused = self.faults and self.dice.random() < 0.3
        return self.dice.choice(self.population.towns) if refused else None

    def stated_month(self, month, wrong):
        """Return the month as the sheet states it."""
        day = month.first_day
        if wrong:
            other = (day - timedelta(days=1), month.last_day + timedelta(days=1))
            day = self.dice.choice((*other, day.replace(year=day.year - 1)))
        ways = [f"{day.year}年{day.month}月"]
        if self.faults:
            ways += [f"{day:%Y年%m月}", f"{day:%Y-%m}", f"{day:%Y.%m}", f"{day:%Y%m}"]
        return self.dice.choice(ways)

    def expected(self):
        """Return the truth of every month, by period."""
        deaths = {}
        for death in (death for dead in self.registers.values() for death in dead):
            earlier = deaths.get(death.identity, death.died)
            deaths[death.identity] = min(death.died, earlier)
        for month in self.months:
            month.deaths = deaths
        return {f"{month.first_day:%Y-%m}": judge(month) for month in self.months}


def register_window(day):
    """Return the first and last day of death that the month's register may name."""
    start = date(day.year, (day.month - 1) // 3 * 3 + 1, 1)
    end = (start + timedelta(days=95)).replace(day=1) - timedelta(days=1)
    return start - timedelta(days=8), end


def planted_standard(row):
    """Return the standard that a row of ``standards.csv`` states."""
    program = LIFE if row[0] == "困难残疾人生活补贴" else CARE
    end = date.fromisoformat(row[4]) if row[4] else None
    return Standard(program, row[1], Decimal(row[2]), date.fromisoformat(row[3]), end)


def generate_months(directory, period="2024-03", months=2, **options):
    """Write consecutive months and return the truth of each, by period."""
    generator = Generator(directory, period, **options)
    for _month in range(months):
        generator.add_month()
    return generator.expected()


def generate(directory, period="2024-03", seed=1, lines=6000, months=1, **options):
    """Write a month's files (and later months') and return the truth of the first.

    See ``Generator`` for the options, ``generate_months`` for the truth of each month.
    """
    truths = generate_months(
        directory, period, months, seed=seed, lines=lines, **options
    )
    return truths[period]
