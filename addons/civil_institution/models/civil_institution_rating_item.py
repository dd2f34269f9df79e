from odoo import fields, models


class CivilInstitutionRatingItem(models.Model):
    """An item of a part of the rating standard, with its points (评定项目)."""

    _name = "civil.institution.rating.item"
    _inherit = "civil.institution.rating.standard.part"
    _description = "Item of the Rating"
    _order = "part_id, sequence, id"

    part_id = fields.Many2one(
        "civil.institution.rating.part", required=True, index=True, ondelete="cascade"
    )
    standard_id = fields.Many2one(related="part_id.standard_id", store=True, index=True)
    sequence = fields.Integer(default=10)
    name = fields.Char(required=True, translate=True)
    max_score = fields.Integer(string="Highest Points", required=True)
    source = fields.Selection(
        [("standard", "The Standard"), ("district", "The District's Working Sheet")],
        default="district",
        required=True,
        help="Where its points come from.",
    )

    _score_check = models.Constraint(
        "CHECK (max_score > 0)", "An item has points to give."
    )
