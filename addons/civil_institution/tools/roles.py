"""XML ids of the groups of welfare institutions."""

CLERK = "civil_institution.group_clerk"
HEAD = "civil_institution.group_head"
HOME = "civil_institution.group_home"
