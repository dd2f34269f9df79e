from odoo import fields, models


class CivilFundGoal(models.Model):
    """What a project is meant to bring about (绩效指标)."""

    _name = "civil.fund.goal"
    _description = "Performance Goal of a Project"
    _order = "project_id, sequence, id"

    sequence = fields.Integer(default=10)
    project_id = fields.Many2one(
        "civil.fund.project", required=True, index=True, ondelete="cascade"
    )
    kind = fields.Selection(
        [
            ("cost", "Cost"),
            ("output", "Output"),
            ("benefit", "Benefit"),
            ("satisfaction", "Satisfaction"),
        ],
        required=True,
        default="output",
    )
    name = fields.Char(string="Goal", required=True)
    target = fields.Char(required=True, help="What is wanted, such as “≥ 300”.")
    unit = fields.Char()
    actual = fields.Char(string="Result")
    is_met = fields.Boolean(string="Met")
