"""XML ids of the groups that work with funds."""

CLERK = "civil_fund.group_clerk"
HEAD = "civil_fund.group_head"
DEPUTY = "civil_fund.group_deputy"
FINANCE = "civil_base.group_finance"
#: Everybody at the bureau: for steps that are somebody's by a tier of approval.
STAFF = "civil_base.group_staff"
