"""XML ids of the groups that take a case through its steps."""

CLERK = "civil_case.group_clerk"
HEAD = "civil_case.group_head"
DEPUTY = "civil_case.group_deputy"
#: Everybody at the bureau: for steps that are somebody's by a tier of approval.
STAFF = "civil_base.group_staff"
