"""XML ids of the groups of the social organizations section."""

CLERK = "civil_social_org.group_clerk"
HEAD = "civil_social_org.group_head"
DEPUTY = "civil_social_org.group_deputy"
