import datetime
import functools
import logging

import chinese_calendar
from chinese_calendar.constants import holidays

from odoo import api, models

_logger = logging.getLogger(__name__)

#: The years whose holidays the library knows.
_YEARS = range(min(holidays).year, max(holidays).year + 1)


@functools.cache
def _tell_unknown(year):
    """Log once that working days of a year are guessed."""
    _logger.warning("holidays of %s are unknown: weekdays are taken", year)


class CivilWorkday(models.AbstractModel):
    """Counts Chinese working days (工作日): public holidays and make-up weekends.

    The State Council sets them year by year. Corrections of an administrator
    come first, then the library; a year that it doesn't know yet falls back to
    Monday to Friday, and says so in the log and through ``_is_known``.
    """

    _name = "civil.workday"
    _description = "Working Days"

    @api.model
    def _is_known(self, year):
        """Tell whether the holidays of ``year`` are known, not merely guessed."""
        return year in _YEARS

    @api.model
    def _is_workday(self, day):
        """Tell whether offices work on ``day``."""
        return self._judge(day, self._exceptions())

    @api.model
    def _add_workdays(self, day, count):
        """Return the day that lies ``count`` working days after ``day``.

        The first day isn't counted (Civil Code, article 201). A negative count
        goes back. Zero returns ``day`` itself.
        """
        exceptions = self._exceptions()
        step = datetime.timedelta(days=1 if count > 0 else -1)
        left = abs(count)
        while left:
            day += step
            left -= self._judge(day, exceptions)
        return day

    @api.model
    def _count_workdays(self, start, end):
        """Return how many working days lie after ``start`` up to ``end``.

        Negative where ``end`` lies before ``start``, so that adding the result
        to ``start`` never passes ``end``.
        """
        exceptions = self._exceptions()
        sign = 1 if end >= start else -1
        days = range(1, abs((end - start).days) + 1)
        moments = (start + datetime.timedelta(days=sign * n) for n in days)
        return sign * sum(self._judge(day, exceptions) for day in moments)

    @api.model
    def _exceptions(self):
        # What an administrator corrected holds for everybody.
        found = self.env["civil.workday.exception"].sudo().search([])
        return {exception.date: exception.is_workday for exception in found}

    @api.model
    def _judge(self, day, exceptions):
        if day in exceptions:
            return exceptions[day]
        if not self._is_known(day.year):
            _tell_unknown(day.year)
            return day.weekday() < 5
        return chinese_calendar.is_workday(day)
