import datetime
import random
from collections import defaultdict

from odoo.tests import tagged

from .common import ClaimCase

YEAR = 2025
FIRST, LAST = datetime.date(YEAR, 1, 1), datetime.date(YEAR, 12, 31)
PEOPLE = 30


class Diary:
    """What happened, told to the system and kept as sets of single days.

    The days are marked one by one as things happen: by nothing that the addon does.
    """

    def __init__(self, case):
        self.case = case
        self.bed = defaultdict(set)
        self.away = defaultdict(set)

    def mark(self, kept, key, since, until):
        """Mark each day from ``since`` up to, and without, ``until``."""
        while since < until:
            kept[key].add(since)
            since += datetime.timedelta(days=1)

    def month(self, home, person, month):
        """``(in bed, on leave, in hospital)`` of one person and month."""
        days = {
            date for date in self.bed[home, person] if (date.year, date.month) == month
        }
        leave, hospital = (
            days & self.away[home, person, kind] for kind in ("leave", "hospital")
        )
        return len(days), len(leave), len(hospital)

    def pairs(self):
        return [key for key, days in self.bed.items() if days]


@tagged("post_install", "-at_install")
class TestYear(ClaimCase):
    """The bed-days that are paid are those of the events, day by day."""

    rooms = 60

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.clock.move_to(f"{YEAR + 1}-02-05 02:00:00")
        cls.third = cls.make_home(name="东镇第三养老院")
        cls.equip(cls.third)
        cls.homes = (cls.home, cls.other, cls.third)
        for home in cls.homes:
            home.beds_approved = 200

    def setUp(self):
        super().setUp()
        self.diary = Diary(self)
        self.dice = random.Random(20250101)
        # People live one after the other here, so each takes beds of his own.
        self.beds = {home: list(home.bed_ids) for home in self.homes}

    # -- a year of events --------------------------------------------------------

    def live(self, person):
        """Let somebody live through the year: homes, beds, leaves, hospital, end."""
        dice, today = (
            self.dice,
            FIRST + datetime.timedelta(days=self.dice.randrange(-60, 200)),
        )
        while today and today <= LAST:
            home = dice.choice(self.homes)
            stay = self.move_in(person, today, home=home, bed=self.beds[home].pop())
            today = self.stay_on(person, home, stay, today)
            if today:
                today += datetime.timedelta(days=dice.randrange(0, 40))

    def stay_on(self, person, home, stay, today):
        """Let things happen until the discharge; its day, or None where it is over."""
        dice = self.dice
        while True:
            begin, today = today, today + datetime.timedelta(days=dice.randrange(1, 90))
            if today > LAST:
                self.diary.mark(
                    self.diary.bed,
                    (home, person),
                    begin,
                    LAST + datetime.timedelta(days=1),
                )
                return None
            self.diary.mark(self.diary.bed, (home, person), begin, today)
            what = dice.choice(("move", "leave", "leave", "hospital", "left", "died"))
            if what == "move":
                bed = self.beds[home].pop()
                stay.action_move_bed(bed_id=bed.id, date=today)
            elif what in ("leave", "hospital"):
                today = self.be_away(person, home, stay, today, what)
                if today is None:
                    return None
            elif what == "left":
                stay.action_discharge(kind="left", date=today)
                return today
            else:
                if dice.random() < 0.5:
                    self.die(person, today)
                stay.action_discharge(kind="died", date=today)
                return None

    def be_away(self, person, home, stay, today, kind):
        back = today + datetime.timedelta(days=self.dice.randrange(0, 40))
        end = LAST + datetime.timedelta(days=1)
        known = back <= LAST
        self.leave(stay, today, back if known else None, kind)
        self.diary.mark(self.diary.bed, (home, person), today, min(back, end))
        self.diary.mark(self.diary.away, (home, person, kind), today, min(back, end))
        return back if known else None

    def die(self, person, date):
        self.env["civil.death"].create(
            {
                "name": person.name,
                "resident_id": person.id,
                "death_date": date,
                "division_id": person.division_id.id,
            }
        )

    # -- what is claimed, and what it has to be ----------------------------------

    def claim_all(self, month):
        """Open the month for all homes as the clerk does, and approve it."""
        wizard = (
            self.env["civil.institution.claim.month"]
            .with_user(self.clerk)
            .create({"program_id": self.program.id, "period": month})
        )
        action = wizard.action_open_month()
        claims = self.env["civil.institution.claim"].search(action["domain"])
        for claim in claims.with_user(self.keeper).sudo(False):
            self.approve(claim.with_user(self.clerk))
        return claims

    def counted(self, figures, least=15, allowed=7):
        """Days that count, and whether the month is paid, by the program's text."""
        in_bed, leave, hospital = figures
        days = in_bed - max(leave + hospital - allowed, 0)
        return days, days >= least

    def compare(self):
        """All lines of all claims against the diary, and against the homes' days."""
        lines = self.env["civil.institution.claim.line"].search([])
        kept = defaultdict(lambda: [0, 0, 0, 0, 0, 0])
        for line in lines:
            cell = kept[
                line.institution_id,
                line.resident_id,
                (line.month.year, line.month.month),
            ]
            for at, name in enumerate(
                ("occupied", "leave_days", "hospital_days", "bed_days", "units")
            ):
                cell[at] += line[name]
            cell[5] += self.exact(line.amount)
        wanted = {}
        for home, person in self.diary.pairs():
            for month in range(1, 13):
                figures = self.diary.month(home, person, (YEAR, month))
                if figures[0]:
                    days, paid = self.counted(figures)
                    wanted[home, person, (YEAR, month)] = [
                        *figures,
                        days,
                        int(paid),
                        self.exact(240) * int(paid),
                    ]
        self.assertEqual(wanted, {key: cell for key, cell in kept.items() if any(cell)})
        for home in self.homes:
            days = home._bed_days(FIRST, LAST).get(home.id)
            mine = lines.filtered(lambda line, h=home: line.institution_id == h)
            self.assertEqual(
                (days.days, days.leave, days.hospital),
                tuple(
                    sum(mine.mapped(name))
                    for name in ("occupied", "leave_days", "hospital_days")
                ),
            )
            claims = self.env["civil.institution.claim"].search(
                [("institution_id", "=", home.id)]
            )
            self.assertEqual(days.days, sum(claims.mapped("occupied_days")))
            self.assertEqual(
                sum(
                    cell[3]
                    for (h, *_r), cell in wanted.items()
                    if h == home and cell[4]
                ),
                sum(claims.mapped("bed_days")),
            )
            self.assertEqual(
                sum(cell[4] for (h, *_r), cell in wanted.items() if h == home),
                sum(claims.mapped("person_count")),
            )

    def test_a_year(self):
        self.env.ref("civil_institution_subsidy.check_bed_long_leave").active = False
        self.env.ref("civil_institution_subsidy.check_bed_claimed_twice").active = False
        people = [self.person(until="2026-12-19") for _each in range(PEOPLE)]
        for person in people:
            self.live(person)
        self.assertGreater(len(self.diary.pairs()), PEOPLE)
        for month in range(1, 13):
            self.claim_all(f"{YEAR}-{month:02d}-01")
        self.compare()
