"""XML ids of the groups of those who see to the safety of institutions."""

CLERK = "civil_institution.group_clerk"
HEAD = "civil_institution.group_head"
DEPUTY = "civil_institution.group_deputy"
ORGANIZATION = "civil_organization_portal.group_organization_user"
