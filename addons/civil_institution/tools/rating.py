"""Points and levels of ratings (GB/T 37276-2018), exactly.

Pure Python: no database, no Odoo.
"""

import dataclasses
import decimal
import fractions

#: To how many digits points are shown.
_SHOWN = decimal.Decimal("0.01")


@dataclasses.dataclass(frozen=True)
class LevelRule:
    """What a level asks for.

    :param str level: ``1`` to ``5``, five the highest
    :param int total: points in all, at least
    :param int share: percent of each part's own highest points, at least
    """

    level: str
    total: int
    share: int


def points(value):
    """Return what a field with one digit after the point holds, exactly.

    >>> points(11.5), points(0), points(False)
    (Decimal('11.5'), Decimal('0.0'), Decimal('0.0'))
    """
    return decimal.Decimal(str(value or 0)).quantize(decimal.Decimal("0.1"))


def mean(values):
    """Return the exact mean of points, or 0 of none.

    >>> mean([points(1), points(2), points(2)])
    Fraction(5, 3)
    """
    values = list(values)
    if not values:
        return fractions.Fraction(0)
    return fractions.Fraction(sum(values)) / len(values)


def shown(value):
    """Return points as people read them: never more than they are.

    >>> shown(fractions.Fraction(779999, 1000)), shown(fractions.Fraction(5, 3))
    (Decimal('779.99'), Decimal('1.66'))
    """
    exact = fractions.Fraction(value)
    cents = exact * 100 // 1
    return (decimal.Decimal(cents) / 100).quantize(_SHOWN)


def least(highest, share):
    """Return the points that a part needs: ``share`` percent of its ``highest``.

    >>> least(130, 40), least(150, 90)
    (Fraction(52, 1), Fraction(135, 1))
    """
    return fractions.Fraction(highest) * share / 100


def fulfils(rule, parts):
    """Tell whether points fulfil a level.

    :param LevelRule rule: the level
    :param parts: pairs of points and highest points, one a part
    """
    enough = sum(fractions.Fraction(got) for got, _highest in parts) >= rule.total
    return enough and all(got >= least(high, rule.share) for got, high in parts)


def level_of(rules, parts):
    """Return the highest level that points fulfil, or None.

    >>> rules = [LevelRule("1", 360, 40), LevelRule("2", 450, 50)]
    >>> parts = [(60, 120), (65, 130), (75, 150), (300, 600)]
    >>> level_of(rules, parts), level_of(rules, [(59, 120), *parts[1:]])
    ('2', '1')
    >>> level_of(rules, [(0, 120)]) is None
    True
    """
    parts = list(parts)
    reached = [rule.level for rule in rules if fulfils(rule, parts)]
    return max(reached, default=None)
