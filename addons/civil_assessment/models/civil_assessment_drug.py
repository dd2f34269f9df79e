from odoo import fields, models


class CivilAssessmentDrug(models.Model):
    """A drug that the assessed person takes at present (用药情况)."""

    _name = "civil.assessment.drug"
    _description = "Drug Taken"
    _inherit = ["civil.assessment.part"]
    _order = "assessment_id, id"

    assessment_id = fields.Many2one(
        "civil.assessment", required=True, index=True, ondelete="cascade"
    )
    name = fields.Char(required=True)
    way = fields.Char(string="Taken How")
    dose = fields.Char()
    frequency = fields.Char()
