from odoo import models


class CivilInstitutionPart(models.AbstractModel):
    """Parts that are about a stay are about one that the user may see."""

    _inherit = "civil.institution.part"
    _checked_references = ("stay_id",)
