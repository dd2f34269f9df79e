"""XML ids of the groups of those who run projects."""

CLERK = "civil_project.group_clerk"
HEAD = "civil_project.group_head"
DEPUTY = "civil_project.group_deputy"
