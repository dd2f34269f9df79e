from odoo import fields, models


class CivilAssessmentRiskLine(models.Model):
    """How high one risk is and what is done about it (单项风险)."""

    _name = "civil.assessment.risk.line"
    _description = "Assessed Risk"
    _inherit = ["civil.assessment.part"]
    _order = "sheet_id, sequence, id"
    _sheet_field = "sheet_id"

    sheet_id = fields.Many2one(
        "civil.assessment.risk", required=True, index=True, ondelete="cascade"
    )
    kind_id = fields.Many2one(
        "civil.assessment.risk.kind", required=True, index=True, ondelete="restrict"
    )
    sequence = fields.Integer(related="kind_id.sequence", store=True, precompute=True)
    level = fields.Selection(
        [("none", "No Risk"), ("protect", "Protection Needed"), ("high", "High Risk")]
    )
    measures = fields.Text()

    _kind_uniq = models.UniqueIndex(
        "(sheet_id, kind_id)", "Each risk is assessed once on a sheet."
    )
