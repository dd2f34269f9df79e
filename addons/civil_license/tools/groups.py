"""XML ids of the groups that take a license through its steps."""

CLERK = "civil_license.group_clerk"
HEAD = "civil_license.group_head"
DEPUTY = "civil_license.group_deputy"
