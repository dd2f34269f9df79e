"""Days as the bureau's calendar has them, and moments as records keep them."""

import datetime

import pytz

from odoo import fields


def moment(env, day):
    """Return when a day begins where the user is, as moments are kept: UTC, as text.

    :param date day: which day
    """
    zone = pytz.timezone(env.user.tz or "Asia/Shanghai")
    local = zone.localize(datetime.datetime.combine(day, datetime.time.min))
    return fields.Datetime.to_string(local.astimezone(pytz.utc).replace(tzinfo=None))


def day_after(day):
    """Return the next day.

    >>> day_after(datetime.date(2024, 2, 29))
    datetime.date(2024, 3, 1)
    """
    return day + datetime.timedelta(days=1)
