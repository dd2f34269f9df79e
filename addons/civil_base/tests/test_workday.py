import datetime

from odoo.exceptions import AccessError
from odoo.tests import tagged

from ..models import civil_workday
from .common import CivilBaseCase

FAR = 2090


def day(month, number, year=2024):
    """Return a day of 2024."""
    return datetime.date(year, month, number)


@tagged("post_install", "-at_install")
class TestWorkday(CivilBaseCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.calendar = cls.env["civil.workday"].with_user(cls.staff)

    def correct(self, date, works):
        self.env["civil.workday.exception"].create(
            {"date": date, "is_workday": works, "reason": "国办发明电〔2023〕7号"}
        )

    def test_holidays_of_2024(self):
        """国办发明电〔2023〕7号: Spring Festival 10 to 17 Feb, 4 and 18 Feb worked."""
        self.assertFalse(self.calendar._is_workday(day(2, 12)))
        self.assertTrue(self.calendar._is_workday(day(2, 4)))
        self.assertTrue(self.calendar._is_workday(day(2, 18)))
        self.assertTrue(self.calendar._is_workday(day(2, 19)))
        self.assertFalse(self.calendar._is_workday(day(3, 2)))

    def test_adding_leaves_the_first_day_out(self):
        self.assertEqual(day(2, 18), self.calendar._add_workdays(day(2, 9), 1))
        self.assertEqual(day(3, 5), self.calendar._add_workdays(day(3, 1), 2))
        self.assertEqual(day(3, 1), self.calendar._add_workdays(day(3, 4), -1))
        self.assertEqual(day(3, 2), self.calendar._add_workdays(day(3, 2), 0))

    def test_counting_undoes_adding(self):
        for count in range(-40, 41):
            end = self.calendar._add_workdays(day(2, 8), count)
            self.assertEqual(count, self.calendar._count_workdays(day(2, 8), end))

    def test_corrections_come_first(self):
        self.correct(day(3, 4), False)
        self.correct(day(3, 3), True)
        self.assertFalse(self.calendar._is_workday(day(3, 4)))
        self.assertTrue(self.calendar._is_workday(day(3, 3)))
        self.assertEqual(day(3, 3), self.calendar._add_workdays(day(3, 1), 1))

    def test_an_unknown_year_takes_weekdays_and_says_so(self):
        self.assertTrue(self.calendar._is_known(2024))
        self.assertFalse(self.calendar._is_known(FAR))
        civil_workday._tell_unknown.cache_clear()
        with self.assertLogs(civil_workday.__name__, "WARNING") as logs:
            self.assertTrue(self.calendar._is_workday(day(10, 2, FAR)))
        self.assertIn(str(FAR), logs.output[0])
        self.correct(day(10, 2, FAR), False)
        self.assertFalse(self.calendar._is_workday(day(10, 2, FAR)))
        exception = self.env["civil.workday.exception"].search([], limit=1)
        self.assertFalse(exception.is_known)

    def test_only_administrators_correct(self):
        for user in (self.staff, self.finance, self.auditor, self.outsider):
            with self.assertRaises(AccessError):
                self.env["civil.workday.exception"].with_user(user).create(
                    {"date": day(3, 4), "reason": "none"}
                )
        self.env["civil.workday.exception"].with_user(self.admin).create(
            {"date": day(3, 4), "reason": "a notice"}
        )
