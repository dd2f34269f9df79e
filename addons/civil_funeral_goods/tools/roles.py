"""XML ids of the groups of the funeral section."""

CLERK = "civil_funeral_goods.group_clerk"
HEAD = "civil_funeral_goods.group_head"
DEPUTY = "civil_funeral_goods.group_deputy"
