"""Money and quantities without a lost cent.

Pure Python: no database, no Odoo.
"""

from decimal import ROUND_HALF_UP, Decimal

CENT = Decimal("0.01")


def exact(value):
    """Return what a field of money or quantities holds, as it stands there.

    >>> exact(0.1) + exact(0.2), exact(False)
    (Decimal('0.3'), Decimal('0'))
    """
    return Decimal(str(value or 0))


def cents(value):
    """Return an amount in whole cents; half a cent is rounded up.

    >>> cents(exact(2.5) * exact(3.333)), cents(Decimal("1.005"))
    (Decimal('8.33'), Decimal('1.01'))
    """
    return value.quantize(CENT, rounding=ROUND_HALF_UP)


def total(values):
    """Return the sum of amounts.

    >>> total([0.1] * 10)
    Decimal('1.0')
    """
    return sum(map(exact, values), Decimal(0))


def taken_value(quantity, stock, value):
    """Return what a quantity out of the stock is worth, at its average cost.

    Whoever takes everything takes the whole value, so that nothing is left over.

    >>> taken_value(Decimal(1), Decimal(3), Decimal("10.00"))
    Decimal('3.33')
    >>> taken_value(Decimal(3), Decimal(3), Decimal("10.00"))
    Decimal('10.00')
    """
    return value if quantity == stock else cents(value * quantity / stock)
