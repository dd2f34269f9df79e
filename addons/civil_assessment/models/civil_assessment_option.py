from odoo import api, fields, models


class CivilAssessmentOption(models.Model):
    """One rung of an item's ladder: what the person can do and its points (选项)."""

    _name = "civil.assessment.option"
    _description = "Assessment Option"
    _inherit = ["civil.assessment.standard.part"]
    _order = "item_id, score desc"
    _standard_path = "item_id.standard_id"

    item_id = fields.Many2one(
        "civil.assessment.item", required=True, index=True, ondelete="cascade"
    )
    score = fields.Integer(required=True)
    name = fields.Char(required=True)

    _score_uniq = models.UniqueIndex(
        "(item_id, score)", "The item has an option with this score already."
    )
    _score_check = models.Constraint("CHECK (score >= 0)", "A score can't be negative.")

    @api.depends("score", "name")
    def _compute_display_name(self):
        for option in self:
            option.display_name = f"{option.score} {option.name}"
