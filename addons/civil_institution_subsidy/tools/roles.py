"""XML ids of the groups of subsidies to institutions."""

from odoo.addons.civil_institution.tools.roles import CLERK, HEAD, HOME

DEPUTY = "civil_institution.group_deputy"
FINANCE = "civil_base.group_finance"
TOWN = "civil_institution_subsidy.group_town"

__all__ = ["CLERK", "DEPUTY", "FINANCE", "HEAD", "HOME", "TOWN"]
