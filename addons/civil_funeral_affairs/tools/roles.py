"""XML ids of the groups of the funeral section's daily affairs."""

CLERK = "civil_funeral_affairs.group_clerk"
HEAD = "civil_funeral_affairs.group_head"
DEPUTY = "civil_funeral_affairs.group_deputy"
