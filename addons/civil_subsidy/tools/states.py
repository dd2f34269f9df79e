"""Groups of states that several models ask for."""

#: States of a batch in which payments may still be held, released and explained.
OPEN = ("draft", "computed", "published")
#: States of a batch that pays nothing, or not yet.
UNDECIDED = (*OPEN, "voided")
#: Bank states in which the money certainly isn't with the person.
NOT_PAID = ("failed", "returned", "stopped")
