"""The groups that take the steps of a batch, by what they do."""

CLERK = "civil_subsidy.group_clerk"
HEAD = "civil_subsidy.group_head"
DEPUTY = "civil_subsidy.group_deputy"
FINANCE = "civil_base.group_finance"
