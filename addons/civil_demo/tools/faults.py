"""The faults that towns' workbooks have: each function spoils one line in one way.

A fault changes what a careful reader will understand (the fields of the entry) and,
where it matters, the cell itself (``entry.cells``), so that the truth of the month is
known without reading the files back.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from .rules import CARE, LIFE, check_character, identity_is_valid

FAULTS = {}
PERSON = (
    *("name", "identity", "identity_is_number", "certificate", "certificate_is_number"),
    *("kind", "grade", "minimum_living", "first_month", "sex"),
)


@dataclass(slots=True)
class Death:
    """A line of the cremation register."""

    name: str
    identity: str
    died: date


@dataclass(slots=True)
class Listed:
    """A line of the list of the destitute."""

    town: str
    name: str
    identity: str
    as_number: bool = False


class Scene:
    """A month under construction: its lines, and what other files say of people."""

    def __init__(self, population, entries, month, window):
        self.dice = population.dice
        self.population = population
        self.entries = entries
        self.month = month
        self.window = window
        self.deaths = []
        self.destitute = []

    def other(self, entry, same_town=None):
        """Return another line, if it can be had in the same or in another town."""
        for _time in range(40):
            other = self.dice.choice(self.entries)
            fits = same_town is None or (other.town == entry.town) == same_town
            if other is not entry and fits:
                return other
        return None

    def day(self, first, last):
        """Return a day, both ends included."""
        return first + timedelta(days=self.dice.randrange((last - first).days + 1))


def fault(function):
    """Register a fault under its function's name."""
    FAULTS[function.__name__] = function
    return function


def set_identity(entry, number, cell=None):
    """Give a line another number, as text unless a cell is given."""
    entry.identity, entry.identity_is_number = number, cell is not None
    entry.cells["identity"] = number if cell is None else cell


def set_certificate(entry, number):
    """Give a line another certificate."""
    entry.certificate, entry.certificate_is_number = number, False
    entry.cells.pop("certificate", None)


def as_number(digits):
    """Return the number that a spreadsheet keeps: fifteen digits are left."""
    return float(digits[:15] + "0" * (len(digits) - 15))


@fault
def identity_check_character(entry, scene):
    wrong = scene.dice.choice("0123456789X".replace(entry.identity[-1:], ""))
    set_identity(entry, entry.identity[:17] + wrong)


@fault
def identity_first_generation(entry, scene):
    set_identity(entry, entry.identity[:6] + entry.identity[8:17])


@fault
def identity_length(entry, scene):
    set_identity(entry, scene.dice.choice((entry.identity[:17], entry.identity + "1")))


@fault
def identity_blank(entry, scene):
    set_identity(entry, "")


@fault
def identity_letters(entry, scene):
    set_identity(entry, entry.identity[:10] + "O" + entry.identity[11:])


@fault
def identity_as_number(entry, scene):
    cell = as_number(scene.population.identity().replace("X", "0"))
    set_identity(entry, str(int(cell)), cell)


@fault
def identity_as_number_that_fits(entry, scene):
    """A number whose check character holds by chance is as wrong as any other."""
    while True:
        cell = as_number(scene.population.identity().replace("X", "0"))
        if identity_is_valid(str(int(cell)), scene.month.last_day):
            return set_identity(entry, str(int(cell)), cell)


@fault
def identity_unreal_date(entry, scene):
    unreal = scene.dice.choice(("19850230", "19711131", "20011305", "19900229"))
    digits = entry.identity[:6].ljust(6, "1") + unreal + "123"
    set_identity(entry, digits + check_character(digits))


@fault
def identity_after_the_period(entry, scene):
    born = scene.month.last_day + timedelta(days=scene.dice.randrange(1, 500))
    set_identity(entry, scene.population.identity(born=born))


@fault
def identity_born_on_the_last_day(entry, scene):
    """No fault: somebody is born on the very last day of the period."""
    set_identity(entry, scene.population.identity(born=scene.month.last_day))
    set_certificate(entry, f"{entry.identity}{entry.kind or 1}{entry.grade or 1}")


def repeat(entry, other):
    """Put another line's person on this line."""
    if other is None:
        return
    for key in PERSON:
        setattr(entry, key, getattr(other, key))
        if key in other.cells:
            entry.cells[key] = other.cells[key]
        else:
            entry.cells.pop(key, None)
    entry.holder, entry.agent = entry.name, ""
    entry.cells.pop("holder", None)


@fault
def duplicate_in_town(entry, scene):
    repeat(entry, scene.other(entry, same_town=True))


@fault
def duplicate_across_towns(entry, scene):
    repeat(entry, scene.other(entry, same_town=False))


@fault
def duplicate_for_other_program(entry, scene):
    other = scene.other(entry)
    if other is not None:
        repeat(entry, other)
        set_programs(entry, (CARE,))
        set_programs(other, (LIFE,))


@fault
def duplicate_of_a_rejected_line(entry, scene):
    other = scene.other(entry)
    if other is not None:
        repeat(entry, other)
        program_unknown(other, scene)


@fault
def duplicate_three_times(entry, scene):
    repeat(scene.other(entry) or entry, entry)
    repeat(scene.other(entry) or entry, entry)


def set_programs(entry, programs):
    """Claim other programs."""
    entry.programs = programs
    entry.cells.pop("programs", None)


@fault
def program_unknown(entry, scene):
    entry.programs = None
    entry.cells["programs"] = scene.dice.choice(("其他", "", "临时救助", "高龄津贴"))


@fault
def program_two(entry, scene):
    set_programs(entry, (LIFE, CARE))


def bury(entry, scene, *days):
    """Enter a person in the register, once for each day of death."""
    scene.deaths.extend(Death(entry.name, entry.identity, day) for day in days)


@fault
def died_before(entry, scene):
    last = scene.month.first_day - timedelta(days=1)
    bury(entry, scene, scene.day(min(scene.window[0], last), last))


@fault
def died_on_the_eve(entry, scene):
    bury(entry, scene, scene.month.first_day - timedelta(days=1))


@fault
def died_on_the_first_day(entry, scene):
    bury(entry, scene, scene.month.first_day)


@fault
def died_within(entry, scene):
    bury(entry, scene, scene.day(scene.month.first_day, scene.month.last_day))


@fault
def died_twice(entry, scene):
    eve = scene.month.first_day - timedelta(days=1)
    days = [scene.day(scene.month.first_day, scene.window[1]), eve]
    scene.dice.shuffle(days)
    bury(entry, scene, *days)


@fault
def died_after(entry, scene):
    """No fault: the register came in later and reaches beyond the period."""
    bury(entry, scene, scene.day(scene.month.last_day, scene.window[1]))


@fault
def is_destitute(entry, scene):
    scene.destitute.append(Listed(entry.town, entry.name, entry.identity))


@fault
def is_destitute_as_number(entry, scene):
    """No fault for the line: the list's number has lost its last digits."""
    spoiled = entry.identity.isdigit()
    line = Listed(entry.town, entry.name, entry.identity, spoiled)
    scene.destitute.append(line)
