"""Periods within a year, and moments as pages of the country say them."""

import datetime

import pytz
from dateutil.relativedelta import relativedelta

from odoo.addons.civil_base.tools.todo import TIME_ZONE


def period_of(day, months):
    """Return the first and the last day of a day's period of some months.

    Periods begin with the year: four of them where ``months`` is 3.

    >>> period_of(datetime.date(2024, 5, 17), 3)
    (datetime.date(2024, 4, 1), datetime.date(2024, 6, 30))
    """
    first = datetime.date(day.year, (day.month - 1) // months * months + 1, 1)
    return first, first + relativedelta(months=months, days=-1)


def month_end(month):
    """Return the last day of a month given by its first.

    >>> month_end(datetime.date(2024, 2, 1))
    datetime.date(2024, 2, 29)
    """
    return month + relativedelta(months=1, days=-1)


def moment(text):
    """Return what ``<input type="datetime-local">`` sends in UTC, or None.

    >>> moment("2024-03-01T08:30")
    datetime.datetime(2024, 3, 1, 0, 30)
    >>> moment("tomorrow") is None
    True
    """
    try:
        local = datetime.datetime.strptime((text or "")[:16], "%Y-%m-%dT%H:%M")
    except ValueError:
        return None
    return TIME_ZONE.localize(local).astimezone(pytz.utc).replace(tzinfo=None)


def day(text):
    """Return what ``<input type="date">`` sends as a date, or None.

    >>> day("2024-03-01")
    datetime.date(2024, 3, 1)
    """
    try:
        return datetime.date.fromisoformat((text or "").strip())
    except ValueError:
        return None
