"""The seeded generator of registers of plots, with their truth.

The truth comes from what was planted; reading the files back (``plots_oracle``)
must give the same.
"""

import random
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

from .handwriting import Hand
from .plots_oracle import CODES, later
from .plots_paper import PlotPaper
from .population import Population

CEMETERIES = {
    "神农福寿园": "commercial",
    "白云山经营性公墓": "commercial",
    "曾都区公益性公墓": "public",
    "何店镇王店村公墓": "public",
    "万店镇公墓": "public",
}
AREAS = {"单穴": (0.4, 0.45, 0.5), "双穴": (0.6, 0.7, 0.8)}
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


class PlotFile(PlotPaper):
    """Writes one register of plots and the register of cremations beside it.

    :param directory: where the files go
    :param seed: the same seed and arguments give the same files
    :param plots: how many, all cemeteries together
    :param date as_of: the day as of which the truth holds
    :param share: share of the plots that get a fault, 0 to 1
    :param names: ``{name: kind}`` of the cemeteries, some of its own if ``None``
    :param numbers: of cremations in a register that is there already, if any
    """

    def __init__(
        self,
        directory,
        seed=1,
        plots=200,
        as_of=date(2024, 6, 1),
        share=0.2,
        names=None,
        numbers=None,
    ):
        self.numbers = numbers
        self.kinds = names or CEMETERIES
        self.names = list(names or ())
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
        names = self.names or dice.sample(
            list(CEMETERIES), dice.randrange(1, len(CEMETERIES))
        )
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
        if self.numbers is not None:
            return self.numbers.pop() if self.numbers else ""
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
        kind = self.kinds[plot.cemetery]
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


def generate_plots(directory, **options):
    """Write a register of plots; return ``(plots, register, truth)``.

    See :class:`PlotFile` for the options.
    """
    file = PlotFile(directory, **options)
    file.spoil()
    paths = file.write_files()
    truth = {code: sorted(labels) for code, labels in file.truth.items()}
    return (*paths, truth)
