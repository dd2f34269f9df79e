import calendar
import datetime
from collections import defaultdict
from decimal import ROUND_HALF_UP, Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from odoo.tests import tagged

from .common import MARCH, FeeCase

MONTHS = (datetime.date(2024, 2, 1), MARCH, datetime.date(2024, 4, 1))
FIRST, LAST = MONTHS[0], datetime.date(2024, 4, 30)
#: Items, and during which absences each is charged.
RUNS = {"bed": ("leave", "hospital"), "care": (), "meal": (), "linen": ("leave",)}


def days(least=0):
    """Days from the first month on, as numbers."""
    return st.integers(least, (LAST - FIRST).days)


@st.composite
def lives(draw):
    """Moving in, moving, levels and absences of one person, as days."""
    start = draw(days())
    end = draw(st.none() | days(start + 1)) if start < 80 else None
    cuts = sorted(draw(st.sets(days(start), max_size=6)))
    away = [
        (begin, until, draw(st.sampled_from(("leave", "hospital"))))
        for begin, until in zip(cuts[::2], cuts[1::2], strict=False)
    ]
    return {
        "start": start,
        "end": end,
        "away": away,
        "moved": draw(st.none() | days(start + 1)) if start < 80 else None,
        "levels": draw(
            st.dictionaries(
                days(start), st.sampled_from(("self", "half", "full")), max_size=3
            )
        ),
        "payer": draw(st.sampled_from(("social", "destitute"))),
    }


