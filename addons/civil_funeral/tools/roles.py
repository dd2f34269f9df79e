"""XML ids of the groups that take part in the course from report to ashes."""

INFORMANT = "civil_funeral.group_informant"
HOME = "civil_funeral.group_home"
CLERK = "civil_funeral.group_clerk"
HEAD = "civil_funeral.group_head"
DEPUTY = "civil_funeral.group_deputy"
