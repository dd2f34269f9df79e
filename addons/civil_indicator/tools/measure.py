"""What an indicator is made of, and what it comes to."""

import dataclasses
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple


@dataclasses.dataclass(frozen=True)
class Side:
    """The records that make up a numerator or a denominator.

    :param str model: of what kind they are
    :param list domain: which they are, in plain values, without a place
    :param str field: a stored number of theirs that is added up; they are counted
        if empty
    :param dict context: what they have to be read with
    :param str place: the field of their place
    """

    model: str
    domain: list
    field: str | None = None
    context: dict = dataclasses.field(default_factory=dict)
    place: str = "division_id"


class Measure(NamedTuple):
    """What an indicator comes to.

    :param Decimal numerator: what was reached
    :param denominator: of how much, a Decimal; None for a plain number
    :param value: percent or number; None where there is nothing to take a share of
    :param target: the Decimal to be reached, or None
    :param str light: ``green`` reached, ``amber`` nearly reached or the year still
        runs, ``red`` not reached, ``none`` where there is no value or no target
    """

    numerator: Decimal
    denominator: Decimal | None
    value: Decimal | None
    target: Decimal | None
    light: str


def value_of(numerator, denominator, digits):
    """Return percent of the denominator, rounded; the numerator itself without one.

    >>> value_of(Decimal(2), Decimal(3), 1)
    Decimal('66.7')
    >>> value_of(Decimal(2), None, 0)
    Decimal('2')
    >>> value_of(Decimal(0), Decimal(0), 1) is None
    True
    """
    if denominator is None:
        exact = numerator
    elif not denominator:
        return None
    else:
        exact = 100 * numerator / denominator
    return exact.quantize(Decimal(1).scaleb(-digits), rounding=ROUND_HALF_UP)


def light_of(numerator, denominator, target, near, is_running):
    """Tell how a value stands to its target; rounding decides nothing.

    :param Decimal near: share of the target from which it counts as nearly reached
    :param bool is_running: whether what isn't done yet can still be done in time

    >>> light_of(Decimal(1999), Decimal(2000), Decimal(100), Decimal("0.9"), False)
    'amber'
    >>> light_of(Decimal(0), None, Decimal(1), Decimal("0.9"), True)
    'amber'
    >>> light_of(Decimal(0), None, Decimal(1), Decimal("0.9"), False)
    'red'
    """
    if target is None or denominator == 0:
        return "none"
    reached, wanted = numerator, target
    if denominator is not None:
        reached, wanted = 100 * numerator, target * denominator
    if reached >= wanted:
        return "green"
    # A share stands as it is; of a number the rest may still come.
    soon = is_running if denominator is None else reached >= near * wanted
    return "amber" if soon else "red"
