"""XML ids of the groups that deal with cemeteries."""

CLERK = "civil_cemetery.group_clerk"
HEAD = "civil_cemetery.group_head"
DEPUTY = "civil_cemetery.group_deputy"
KEEPER = "civil_cemetery.group_keeper"
#: Whoever works at the counter of a cemetery or for the section of the bureau.
COUNTER = (KEEPER, CLERK)
