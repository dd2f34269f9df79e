import contextlib
import datetime
import random
from collections import defaultdict

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from odoo.tests import tagged

from .common import ClaimCase

YEAR = 2025
FIRST, LAST = datetime.date(YEAR, 1, 1), datetime.date(YEAR, 12, 31)
PEOPLE = 30


class Diary:
    """What happened, told to the system and kept as sets of single days.

    The days are marked one by one as things happen: by nothing that the addon does.
    """

    def __init__(self):
        self.open = []
        self.bed = defaultdict(set)
        self.away = defaultdict(set)

    def mark(self, kept, key, since, until):
        """Mark each day from ``since`` up to, and without, ``until``."""
        while since < until:
            kept[key].add(since)
            since += datetime.timedelta(days=1)

    def forget(self, key, since):
        """Unmark the days of a home and person from ``since`` on."""
        for kept in (self.bed, self.away):
            for one in list(kept):
                if one[:2] == key:
                    kept[one] = {date for date in kept[one] if date < since}

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
        # One after the other: a person may be in two homes in a month here.
        for code in ("bed_long_leave", "bed_claimed_twice"):
            cls.env.ref(f"civil_institution_subsidy.check_{code}").active = False
        cls.clock.move_to(f"{YEAR + 1}-02-05 02:00:00")
        cls.third = cls.make_home(name="东镇第三养老院")
        cls.equip(cls.third)
        cls.homes = (cls.home, cls.other, cls.third)
        for home in cls.homes:
            home.beds_approved = 200

    def setUp(self):
        super().setUp()
        self.diary = Diary()
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

    def settle(self, home, since):
        """Let somebody live in a home until after the year, with nothing else."""
        person = self.person(until="2026-12-19")
        stay = self.move_in(person, since, home=home, bed=self.beds[home].pop())
        end = LAST + datetime.timedelta(days=1)
        self.diary.mark(self.diary.bed, (home, person), since, end)
        self.diary.open.append((home, person, stay, since))

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
                self.diary.open.append((home, person, stay, begin))
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

    def kept(self, lines):
        """What the lines hold of each home, person and month, all in all."""
        kept = defaultdict(lambda: [0, 0, 0, 0, 0, 0])
        for line in lines:
            month = (line.month.year, line.month.month)
            cell = kept[line.institution_id, line.resident_id, month]
            for at, name in enumerate(
                ("occupied", "leave_days", "hospital_days", "bed_days", "units")
            ):
                cell[at] += line[name]
            cell[5] += self.exact(line.amount)
        return {key: cell for key, cell in kept.items() if any(cell)}

    def wanted(self):
        """The same by the diary alone."""
        wanted = {}
        for home, person in self.diary.pairs():
            for month in range(1, 13):
                figures = self.diary.month(home, person, (YEAR, month))
                if figures[0]:
                    days, paid = self.counted(figures)
                    amount = self.exact(240) * int(paid)
                    wanted[home, person, (YEAR, month)] = [
                        *figures,
                        days,
                        int(paid),
                        amount,
                    ]
        return wanted

    def compare(self):
        """All lines of the year against the diary, and against the homes' days."""
        lines = self.env["civil.institution.claim.line"].search(
            [("month", "<=", LAST), ("claim_id.state", "=", "approved")]
        )
        wanted = self.wanted()
        self.assertEqual(wanted, self.kept(lines))
        for home in self.homes:
            days = home._bed_days(FIRST, LAST)[home.id]
            mine = lines.filtered(lambda line, h=home: line.institution_id == h)
            self.assertEqual(
                (days.days, days.leave, days.hospital),
                tuple(
                    sum(mine.mapped(name))
                    for name in ("occupied", "leave_days", "hospital_days")
                ),
            )
            cells = [cell for (h, *_rest), cell in wanted.items() if h == home]
            self.assertEqual(
                sum(cell[3] * cell[4] for cell in cells), sum(mine.mapped("paid_days"))
            )
            self.assertEqual(sum(cell[4] for cell in cells), sum(mine.mapped("units")))
        return lines

    def pay_the_year(self):
        for month in range(1, 13):
            self.claim_all(f"{YEAR}-{month:02d}-01")

    def test_a_year(self):
        for _each in range(PEOPLE):
            self.live(self.person(until="2026-12-19"))
        self.assertGreater(len(self.diary.pairs()), PEOPLE)
        self.pay_the_year()
        lines = self.compare()
        self.assertEqual({"bed"}, set(lines.mapped("kind")))
        for home in self.homes:
            claims = self.env["civil.institution.claim"].search(
                [("institution_id", "=", home.id)]
            )
            days = home._bed_days(FIRST, LAST)[home.id]
            self.assertEqual(days.days, sum(claims.mapped("occupied_days")))
            self.assertEqual(
                sum(claims.line_ids.mapped("paid_days")), sum(claims.mapped("bed_days"))
            )

    def test_what_is_known_late(self):
        """After the year was paid: who had left, been away, or died before."""
        for _each in range(PEOPLE // 2):
            self.live(self.person(until="2026-12-19"))
        for at in range(6):
            self.settle(self.homes[at % 3], datetime.date(YEAR, 3 + at, 11))
        self.pay_the_year()
        self.compare()
        late = [one for one in self.diary.open if not one[2].absence_ids]
        self.assertGreater(len(late), 3)
        end = LAST + datetime.timedelta(days=1)
        for at, (home, person, stay, begin) in enumerate(late):
            first = begin + (LAST - begin) / 2
            back = min(first + datetime.timedelta(days=9), end)
            if at % 3 == 0:
                stay.action_discharge(kind="left", date=first)
                self.diary.forget((home, person), first)
            elif at % 3 == 1:
                self.leave(stay, first, back)
                self.diary.mark(self.diary.away, (home, person, "leave"), first, back)
            else:
                self.die(person, first)
                self.diary.forget((home, person), first)
        self.claim_all(f"{YEAR + 1}-01-01")
        lines = self.compare()
        self.assertIn("correction", lines.mapped("kind"))

    # -- any course of a few stays -----------------------------------------------

    def tell(self, stays):
        """Put stays on record as their steps leave them: days from the first on.

        :param stays: ``(gap, days, [(gap, days, kind)])`` one after the other
        """
        person, home = self.person(until="2026-12-19"), self.home
        today = FIRST - datetime.timedelta(days=40)
        for gap, length, absences in stays:
            begin = today + datetime.timedelta(days=gap)
            today = begin + datetime.timedelta(days=length)
            stay = self.env["civil.institution.stay"].create(
                {"institution_id": home.id, "resident_id": person.id}
            )
            self.env["civil.institution.placement"].sudo().create(
                {
                    "stay_id": stay.id,
                    "bed_id": self.beds[home][-1].id,
                    "date_from": begin,
                    "date_to": today,
                }
            )
            self.diary.mark(self.diary.bed, (home, person), begin, today)
            away = begin
            for pause, days, kind in absences:
                since = away + datetime.timedelta(days=pause)
                away = since + datetime.timedelta(days=days)
                if away > today:
                    break
                self.env["civil.institution.absence"].sudo().create(
                    {
                        "stay_id": stay.id,
                        "kind": kind,
                        "date_from": since,
                        "date_to": away,
                    }
                )
                self.diary.mark(self.diary.away, (home, person, kind), since, away)

    @settings(
        derandomize=True,
        deadline=None,
        max_examples=25,
        suppress_health_check=list(HealthCheck),
    )
    @given(
        st.lists(
            st.tuples(
                st.integers(0, 70),
                st.integers(0, 130),
                st.lists(
                    st.tuples(
                        st.integers(0, 30),
                        st.integers(0, 35),
                        st.sampled_from(("leave", "hospital")),
                    ),
                    max_size=3,
                ),
            ),
            min_size=1,
            max_size=4,
        )
    )
    def test_any_course(self, stays):
        self.diary = Diary()
        with contextlib.ExitStack() as undo:
            savepoint = self.env.cr.savepoint(flush=True)
            undo.callback(lambda: (savepoint.rollback(), self.env.invalidate_all()))
            self.tell(stays)
            claim = self.claim(f"{YEAR}-01-01", period_to=f"{YEAR}-12-01")
            self.assertEqual(self.wanted(), self.kept(claim.line_ids))
            days = self.home._bed_days(FIRST, LAST).get(self.home.id)
            self.assertEqual(days.days if days else 0, claim.occupied_days)
