from odoo import fields, models


class CivilOrganization(models.Model):
    """A supervising unit and its reviewers."""

    _inherit = "civil.organization"

    social_reviewer_ids = fields.Many2many(
        "res.users",
        "civil_social_unit_user_rel",
        "organization_id",
        "user_id",
        string="Reviewers of Annual Reports",
        groups="civil_base.group_admin,civil_social_org.group_clerk",
    )
