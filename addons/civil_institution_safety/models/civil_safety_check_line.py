from odoo import models


class CivilSafetyCheckLine(models.Model):
    """An item of a self-check, with the photo that the institution took."""

    _name = "civil.safety.check.line"
    _inherit = ["civil.safety.check.line", "civil.institution.photo.mixin"]
