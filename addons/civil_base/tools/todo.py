"""What waits to be done, as a record says it."""

import dataclasses
import datetime

import pytz

#: The bureau's days begin and end by the time of the country.
TIME_ZONE = pytz.timezone("Asia/Shanghai")


@dataclasses.dataclass(frozen=True)
class TodoEntry:
    """One thing that waits, for a person or for whoever has a group (待办事项).

    :param str key: tells apart the entries of one record; it stays the same as long
        as the same thing waits
    :param str name: what has to be done with which record, in the language of the
        records' context; no identity, account or telephone number
    :param user: whom it waits for (``res.users``), or
    :param group: of which group one has to do it (``res.groups``), within the
        record's division
    :param due: until when: a date (its last moment, by the country's time), a
        datetime in UTC, or nothing
    :param barred: people for whom it doesn't wait though they have the group, such
        as who made what a second person confirms (``res.users``)
    :param bool implied: wait also for those who have the group only because a higher
        group of the same kind implies it; otherwise a head isn't waited for where a
        clerk is
    """

    key: str
    name: str
    user: object = None
    group: object = None
    due: datetime.date | datetime.datetime | None = None
    barred: object = None
    implied: bool = False

    @property
    def due_at(self):
        """The last moment, in UTC without time zone, or None.

        >>> TodoEntry("a", "b", due=datetime.date(2024, 3, 1)).due_at
        datetime.datetime(2024, 3, 1, 15, 59, 59)
        """
        if not self.due:
            return None
        if isinstance(self.due, datetime.datetime):
            return self.due
        return day_end(self.due)


def day_end(day):
    """The last second of a day in China, in UTC without time zone."""
    last = datetime.datetime.combine(day, datetime.time(23, 59, 59))
    return TIME_ZONE.localize(last).astimezone(pytz.utc).replace(tzinfo=None)


def today(now):
    """The day in China at ``now``, which is UTC without time zone.

    >>> today(datetime.datetime(2024, 3, 1, 16, 0))
    datetime.date(2024, 3, 2)
    """
    return pytz.utc.localize(now).astimezone(TIME_ZONE).date()
