from odoo import models

from ..tools.door import is_open

#: What of a social organization stands in the file of the organization.
_ITEMS = {"name", "address", "legal_representative", "credit_code"}


class CivilOrganization(models.Model):
    """Items of registration are locked in the organization's file as well."""

    _inherit = "civil.organization"

    def write(self, vals):
        """Refuse to change a registered item past the register."""
        if not _ITEMS.isdisjoint(vals) and not is_open(self):
            # Whoever keeps organizations may not see the register of these.
            orgs = self.env["civil.social.org"].sudo()
            orgs.search([("organization_id", "in", self.ids)])._refuse_locked(vals)
        return super().write(vals)
