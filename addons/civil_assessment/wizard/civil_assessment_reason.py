from odoo import fields, models


class CivilAssessmentReason(models.TransientModel):
    """Asks why an assessment or a risk sheet is taken back."""

    _name = "civil.assessment.reason"
    _description = "Reason for a Step of an Assessment"
    _inherit = ["civil.reason.wizard"]

    res_model = fields.Selection(
        [
            ("civil.assessment", "Ability Assessment"),
            ("civil.assessment.risk", "Risk Assessment"),
        ],
        required=True,
        readonly=True,
    )
    method = fields.Selection(
        [("action_void", "Void")],
        required=True,
        readonly=True,
    )
