from odoo import SUPERUSER_ID, api, models


class CivilLicense(models.Model):
    """Shops follow their license: its term, its scope, its end."""

    _inherit = "civil.license"

    @api.model_create_multi
    def create(self, vals_list):
        """Let the shop know of its new license."""
        licenses = super().create(vals_list)
        licenses._tell_shops()
        return licenses

    def write(self, vals):
        """Let the shop know of what changed."""
        result = super().write(vals)
        if vals.keys() & {"state", "valid_from", "valid_until", "scope", "ended_on"}:
            self._tell_shops()
        return result

    def _tell_shops(self):
        # Whoever decides about the license need not keep shops.
        system = self.with_user(SUPERUSER_ID)
        shops = system.env["civil.funeral.shop"]
        kind = shops._license_kind()
        for license_ in system.filtered(lambda license: license.kind_id == kind):
            shop = shops.search([("organization_id", "=", license_.organization_id.id)])
            if shop:
                shop._follow_license(license_)
