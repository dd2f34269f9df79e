import datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged

from ..tools.periods import MONTHS, Period

DAYS = st.dates(datetime.date(1990, 1, 1), datetime.date(2090, 12, 31))
KINDS = st.sampled_from(sorted(MONTHS))


@tagged("standard", "at_install")
class TestPeriods(BaseCase):
    @settings(derandomize=True, deadline=None)
    @given(KINDS, DAYS)
    def test_a_day_lies_in_its_period_and_periods_follow_each_other(self, kind, day):
        period = Period.of(kind, day)
        self.assertLessEqual(period.start, day)
        self.assertLessEqual(day, period.end)
        after = period.end + datetime.timedelta(days=1)
        self.assertEqual(period.moved(1), Period.of(kind, after))
        self.assertEqual(period, period.moved(5).moved(-5))
        self.assertEqual(period.last_year(), period.moved(-12 // MONTHS[kind]))

    def test_a_leap_year(self):
        period = Period.of("month", datetime.date(2024, 2, 29))
        self.assertEqual(datetime.date(2024, 2, 29), period.end)
        self.assertEqual(datetime.date(2023, 2, 28), period.last_year().end)

    def test_quarter_and_year(self):
        quarter = Period.of("quarter", datetime.date(2024, 12, 31))
        self.assertEqual(4, quarter.number)
        self.assertEqual(datetime.date(2024, 1, 1), quarter.year_start)
        year = Period.of("year", datetime.date(2024, 5, 1))
        self.assertEqual(datetime.date(2024, 12, 31), year.end)
