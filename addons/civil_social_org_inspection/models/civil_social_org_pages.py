from odoo import models


class CivilSocialOrg(models.Model):
    """The buttons of accounts and notices on the register."""

    _name = "civil.social.org"
    _inherit = ["civil.social.org", "civil.organization.portal.mixin"]
