"""What other programs ask the ledger of indicators to note."""

import dataclasses
import datetime
from decimal import Decimal
from typing import Any

#: Kinds of entries in the order of an indicator's life.
KINDS = [
    ("issue", "Issued"),
    ("carry_in", "Carried In"),
    ("adjust", "Adjusted"),
    ("reserve", "Reserved"),
    ("release", "Released"),
    ("pay", "Paid"),
    ("refund", "Refunded"),
    ("carry_out", "Carried Out"),
    ("take_back", "Taken Back"),
]


@dataclasses.dataclass(frozen=True)
class EntryRequest:
    """One entry that the ledger is asked to note.

    :param indicator: the single ``civil.fund.indicator``
    :param kind: one of ``KINDS``
    :param amount: yuan, with cents at most; above 0, of ``adjust`` also below
    :param date: day of the event
    :param source: the record behind it, such as a batch; what it reserved, only
        it can release or pay out of the reservation
    :param key: tells the event from all others of the kind on the indicator; an
        entry asked for again under its key changes nothing
    :param reference: how people call the source
    :param consumes: of ``pay``: the money is what the source has reserved
    """

    indicator: Any
    kind: str
    amount: Decimal
    date: datetime.date
    source: Any
    key: str
    reference: str = ""
    consumes: bool = False

    @property
    def identity(self):
        """What makes the entry the same as one that is there already."""
        return self.indicator.id, self.kind, self.key

    @property
    def place(self):
        """Whose reservation it concerns."""
        return self.indicator.id, self.source._name, self.source.id
