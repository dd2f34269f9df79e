from odoo import fields, models


class CivilInstitutionPart(models.AbstractModel):
    """Something that belongs to an institution, and lies where it lies."""

    _name = "civil.institution.part"
    _description = "Part of an Institution"

    institution_id = fields.Many2one(
        "civil.institution", required=True, index=True, ondelete="cascade"
    )
    division_id = fields.Many2one(
        related="institution_id.division_id", store=True, index=True
    )
    company_id = fields.Many2one(
        related="institution_id.company_id", store=True, index=True
    )
