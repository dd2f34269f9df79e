from odoo import models


class CivilInspection(models.Model):
    """An inspection knows which institution it is about."""

    _name = "civil.inspection"
    _inherit = ["civil.inspection", "civil.institution.object.mixin"]
