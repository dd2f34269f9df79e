from odoo import fields, models


class CivilLicenseVisitItem(models.Model):
    """What is looked at on site before a license is granted (现场核查项)."""

    _name = "civil.license.visit.item"
    _description = "Item of the Site Visit"
    _order = "sequence, id"

    kind_id = fields.Many2one(
        "civil.license.kind", required=True, index=True, ondelete="cascade"
    )
    sequence = fields.Integer(default=10)
    name = fields.Char(required=True, translate=True)
    legal_basis = fields.Char()
