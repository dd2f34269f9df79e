from odoo import api, fields, models


class CivilAssessmentLevel(models.Model):
    """A level and the totals that lead to it (能力等级); the higher, the worse."""

    _name = "civil.assessment.level"
    _description = "Ability Level"
    _inherit = ["civil.assessment.standard.part"]
    _order = "standard_id, level"

    standard_id = fields.Many2one(
        "civil.assessment.standard", required=True, index=True, ondelete="cascade"
    )
    level = fields.Integer(required=True)
    name = fields.Char(required=True)
    score_from = fields.Integer(string="Total from", required=True)
    score_to = fields.Integer(string="Total to", required=True)

    _scores_check = models.Constraint(
        "CHECK (score_from >= 0 AND score_to >= score_from)",
        "The totals of a level run from a lower to a higher one.",
    )
    _no_overlap = models.Constraint(
        """EXCLUDE USING gist (
            standard_id WITH =, int4range(score_from, score_to, '[]') WITH &&
        )""",
        "A total can lead to one level only.",
    )
    _level_uniq = models.UniqueIndex(
        "(standard_id, level)", "The standard has this level already."
    )

    @api.depends("level", "name")
    def _compute_display_name(self):
        for level in self:
            level.display_name = f"{level.level} {level.name}"
