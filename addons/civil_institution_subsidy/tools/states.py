"""States of claims that several statements speak of."""

#: Handed in and not decided yet: one claim of a home and program at a time.
IN_FLIGHT = ("submitted", "checking", "publicity", "under_approval")
#: What counts as claimed of a person and month.
CLAIMED = (*IN_FLIGHT, "approved")