@tagged("post_install", "-at_install")
class TestBillReference(FeeCase):
    """Bills equal a count day by day that knows nothing of the database."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.items["linen"] = cls.env["civil.institution.fee.item"].create(
            {
                "code": "linen",
                "name": "洗衣费",
                "unit": "day",
                "runs_on_leave": True,
                "runs_in_hospital": False,
            }
        )
        cls.beds[1].bed_class = "nursing"
        cls.beds[:2].is_destitute = True
        #: Item, amount, from, through, class of bed, level, kept.
        cls.table = []
        for row in (
            ("bed", "1200.00", "2020-01-01", "2024-03-09", None, None, False),
            ("bed", "1233.33", "2024-03-10", None, None, None, False),
            ("bed", "1600.10", "2020-01-01", None, "nursing", None, False),
            ("bed", "444.44", "2024-03-05", None, None, None, True),
            ("care", "300.00", "2020-01-01", None, None, "self", False),
            ("care", "911.11", "2020-01-01", "2024-04-15", None, "half", False),
            ("care", "999.99", "2024-04-16", None, None, "half", False),
            ("care", "1500.00", "2020-01-01", None, None, "full", False),
            ("meal", "617.77", "2020-01-01", None, None, None, False),
            ("linen", "3.35", "2024-02-11", None, None, None, False),
        ):
            item, amount, since, until, bed_class, level, kept = row
            price = cls.price(
                item,
                float(amount),
                since=since,
                publish=False,
                date_to=until,
                bed_class=bed_class,
                level_id=cls.levels[level].id if level else False,
                is_kept=kept,
            )
            price._write_guarded({"state": "published"})
            cls.table.append(
                (
                    item,
                    Decimal(amount),
                    datetime.date.fromisoformat(since),
                    datetime.date.fromisoformat(until) if until else LAST,
                    bed_class,
                    level,
                    kept,
                )
            )

    def live(self, life):
        """Put a life on record, as the steps of a stay leave it."""
        stay = self.env["civil.institution.stay"].create(
            {
                "institution_id": self.home.id,
                "resident_id": self.person("秦琼").id,
                "payer": life["payer"],
            }
        )

        def at(number):
            return FIRST + datetime.timedelta(days=number)

        def until(number):
            ends = [one for one in (number, life["end"]) if one is not None]
            return at(min(ends)) if ends else False

        moved = life["moved"]
        if moved is not None and life["end"] is not None and moved >= life["end"]:
            moved = life["moved"] = None
        common = {"stay_id": stay.id}
        self.env["civil.institution.placement"].create(
            [
                {
                    **common,
                    "bed_id": self.beds[0].id,
                    "date_from": at(life["start"]),
                    "date_to": until(moved),
                }
            ]
            + (
                [
                    {
                        **common,
                        "bed_id": self.beds[1].id,
                        "date_from": at(moved),
                        "date_to": until(None),
                    }
                ]
                if moved is not None
                else []
            )
        )
        changes = sorted(life["levels"])
        for number, following in zip(changes, [*changes[1:], None], strict=False):
            self.env["civil.institution.stay.level"].create(
                {
                    **common,
                    "level_id": self.levels[life["levels"][number]].id,
                    "date_from": at(number),
                    "date_to": at(following) if following is not None else False,
                }
            )
        for begin, back, kind in life["away"]:
            self.env["civil.institution.absence"].create(
                {
                    **common,
                    "kind": kind,
                    "date_from": at(begin),
                    "date_to": at(back),
                }
            )
        return stay

    def expected(self, life, month, thirty):
        """Count the month day by day; return ``{item: amount}``."""
        length = calendar.monthrange(month.year, month.month)[1]
        counted = defaultdict(int)
        for number in range(length):
            today = month + datetime.timedelta(days=number)
            place = (today - FIRST).days
            if place < life["start"]:
                continue
            if life["end"] is not None and place >= life["end"]:
                continue
            self.count_day(life, today, place, counted)
        of_item = defaultdict(int)
        for (item, _amount), count in counted.items():
            of_item[item] += count
        sums = defaultdict(Decimal)
        for (item, amount), count in counted.items():
            divisor = 30 if thirty and of_item[item] != length else length
            part = amount * count
            if item != "linen":
                part /= divisor
            sums[item] += part.quantize(Decimal("0.01"), ROUND_HALF_UP)
        return dict(sums)

    def count_day(self, life, today, place, counted):
        moved = life["moved"] is not None and place >= life["moved"]
        bed_class = "nursing" if moved else "common"
        started = [number for number in life["levels"] if number <= place]
        level = life["levels"][max(started)] if started else None
        away = [kind for begin, back, kind in life["away"] if begin <= place < back]
        kept = life["payer"] == "destitute"
        for item in RUNS:
            if away and away[0] not in RUNS[item]:
                continue
            found = [
                (8 * row[6] + 4 * bool(row[5]) + bool(row[4]), row[1])
                for row in self.table
                if row[0] == item
                and row[2] <= today <= row[3]
                and row[4] in (None, bed_class)
                and row[5] in (None, level)
                and (kept or not row[6])
            ]
            if found:
                counted[item, max(found)[1]] += 1

    @settings(max_examples=40, deadline=None, derandomize=True)
    @given(life=lives(), thirty=st.booleans())
    def test_bills_equal_the_count_day_by_day(self, life, thirty):
        with self.env.cr.savepoint() as savepoint:
            self.home.fee_month_basis = "thirty" if thirty else "actual"
            stay = self.live(life)
            for month in MONTHS:
                bill = self.compute(month).filtered(lambda b: b.stay_id == stay)
                wanted = self.expected(life, month, thirty)
                self.assertEqual(wanted, self.lines(bill), (month, life))
                total = sum(wanted.values(), Decimal(0))
                self.assertEqual(total, self.money(f"{bill.amount:.2f}"))
            savepoint.rollback()
        self.env.invalidate_all()

    @settings(max_examples=15, deadline=None, derandomize=True)
    @given(before=lives(), after=lives(), thirty=st.booleans())
    def test_corrections_make_up_for_late_records(self, before, after, thirty):
        """Whatever becomes known later: issued and corrected months add up to it."""
        with self.env.cr.savepoint() as savepoint:
            self.home.fee_month_basis = "thirty" if thirty else "actual"
            stay = self.live(before)
            for month in MONTHS[:2]:
                self.issued(month)
            for name in ("placement", "stay.level", "absence"):
                self.env[f"civil.institution.{name}"].search(
                    [("stay_id", "=", stay.id)]
                ).unlink()
            again = {**after, "payer": before["payer"]}
            self.relive(stay, again)
            self.compute(MONTHS[2])
            lines = stay.bill_ids.filtered(lambda b: b.state != "voided").line_ids
            for month in MONTHS:
                issued = stay.bill_ids.filtered(lambda b, month=month: b.month == month)
                if month != MONTHS[2] and not issued:
                    continue
                wanted = self.expected(again, month, thirty)
                sums = defaultdict(Decimal)
                for line in lines.filtered(lambda one, m=month: one.month == m):
                    sums[line.item_id.code] += self.money(f"{line.amount:.2f}")
                self.assertEqual(
                    {item: amount for item, amount in wanted.items() if amount},
                    {item: amount for item, amount in sums.items() if amount},
                )
            savepoint.rollback()
        self.env.invalidate_all()

    def relive(self, stay, life):
        """Put another life of the same stay on record."""
        other = self.live(life)
        for name in ("placement", "stay.level", "absence"):
            self.env[f"civil.institution.{name}"].search(
                [("stay_id", "=", other.id)]
            ).write({"stay_id": stay.id})
