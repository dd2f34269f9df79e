from odoo import fields, models


class CivilAssessmentProblem(models.Model):
    """A health problem or special care of the standard's list (健康相关问题)."""

    _name = "civil.assessment.problem"
    _description = "Health Problem"
    _order = "sequence, id"

    sequence = fields.Integer(default=10)
    category = fields.Selection(
        [
            ("special_care", "Special Care"),
            ("joint", "Mobility of Joints"),
            ("wound", "Wounds"),
            ("pain", "Pain"),
            ("teeth", "Teeth"),
            ("swallow", "Swallowing"),
            ("other", "Other"),
        ],
        required=True,
        default="other",
    )
    name = fields.Char(required=True)
    active = fields.Boolean(default=True)
