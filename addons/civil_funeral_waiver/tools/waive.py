"""What of a family's charges is waived, by the items of a policy.

Pure Python: no database, no Odoo.
"""

import dataclasses
from decimal import ROUND_HALF_UP, Decimal

_CENT = Decimal("0.01")


@dataclasses.dataclass(frozen=True)
class Free:
    """What a policy waives of one item.

    :param str method: ``lump``: up to an amount in all; ``unit``: so many units, each
        up to an amount; ``award``: an amount that the family receives
    :param amount: yuan; of units none means whatever a unit costs
    :param most: how many units at most; none for no limit
    """

    method: str
    amount: Decimal
    most: Decimal | None = None


@dataclasses.dataclass(frozen=True)
class Used:
    """What was used: quantity, yuan a unit, yuan."""

    quantity: Decimal
    price: Decimal
    amount: Decimal


def waive(free, uses):
    """Return the yuan waived of each of ``uses``, in their order.

    What isn't used is neither paid out nor set off against something else, so an
    amount waived is never more than the amount charged.

    >>> cold = Free("unit", Decimal(15), Decimal(72))
    >>> waive(cold, [Used(Decimal(80), Decimal(15), Decimal(1200))])
    [Decimal('1080.00')]
    >>> ride = Free("lump", Decimal(300))
    >>> waive(ride, [Used(Decimal(1), Decimal(250), Decimal(250)),
    ...              Used(Decimal(1), Decimal(90), Decimal(90))])
    [Decimal('250.00'), Decimal('50.00')]
    """
    if free.method == "award":
        return [Decimal("0.00") for _use in uses]
    waived, money, units = [], free.amount, free.most
    for use in uses:
        if free.method == "lump":
            part = min(use.amount, money)
            money -= part
        else:
            count = use.quantity if units is None else min(use.quantity, units)
            if units is not None:
                units -= count
            each = min(use.price, free.amount) if free.amount else use.price
            part = min(use.amount, count * each)
        waived.append(part.quantize(_CENT, ROUND_HALF_UP))
    return waived
