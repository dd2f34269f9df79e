from odoo import fields, models


class CivilInstitutionRatingPartOf(models.AbstractModel):
    """Something that belongs to a rating, and lies where its institution lies."""

    _name = "civil.institution.rating.part.of"
    _description = "Something of a Rating"

    rating_id = fields.Many2one(
        "civil.institution.rating", required=True, index=True, ondelete="cascade"
    )
    institution_id = fields.Many2one(
        related="rating_id.institution_id", store=True, index=True
    )
    division_id = fields.Many2one(
        related="rating_id.division_id", store=True, index=True
    )
    company_id = fields.Many2one(related="rating_id.company_id", store=True, index=True)
