"""The additional fine for paying late (加处罚款): exact to the cent.

Pure Python: no database, no Odoo. Administrative Penalty Law, articles 66, 72, 73.
"""

import datetime
import decimal

_CENT = decimal.Decimal("0.01")
_DAY = datetime.timedelta(days=1)


def days_late(due, until, pauses=()):
    """How many days after ``due`` up to ``until`` count as late.

    Days of a pause, the first and the last included, don't count: the additional
    fine isn't computed during reconsideration and lawsuit (article 73).

    >>> day = datetime.date
    >>> days_late(day(2024, 3, 15), day(2024, 3, 16))
    1
    >>> days_late(day(2024, 3, 15), day(2024, 3, 15))
    0
    >>> days_late(day(2024, 3, 15), day(2024, 3, 25), [(day(2024, 3, 17), None)])
    1
    """
    if until <= due:
        return 0
    first, paused = due + _DAY, set()
    for start, end in pauses:
        day, last = max(first, start), min(until, end or until)
        while day <= last:
            paused.add(day)
            day += _DAY
    return (until - due).days - len(paused)


def surcharge(instalments, payments, as_of, rate, cap, pauses=()):
    """The additional fine that has come up by the end of ``as_of``, in yuan.

    :param list instalments: ``(due date, Decimal)`` of the fine; one, unless it was
        granted in parts
    :param list payments: ``(date, Decimal)``; they meet the earliest due part first
    :param Decimal rate: share of the unpaid fine for each day, such as 0.03
    :param Decimal cap: the most that may come up, in yuan; by law the fine itself
    :param list pauses: ``(first day, last day or None)`` that don't count
    :return: Decimal in whole cents, half a cent rounded up

    >>> D, day = decimal.Decimal, datetime.date
    >>> parts, rate = [(day(2024, 3, 15), D("1000"))], D("0.03")
    >>> surcharge(parts, [], day(2024, 3, 25), rate, D("1000"))
    Decimal('300.00')
    >>> surcharge(parts, [(day(2024, 3, 20), D("400"))], day(2024, 3, 25), rate,
    ...           D("1000"))
    Decimal('240.00')
    >>> surcharge(parts, [], day(2024, 12, 31), rate, D("1000"))
    Decimal('1000.00')
    """
    total = decimal.Decimal()
    for due, paid_on, amount in _portions(instalments, payments):
        until = as_of if paid_on is None else min(paid_on, as_of)
        total += amount * rate * days_late(due, until, pauses)
    return min(total, cap).quantize(_CENT, decimal.ROUND_HALF_UP)


def _portions(instalments, payments):
    """Yield ``(due, paid on or None, amount)``: which money met which part."""
    money = sorted(payments)
    for due, amount in sorted(instalments):
        while amount > 0 and money:
            paid_on, left = money.pop(0)
            used = min(amount, left)
            if left > used:
                money.insert(0, (paid_on, left - used))
            amount -= used
            if used:
                yield due, paid_on, used
        if amount > 0:
            yield due, None, amount
