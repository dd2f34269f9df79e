"""The faults of certificate, class, grade, month, household and account."""

from datetime import date

from .faults import as_number, fault, set_certificate, set_programs
from .rules import CARE, LIFE


def digit_other_than(dice, digit, highest):
    """Return another digit from 1 on."""
    return dice.choice([str(n) for n in range(1, highest + 1) if str(n) != digit])


@fault
def certificate_of_somebody_else(entry, scene):
    number = scene.population.identity()
    set_certificate(entry, f"{number}{entry.kind or 1}{entry.grade or 1}")


@fault
def certificate_class(entry, scene):
    kind = digit_other_than(scene.dice, entry.kind, 7)
    set_certificate(entry, f"{entry.identity[:18]}{kind}{entry.grade or 1}")


@fault
def certificate_grade(entry, scene):
    grade = digit_other_than(scene.dice, entry.grade, 4)
    set_certificate(entry, f"{entry.identity[:18]}{entry.kind or 1}{grade}")


@fault
def certificate_grade_reissued(entry, scene):
    certificate_grade(entry, scene)
    set_certificate(entry, entry.certificate + "B2")


@fault
def certificate_letter(entry, scene):
    """Twenty characters, but the grade's digit is a letter: it differs."""
    set_certificate(entry, f"{entry.identity[:18]}{entry.kind or 1}A")


@fault
def certificate_reissued(entry, scene):
    """No fault: the mark of a reissue doesn't count."""
    mark = scene.dice.choice(("B1", "B2", "B3", "B12"))
    set_certificate(entry, entry.certificate.partition("B")[0] + mark)


@fault
def certificate_length(entry, scene):
    number = entry.certificate.partition("B")[0]
    number = scene.dice.choice((number[:19], number + "1", number[:18], ""))
    set_certificate(entry, number)


@fault
def certificate_short_and_reissued(entry, scene):
    """Twenty characters only with the mark of the reissue."""
    set_certificate(entry, entry.certificate.partition("B")[0][:18] + "B1")


@fault
def certificate_as_number(entry, scene):
    cell = as_number(scene.population.identity().replace("X", "0") + "11")
    entry.certificate, entry.certificate_is_number = str(int(cell)), True
    entry.cells["certificate"] = cell


def unreadable(entry, scene, key, *cells):
    """Write something that can't be read."""
    setattr(entry, key, None)
    entry.cells[key] = scene.dice.choice(cells)


@fault
def kind_unreadable(entry, scene):
    unreadable(entry, scene, "kind", "", "其他", "8", 0, "不详", "？")


@fault
def grade_unreadable(entry, scene):
    unreadable(entry, scene, "grade", "", "五级", "0", 5, "不详", "重度")


@fault
def flag_unreadable(entry, scene):
    unreadable(entry, scene, "minimum_living", "", "？", "待核", "不详", 2)


@fault
def month_unreadable(entry, scene):
    """A number like 2021.1 may have been 2021.10 before the spreadsheet got it."""
    cells = ("", "待定", "2021-13", "2021年", "2022-02-30", "不详", 2021.1, 2021)
    unreadable(entry, scene, "first_month", *cells)


def set_kind(entry, kind, grade):
    """Give a line another class and grade, with the certificate that fits."""
    entry.kind, entry.grade = kind, grade
    for key in ("kind", "grade"):
        entry.cells.pop(key, None)
    set_certificate(entry, f"{entry.identity[:18]}{kind}{grade}")


@fault
def life_without_minimum_living(entry, scene):
    entry.minimum_living = False
    entry.cells.pop("minimum_living", None)
    set_programs(entry, scene.dice.choice(((LIFE,), (LIFE, CARE))))


@fault
def care_for_grade_four(entry, scene):
    set_kind(entry, str(scene.dice.randrange(1, 8)), "4")
    set_programs(entry, (CARE,))


@fault
def care_for_grade_three(entry, scene):
    set_kind(entry, scene.dice.choice("1234567"), "3")
    set_programs(entry, scene.dice.choice(((CARE,), (LIFE, CARE))))


@fault
def care_with_class_unreadable(entry, scene):
    set_kind(entry, scene.dice.choice("56"), scene.dice.choice("1234"))
    kind_unreadable(entry, scene)
    set_programs(entry, (CARE,))


def months_later(day, count):
    """Return the first day of a later month."""
    year, month = divmod(day.year * 12 + day.month - 1 + count, 12)
    return date(year, month + 1, 1)


@fault
def not_due_yet(entry, scene):
    count = scene.dice.choice((1, 1, 2, 6, 12))
    entry.first_month = months_later(scene.month.first_day, count)
    entry.cells.pop("first_month", None)


@fault
def due_from_this_month(entry, scene):
    """No fault: the first month is the period itself."""
    entry.first_month = scene.month.first_day
    entry.cells.pop("first_month", None)


def set_account(entry, number, cell=None):
    """Give a line another account, as text unless a cell is given."""
    entry.account, entry.account_is_number = number, cell is not None
    entry.cells.pop("account", None)
    if cell is not None:
        entry.cells["account"] = cell


@fault
def account_missing(entry, scene):
    set_account(entry, "")


@fault
def account_and_holder_missing(entry, scene):
    set_account(entry, "")
    set_holder(entry, "", "")


@fault
def account_missing_and_holder_differs(entry, scene):
    set_account(entry, "")
    holder_differs(entry, scene)


@fault
def account_invalid(entry, scene):
    number = entry.account or "6217000000000000000"
    wrong = (number[:9], number + "0" * 14, number[:8] + "O" + number[9:])
    dashed = "-".join((number[:4], number[4:8], number[8:]))
    set_account(entry, scene.dice.choice((*wrong, dashed)))


@fault
def account_of_a_passbook(entry, scene):
    """No fault: ten and thirty-two digits are both still an account."""
    set_account(entry, scene.dice.choice(("1234567890", "42" * 16)))


@fault
def account_as_number(entry, scene):
    cell = as_number(scene.population.account())
    set_account(entry, str(int(cell)), cell)


def set_holder(entry, holder, agent):
    """Give the account another holder, and the person an agent or none."""
    entry.holder, entry.agent = holder, agent
    for key in ("holder", "agent"):
        entry.cells.pop(key, None)


@fault
def holder_differs(entry, scene):
    set_holder(entry, entry.name + "乙", scene.dice.choice(("", entry.agent)))


@fault
def holder_is_neither_of_two(entry, scene):
    set_holder(entry, entry.name + "甲", entry.name + "乙")


@fault
def holder_blank(entry, scene):
    set_holder(entry, "", scene.dice.choice(("", entry.agent)))


@fault
def holder_is_agent(entry, scene):
    """No fault: the agent's account is named."""
    agent = scene.population.name()
    set_holder(entry, agent, agent)


@fault
def village_unknown(entry, scene):
    """No fault of the claim: the village decides nothing."""
    entry.village = "不存在的村委会"
