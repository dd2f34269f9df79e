from odoo import fields, models


class CivilInstitutionRatingPart(models.Model):
    """A part of the rating standard (评定部分): environment, facilities, and so on."""

    _name = "civil.institution.rating.part"
    _inherit = "civil.institution.rating.standard.part"
    _description = "Part of the Rating"
    _order = "standard_id, sequence, id"

    standard_id = fields.Many2one(
        "civil.institution.rating.standard",
        required=True,
        index=True,
        ondelete="cascade",
    )
    sequence = fields.Integer(default=10)
    code = fields.Char(required=True)
    name = fields.Char(required=True, translate=True)
    max_score = fields.Integer(string="Highest Points", required=True)
    item_ids = fields.One2many("civil.institution.rating.item", "part_id")

    _code_uniq = models.UniqueIndex(
        "(standard_id, code)", "The standard already has a part with this code."
    )
    _score_check = models.Constraint(
        "CHECK (max_score > 0)", "A part has points to give."
    )
