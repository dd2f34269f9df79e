"""Who does what with fees: the institution works, the bureau sets limits and reads."""

from odoo.addons.civil_institution.tools.roles import CLERK, HEAD, HOME

__all__ = ["CLERK", "HEAD", "HOME"]
