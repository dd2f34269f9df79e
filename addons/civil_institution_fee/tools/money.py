"""Exact amounts between the database and Python, and what people read."""

from decimal import Decimal

CENT = Decimal("0.01")


def exact(value):
    """Return the amount that a monetary field holds, to the cent.

    The ORM hands amounts over as floats; the database holds cents.

    >>> exact(0.1 + 0.2), exact(False)
    (Decimal('0.30'), Decimal('0.00'))
    """
    return Decimal(f"{value or 0:.2f}")


def total(values):
    """Add amounts of monetary fields up, exactly.

    >>> total([0.1, 0.2])
    Decimal('0.30')
    """
    return sum(map(exact, values), exact(0))


def written(amount):
    """Write an amount as people read it.

    >>> written(1234.5)
    '1,234.50'
    """
    return f"{exact(amount):,.2f}"
