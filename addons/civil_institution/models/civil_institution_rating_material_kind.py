from odoo import fields, models


class CivilInstitutionRatingMaterialKind(models.Model):
    """What is handed in with an application for a rating (申报材料清单)."""

    _name = "civil.institution.rating.material.kind"
    _description = "Kind of Material for a Rating"
    _order = "sequence, id"

    sequence = fields.Integer(default=10)
    name = fields.Char(required=True, translate=True)
    is_required = fields.Boolean(default=True)
    legal_basis = fields.Char()
    active = fields.Boolean(default=True)
