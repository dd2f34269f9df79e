"""Months, quarters and years as periods of reports. Pure Python."""

import dataclasses
import datetime

from dateutil.relativedelta import relativedelta

#: How many months a period of each kind has.
MONTHS = {"month": 1, "quarter": 3, "year": 12}


@dataclasses.dataclass(frozen=True)
class Period:
    """A month, quarter or year; ``start`` is its first day.

    >>> period = Period.of("quarter", datetime.date(2024, 5, 31))
    >>> period.start.isoformat(), period.end.isoformat()
    ('2024-04-01', '2024-06-30')
    """

    kind: str
    start: datetime.date

    @classmethod
    def of(cls, kind, day):
        """Return the period of a kind that a day lies in."""
        month = day.month - (day.month - 1) % MONTHS[kind]
        return cls(kind, day.replace(month=month, day=1))

    @property
    def end(self):
        """The last day."""
        months = relativedelta(months=MONTHS[self.kind])
        return self.start + months - datetime.timedelta(days=1)

    @property
    def year_start(self):
        """The first day of the year."""
        return self.start.replace(month=1, day=1)

    @property
    def number(self):
        """Which one of its kind it is in the year, from 1."""
        return (self.start.month - 1) // MONTHS[self.kind] + 1

    def moved(self, count):
        """Return the period that lies so many periods later.

        >>> Period.of("month", datetime.date(2024, 1, 1)).moved(-1).end.isoformat()
        '2023-12-31'
        """
        months = relativedelta(months=MONTHS[self.kind] * count)
        return Period(self.kind, self.start + months)

    def last_year(self):
        """Return the same period of the year before."""
        return Period(self.kind, self.start - relativedelta(years=1))
