"""What is wrong with what a funeral home charged, by its price list.

Pure Python: no database, no Odoo.

Source: 《殡葬管理条例》（国务院令第824号）第四十二条、第五十条: no item and no
fee outside the list, no splitting; 第四十三条: no bundling.
"""

import dataclasses
from collections import Counter
from decimal import Decimal

CODES = ("outside_list", "above_price", "split", "bundled", "amount_wrong")
_CENT = Decimal("0.01")


@dataclasses.dataclass(frozen=True)
class Priced:
    """An item of a price list.

    :param names: the wordings by which the item is known, cleaned
    :param price: the most that may be asked for one unit, yuan
    :param parts: what the price includes and may not be charged by itself, cleaned
    :param once: it is charged once for a deceased
    """

    names: frozenset
    price: Decimal
    parts: frozenset = frozenset()
    once: bool = False


@dataclasses.dataclass(frozen=True)
class Charged:
    """What was charged: cleaned wording, quantity, yuan a unit, yuan."""

    name: str
    quantity: Decimal
    price: Decimal
    amount: Decimal


def judge(charges, items):
    """Return ``[set of codes]``, one for each of the charges of one sheet.

    >>> parts = frozenset({"消毒费"})
    >>> ride = Priced(frozenset({"遗体接运"}), Decimal(300), parts, True)
    >>> burn = Priced(frozenset({"遗体火化"}), Decimal(500))
    >>> def charged(name, price):
    ...     return Charged(name, Decimal(1), Decimal(price), Decimal(price))
    >>> sheet = [charged("遗体接运", 300), charged("消毒费", 20), charged("司仪", 9)]
    >>> judge(sheet, [ride, burn])
    [set(), {'split'}, {'outside_list'}]
    >>> judge([charged("遗体接运及遗体火化", 700)], [ride, burn])
    [{'bundled'}]
    >>> judge([charged("遗体火化", 501)], [ride, burn])
    [{'above_price'}]
    """
    known = [match(charge.name, items) for charge in charges]
    present = {item for item in known if item}
    included = frozenset().union(*(item.parts for item in present))
    seen = Counter()
    found = []
    for charge, item in zip(charges, known, strict=True):
        codes = set()
        if (charge.quantity * charge.price).quantize(_CENT) != charge.amount:
            codes.add("amount_wrong")
        if charge.name in included:
            codes.add("split")
        elif item is None:
            codes.add("bundled" if _bundles(charge.name, items) else "outside_list")
        if item is not None:
            if charge.price > item.price:
                codes.add("above_price")
            seen[item] += 1
            if item.once and (seen[item] > 1 or charge.quantity > 1):
                codes.add("split")
        found.append(codes)
    return found


def match(name, items):
    """Return the item that a wording names, or None."""
    return next((item for item in items if name in item.names), None)


def _bundles(name, items):
    """Whether one wording names several items of the list."""
    named = {item for item in items if any(word in name for word in item.names)}
    return len(named) > 1
