from odoo import api, fields, models


class CivilAssessmentItem(models.Model):
    """A second-level indicator of a standard: what is asked (二级指标)."""

    _name = "civil.assessment.item"
    _description = "Assessment Item"
    _inherit = ["civil.assessment.standard.part"]
    _order = "standard_id, sequence, id"

    area_id = fields.Many2one(
        "civil.assessment.area", required=True, index=True, ondelete="cascade"
    )
    standard_id = fields.Many2one(
        related="area_id.standard_id", store=True, index=True, precompute=True
    )
    sequence = fields.Integer(default=10)
    code = fields.Char(required=True)
    name = fields.Char(required=True)
    description = fields.Char()
    option_ids = fields.One2many("civil.assessment.option", "item_id", string="Options")
    max_score = fields.Integer(string="Maximum", compute="_compute_max_score")

    _code_uniq = models.UniqueIndex(
        "(standard_id, code)", "The standard has an item with this code."
    )

    @api.depends("option_ids.score")
    def _compute_max_score(self):
        for item in self:
            item.max_score = max(item.option_ids.mapped("score"), default=0)

    @api.depends("code", "name")
    def _compute_display_name(self):
        for item in self:
            item.display_name = f"{item.code} {item.name}"
