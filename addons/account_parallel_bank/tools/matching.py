"""Which line of the bank is which line of the books. No database."""

import dataclasses
import datetime
import decimal


@dataclasses.dataclass(frozen=True)
class Item:
    """A movement of money as one side knows it.

    :param id: what the caller calls it
    :param date: day on which this side has it
    :param amount: signed, in yuan; money that came in is positive
    :param text: all that is written about it
    :param reference: the bank's serial number, or whatever both sides may carry
    :param partner: name of the other party
    """

    id: int
    date: datetime.date
    amount: decimal.Decimal
    text: str = ""
    reference: str = ""
    partner: str = ""


def pairs(bank, books, days):
    """Return the pairs that leave no doubt.

    Both have the same amount and lie no more than ``days`` days apart, and each is
    for the other the best there is, with no second one as good.

    :param bank: Items of the bank
    :param books: Items of the books
    :return: list of (id of the bank's, id of the books')

    >>> day = datetime.date(2024, 3, 1)
    >>> one = decimal.Decimal(1)
    >>> pairs([Item(1, day, one)], [Item(7, day, one)], 5)
    [(1, 7)]
    >>> pairs([Item(1, day, one)], [Item(7, day, one), Item(8, day, one)], 5)
    []
    """
    by_amount = {}
    for item in books:
        by_amount.setdefault(item.amount, []).append(item)
    liked, wanted = {}, {}
    for item in bank:
        for other in by_amount.get(item.amount, ()):
            if abs((item.date - other.date).days) <= days:
                score = _likeness(item, other)
                liked.setdefault(item.id, []).append((score, other.id))
                wanted.setdefault(other.id, []).append((score, item.id))
    best = {key: _only_best(found) for key, found in liked.items()}
    back = {key: _only_best(found) for key, found in wanted.items()}
    return sorted(
        (mine, other)
        for mine, other in best.items()
        if other is not None and back[other] == mine
    )


def _likeness(item, other):
    return (
        bool(item.reference and item.reference in f"{other.text} {other.reference}"),
        bool(item.partner and item.partner in (other.partner or other.text)),
        # The nearer of two days proves nothing: the same sum is often paid twice.
        item.date == other.date,
    )


def _only_best(found):
    """Return the id with the highest score, or None if two have it."""
    top = max(score for score, _id in found)
    ids = [key for score, key in found if score == top]
    return ids[0] if len(ids) == 1 else None
