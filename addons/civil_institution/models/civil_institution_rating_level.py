from odoo import fields, models

LEVELS = [("1", "Level 1"), ("2", "Level 2"), ("3", "Level 3")]
LEVELS += [("4", "Level 4"), ("5", "Level 5")]


class CivilInstitutionRatingLevel(models.Model):
    """What a level of the rating asks for (等级条件).

    Besides the points there are conditions of entry: shares in percent, 0 where the
    level doesn't ask for one.
    """

    _name = "civil.institution.rating.level"
    _inherit = "civil.institution.rating.standard.part"
    _description = "Level of the Rating"
    _order = "standard_id, level"
    _rec_name = "level"

    standard_id = fields.Many2one(
        "civil.institution.rating.standard",
        required=True,
        index=True,
        ondelete="cascade",
    )
    level = fields.Selection(LEVELS, required=True)
    least_total = fields.Integer(string="Total at Least", required=True)
    least_share = fields.Integer(
        string="Each Part at Least (%)",
        required=True,
        help="Of the part's own highest points.",
    )

    _level_uniq = models.UniqueIndex(
        "(standard_id, level)", "The standard already has this level."
    )
    _share_check = models.Constraint(
        "CHECK (least_total >= 0 AND least_share BETWEEN 0 AND 100)",
        "A share lies between 0 and 100 percent.",
    )
