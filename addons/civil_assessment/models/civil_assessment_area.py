from odoo import api, fields, models


class CivilAssessmentArea(models.Model):
    """A first-level indicator of a standard (一级指标)."""

    _name = "civil.assessment.area"
    _description = "First-Level Indicator"
    _inherit = ["civil.assessment.standard.part"]
    _order = "standard_id, sequence, id"

    standard_id = fields.Many2one(
        "civil.assessment.standard", required=True, index=True, ondelete="cascade"
    )
    sequence = fields.Integer(default=10)
    code = fields.Char(required=True)
    name = fields.Char(required=True)
    item_ids = fields.One2many("civil.assessment.item", "area_id", string="Items")
    max_score = fields.Integer(string="Maximum", compute="_compute_max_score")

    _code_uniq = models.UniqueIndex(
        "(standard_id, code)", "The standard has an indicator with this code."
    )

    @api.depends("item_ids.max_score")
    def _compute_max_score(self):
        for area in self:
            area.max_score = sum(area.item_ids.mapped("max_score"))
