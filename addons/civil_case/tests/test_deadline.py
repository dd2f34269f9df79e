import datetime

import hypothesis.strategies as st
from hypothesis import given, settings

from odoo.tests import BaseCase

from ..tools import deadline

DAY = datetime.timedelta(days=1)
START = datetime.datetime(2024, 3, 1)

moments = st.integers(0, 60 * 24 * 60).map(
    lambda m: START + datetime.timedelta(minutes=m)
)
pauses = st.lists(st.tuples(moments, moments).map(sorted).map(tuple), max_size=5)
units = st.sampled_from(["hour", "day", "workday"])
lengths = st.integers(0, 40)


def weekday(day):
    return day.weekday() < 5


def end(start, length, unit, rests=(), **options):
    return deadline.end_of(start, length, unit, rests, weekday, **options)


def by_counting(start, length, unit, rests):
    """The last day by the plainest of ways: walk on, and count what counts."""
    day, left = start.date(), length
    while left:
        day += DAY
        rests_today = any(b.date() < day <= e.date() for b, e in rests)
        left -= not rests_today and (unit == "day" or weekday(day))
    return day


class TestDeadline(BaseCase):
    """The arithmetic of time limits, for all that may come."""

    def given(self, *strategies):
        return lambda check: settings(derandomize=True, deadline=None)(
            given(*strategies)(check)
        )()

    def test_first_day_does_not_count(self):
        """Civil Code, article 201: a period in days counts from the day after."""
        self.assertEqual(
            datetime.datetime(2024, 3, 6, 23, 59, 59),
            end(datetime.datetime(2024, 3, 1, 8), 5, "day"),
        )

    def test_first_day_counts_where_a_rule_says_so(self):
        self.assertEqual(
            datetime.datetime(2024, 3, 5, 23, 59, 59),
            end(datetime.datetime(2024, 3, 1, 8), 5, "day", next_day=False),
        )

    def test_last_day_rolls(self):
        """Civil Code, article 203: a last day of rest moves to the day after."""
        self.assertEqual(
            datetime.datetime(2024, 3, 4, 23, 59, 59),
            end(datetime.datetime(2024, 3, 1, 8), 1, "day", rolls=True),
        )

    def test_pause_moves_the_end_by_its_days(self):
        rests = [(datetime.datetime(2024, 3, 5, 10), datetime.datetime(2024, 3, 8, 9))]
        self.assertEqual(
            datetime.datetime(2024, 3, 14, 23, 59, 59),
            end(datetime.datetime(2024, 3, 4, 8), 5, "workday", rests),
        )

    def test_days_are_those_that_counting_finds(self):
        @self.given(moments, lengths, st.sampled_from(["day", "workday"]), pauses)
        def check(start, length, unit, rests):
            self.assertEqual(
                by_counting(start, length, unit, rests),
                end(start, length, unit, rests).date(),
            )

    def test_hours_are_those_that_counting_finds(self):
        @self.given(moments, st.integers(0, 72), pauses)
        def check(start, hours, rests):
            minute = datetime.timedelta(minutes=1)
            now, left = start, hours * 60
            while left:
                left -= not any(b <= now < e for b, e in rests)
                now += minute
            # Where the end meets a pause, it stays before the pause.
            self.assertEqual(now, end(start, hours, "hour", rests))

    def test_order_and_cutting_of_pauses_do_not_matter(self):
        @self.given(moments, lengths, units, pauses, st.randoms())
        def check(start, length, unit, rests, random):
            cut = []
            for begin, finish in rests:
                middle = begin + (finish - begin) / 2
                cut += [(begin, middle), (middle, finish)]
            random.shuffle(cut)
            self.assertEqual(
                end(start, length, unit, rests), end(start, length, unit, cut)
            )

    def test_pauses_never_shorten(self):
        @self.given(moments, lengths, units, pauses, pauses, st.booleans())
        def check(start, length, unit, some, more, rolls):
            self.assertLessEqual(
                end(start, length, unit, some, rolls=rolls),
                end(start, length, unit, some + more, rolls=rolls),
            )

    def test_pauses_after_the_end_change_nothing(self):
        @self.given(moments, lengths, units, pauses)
        def check(start, length, unit, rests):
            last = end(start, length, unit)
            later = [(b, e) for b, e in rests if b >= last]
            self.assertEqual(last, end(start, length, unit, later))

    def test_longer_is_later(self):
        @self.given(moments, lengths, units, pauses)
        def check(start, length, unit, rests):
            self.assertLess(
                end(start, length, unit, rests), end(start, length + 1, unit, rests)
            )

    def test_rolled_end_is_a_workday(self):
        @self.given(moments, lengths, pauses)
        def check(start, length, rests):
            last = end(start, length, "day", rests, rolls=True)
            self.assertTrue(weekday(last.date()))
            self.assertGreaterEqual(last, end(start, length, "day", rests))

    def test_warning_comes_before_the_end(self):
        @self.given(moments, st.integers(0, 20), units)
        def check(last, length, unit):
            warned = deadline.warned_from(last, length, unit, weekday)
            self.assertLessEqual(warned, last)
            if unit != "workday" or weekday(last.date()):
                left = deadline.units_left(warned, last, unit, weekday)
                self.assertEqual(length, left)
