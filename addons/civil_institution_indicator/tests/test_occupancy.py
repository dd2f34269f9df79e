import datetime
from decimal import Decimal

from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import tagged

from .common import TODAY, YEAR, IndicatorCase


@tagged("post_install", "-at_install")
class TestOccupancy(IndicatorCase):
    """The occupancy of beds is what the days of placements come to."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.beds = cls.make_beds(cls.home)
        cls.other_beds = cls.make_beds(cls.other)
        (cls.home | cls.other).write({"keeps_stays": True})

    def make_stay(self, bed, first, until=None, away=()):
        """Put a person into a bed for some days; ``away`` are absences."""
        person = self.env["civil.resident"].create(
            {"name": f"王{bed.id}", "division_id": self.district.id}
        )
        stay = self.env["civil.institution.stay"].create(
            {"institution_id": bed.institution_id.id, "resident_id": person.id}
        )
        self.env["civil.institution.placement"].create(
            {
                "stay_id": stay.id,
                "bed_id": bed.id,
                "date_from": first,
                "date_to": until,
            }
        )
        self.env["civil.institution.absence"].create(
            [
                {"stay_id": stay.id, "kind": kind, "date_from": gone, "date_to": back}
                for kind, gone, back in away
            ]
        )
        return stay

    def occupancy(self, home, first="2024-01-01", last="2024-12-31", user=None):
        self.env.invalidate_all()
        rows = self.env["civil.institution.occupancy"].with_user(user or self.clerk)
        return rows.with_context(occupancy_from=first, occupancy_to=last).search(
            [("institution_id", "=", home.id)]
        )

    def test_days_of_beds(self):
        self.update(self.home, filing_date="2020-01-01")
        self.make_stay(self.beds[0], "2023-12-01", "2024-01-11")
        self.make_stay(
            self.beds[1],
            "2024-01-20",
            away=[
                ("leave", "2024-01-25", "2024-01-28"),
                ("hospital", "2024-01-30", None),
            ],
        )
        [row] = self.occupancy(self.home, last="2024-01-31")
        self.assertEqual((row.beds, row.set_up_days), (4, 4 * 31))
        self.assertEqual(row.occupied_days, 10 + 12)
        self.assertEqual((row.leave_days, row.hospital_days), (3, 2))
        self.assertEqual(row.rate, 17.7)

    def test_beds_count_from_the_opening_and_until_today(self):
        self.update(self.home, filing_date="2024-06-01")
        [row] = self.occupancy(self.home)
        self.assertEqual(row.set_up_days, 4 * 20)
        self.make_stay(self.beds[0], "2024-05-31")
        [row] = self.occupancy(self.home)
        self.assertEqual((row.set_up_days, row.occupied_days), (4 * 21, 21))
        self.assertEqual(row.date_to, TODAY)

    def test_two_periods_do_not_mix(self):
        self.make_stay(self.beds[0], "2024-01-01")
        january = self.occupancy(self.home, last="2024-01-31")
        self.assertEqual(january.occupied_days, 31)
        february = self.occupancy(self.home, "2024-02-01", "2024-02-29")
        self.assertEqual((january.occupied_days, february.occupied_days), (31, 29))

    def test_equals_the_days_that_others_use(self):
        self.make_stay(self.beds[0], "2024-01-15", "2024-03-02")
        self.make_stay(self.beds[1], "2024-02-29")
        self.make_stay(self.other_beds[0], "2023-05-05")
        days = (self.home | self.other)._bed_days(YEAR[0], TODAY)
        for home in (self.home, self.other):
            [row] = self.occupancy(home)
            self.assertEqual(row.occupied_days, days[home.id].days)
        measure = self.measure("institution_occupancy")
        self.assertEqual(measure.numerator, sum(home.days for home in days.values()))
        self.assertEqual(
            measure.value,
            (100 * measure.numerator / measure.denominator).quantize(Decimal("0.1")),
        )

    def test_institutions_that_only_report_do_not_count(self):
        self.other.keeps_stays = False
        self.assertFalse(self.occupancy(self.other))
        self.assertTrue(self.occupancy(self.home))

    def test_who_sees_which_homes(self):
        for user in (self.clerk, self.deputy, self.auditor):
            self.assertTrue(self.occupancy(self.other, user=user))
        for user in (self.east_clerk, self.keeper):
            self.assertTrue(self.occupancy(self.home, user=user))
            self.assertFalse(self.occupancy(self.other, user=user))
            self.measure("institution_occupancy", user)
        with self.assertRaises(AccessError):
            self.occupancy(self.home, user=self.staff)

    def test_deaths_end_the_days(self):
        stay = self.make_stay(self.beds[0], "2024-01-01")
        self.update(stay.resident_id, death_date=datetime.date(2024, 1, 11))
        [row] = self.occupancy(self.home)
        self.assertEqual(row.occupied_days, 10)
        self.home.user_ids = [Command.clear()]
        self.assertFalse(self.occupancy(self.home, user=self.keeper))
