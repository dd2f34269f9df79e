"""XML ids of the groups of those who prepare for emergencies and meet them."""

CLERK = "civil_emergency.group_clerk"
HEAD = "civil_emergency.group_head"
DEPUTY = "civil_emergency.group_deputy"
