"""XML ids of the groups that work with annual inspections."""

CLERK = "civil_social_org.group_clerk"
HEAD = "civil_social_org.group_head"
DEPUTY = "civil_social_org.group_deputy"
SUPERVISOR = "civil_social_org_inspection.group_supervisor"
PORTAL = "base.group_portal"
