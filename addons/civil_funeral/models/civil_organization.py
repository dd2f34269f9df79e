from odoo import fields, models


class CivilOrganization(models.Model):
    """A funeral home names who works there (殡仪馆业务员)."""

    _inherit = "civil.organization"

    home_user_ids = fields.Many2many(
        "res.users",
        "civil_organization_home_user_rel",
        "organization_id",
        "user_id",
        string="Staff of the Funeral Home",
        help="They see and handle the funeral cases of this home, and no others.",
    )

    def write(self, vals):
        """Let a change of who works here take effect at once."""
        result = super().write(vals)
        if "home_user_ids" in vals:
            self.env.registry.clear_cache()
        return result
