"""XML ids of the groups that take a case of enforcement through its steps."""

CLERK = "civil_enforcement.group_clerk"
HEAD = "civil_enforcement.group_head"
DEPUTY = "civil_enforcement.group_deputy"
LEGAL = "civil_enforcement.group_legal"
FINANCE = "civil_base.group_finance"
#: Everybody at the bureau: for steps that are somebody's by a tier of approval.
STAFF = "civil_base.group_staff"
