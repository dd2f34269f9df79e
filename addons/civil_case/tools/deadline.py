"""When a period of time ends: hours, calendar days, working days, and pauses.

Pure arithmetic on local times without time zone. A period in days is counted from
the day after its beginning (Civil Code, article 201) and ends with its last day
(article 203). The day on which a pause begins still counts, the days after it up to
and including the day on which the pause ends don't: the pause takes the place of the
beginning.

>>> from datetime import datetime, timedelta
>>> monday = datetime(2024, 3, 4, 9)
>>> weekday = lambda day: day.weekday() < 5
>>> end_of(monday, 5, "workday", is_workday=weekday)
datetime.datetime(2024, 3, 11, 23, 59, 59)
>>> end_of(monday, 5, "workday", [(monday, monday + timedelta(days=1))], weekday)
datetime.datetime(2024, 3, 12, 23, 59, 59)
>>> end_of(monday, 5, "hour", [(monday, monday + timedelta(hours=2))])
datetime.datetime(2024, 3, 4, 16, 0)
"""

import datetime

#: The last moment of a day, to the second that the database keeps.
_LAST = datetime.time(23, 59, 59)
_DAY = datetime.timedelta(days=1)


def merged(pauses):
    """Return the pauses in order, those that touch or overlap made one.

    :param pauses: pairs of beginning and end
    :return: list of pairs
    """
    result = []
    for begin, end in sorted(pauses):
        if end <= begin:
            continue
        if result and begin <= result[-1][1]:
            result[-1] = (result[-1][0], max(result[-1][1], end))
        else:
            result.append((begin, end))
    return result


def end_of(start, length, unit, pauses=(), is_workday=None, rolls=False, next_day=True):
    """Return the last moment of the period that begins at ``start``.

    :param datetime start: the beginning, local time
    :param int length: how many units
    :param str unit: ``hour``, ``day`` or ``workday``
    :param pauses: pairs (begin, end) in which the clock stands
    :param is_workday: function of a date; needed for working days and for ``rolls``
    :param bool rolls: a last day on which offices don't work moves to the next
        working day (Civil Code, article 203)
    :param bool next_day: days count from the day after the beginning; otherwise the
        first day counts
    """
    if unit == "hour":
        return _end_of_hours(start, length, pauses)
    first, left = start.date(), length
    day = first if next_day else first - _DAY
    stopped = [(begin.date(), end.date()) for begin, end in merged(pauses)]

    def counts(day, working):
        if any(begin < day <= end for begin, end in stopped):
            return False
        return not working or is_workday(day)

    while left > 0:
        day += _DAY
        left -= counts(day, unit == "workday")
    day = max(day, first)
    while rolls and not counts(day, True):
        day += _DAY
    return datetime.datetime.combine(day, _LAST)


def _end_of_hours(start, hours, pauses):
    end = start + datetime.timedelta(hours=hours)
    for begin, finish in merged(pauses):
        begin = max(begin, start)
        if begin >= end:
            break
        end += max(finish - begin, datetime.timedelta())
    return end


def warned_from(end, length, unit, is_workday=None):
    """Return the moment from which ``length`` units or less are left before ``end``.

    In days the first moment of the day that lies that many days before the last.
    """
    if unit == "hour":
        return end - datetime.timedelta(hours=length)
    day, left = end.date(), length
    while left > 0:
        day -= _DAY
        left -= unit == "day" or is_workday(day)
    return datetime.datetime.combine(day, datetime.time())


def units_left(now, end, unit, is_workday=None):
    """Return how many whole units lie between ``now`` and ``end``, negative if past.

    In days: how many days (working days) come after today, up to the last day.
    """
    if unit == "hour":
        return int((end - now) / datetime.timedelta(hours=1))
    sign = 1 if end >= now else -1
    count = 0
    day, last = sorted((now.date(), end.date()))
    while day < last:
        day += _DAY
        count += unit == "day" or is_workday(day)
    return sign * count
