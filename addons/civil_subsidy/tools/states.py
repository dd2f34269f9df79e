"""Groups of states of a batch that several models ask for."""

#: States in which payments may still be held, released and explained.
OPEN = ("draft", "computed", "published")
