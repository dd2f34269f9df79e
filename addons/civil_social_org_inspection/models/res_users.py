from odoo import fields, models


class ResUsers(models.Model):
    """A user of a supervising unit, who reviews its organizations' reports first."""

    _inherit = "res.users"

    social_unit_ids = fields.Many2many(
        "civil.organization",
        "civil_social_unit_user_rel",
        "user_id",
        "organization_id",
        string="Supervising Units",
        help="The units (业务主管单位) in whose name the user reviews annual reports.",
    )

    def write(self, vals):
        """Let a change of units take effect at once: rules are cached."""
        result = super().write(vals)
        if "social_unit_ids" in vals:
            self.env.registry.clear_cache()
        return result
