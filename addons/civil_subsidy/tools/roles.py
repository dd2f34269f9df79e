"""XML ids of the groups that take a batch through its steps."""

CLERK = "civil_subsidy.group_clerk"
HEAD = "civil_subsidy.group_head"
DEPUTY = "civil_subsidy.group_deputy"
FINANCE = "civil_base.group_finance"
#: Everybody at the bureau: for steps that are somebody's by a tier of approval.
STAFF = "civil_base.group_staff"
