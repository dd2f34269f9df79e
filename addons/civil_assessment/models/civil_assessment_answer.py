from odoo import api, fields, models
from odoo.exceptions import ValidationError


class CivilAssessmentAnswer(models.Model):
    """What was found for one item (评估项目得分).

    A refusal is kept as such: it is no zero, and no total comes of it.
    """

    _name = "civil.assessment.answer"
    _description = "Answer to an Item"
    _inherit = ["civil.assessment.part"]
    _order = "assessment_id, sequence, id"

    assessment_id = fields.Many2one(
        "civil.assessment", required=True, index=True, ondelete="cascade"
    )
    item_id = fields.Many2one(
        "civil.assessment.item", required=True, index=True, ondelete="restrict"
    )
    sequence = fields.Integer(related="item_id.sequence", store=True, precompute=True)
    area_id = fields.Many2one(related="item_id.area_id", string="Indicator")
    description = fields.Char(related="item_id.description")
    option_id = fields.Many2one(
        "civil.assessment.option",
        string="Finding",
        index="btree_not_null",
        ondelete="restrict",
        domain="[('item_id', '=', item_id)]",
    )
    is_refused = fields.Boolean(
        string="Refused", help="The person refuses, or it can't be found out."
    )
    score = fields.Integer(
        compute="_compute_score",
        store=True,
        help="Points of the finding; 0 also where nothing was found yet.",
    )
    is_answered = fields.Boolean(compute="_compute_is_answered")
    choices = fields.Json(compute="_compute_choices")

    _item_uniq = models.UniqueIndex(
        "(assessment_id, item_id)", "Each item is answered once."
    )
    _refused_check = models.Constraint(
        "CHECK (NOT (is_refused AND option_id IS NOT NULL))",
        "An item is either refused or has a finding.",
    )

    @api.depends("option_id.score")
    def _compute_score(self):
        for answer in self:
            answer.score = answer.option_id.score

    @api.depends("option_id", "is_refused")
    def _compute_is_answered(self):
        for answer in self:
            answer.is_answered = bool(answer.option_id) or answer.is_refused

    @api.depends("item_id.option_ids")
    def _compute_choices(self):
        """The ladder, for the sheet on the screen."""
        for answer in self:
            answer.choices = [
                {"id": option.id, "score": option.score, "name": option.name}
                for option in answer.item_id.option_ids
            ]

    @api.depends("item_id")
    def _compute_display_name(self):
        for answer in self:
            answer.display_name = answer.item_id.display_name

    @api.constrains("option_id", "item_id")
    def _check_option_id(self):
        for answer in self:
            if answer.option_id and answer.option_id.item_id != answer.item_id:
                raise ValidationError(
                    self.env._(
                        "%(item)s: the finding belongs to another item.",
                        item=answer.item_id.display_name,
                    )
                )

    @api.constrains("item_id", "assessment_id")
    def _check_item_id(self):
        for answer in self:
            if answer.item_id.standard_id != answer.assessment_id.standard_id:
                raise ValidationError(
                    self.env._(
                        "%(item)s belongs to another standard.",
                        item=answer.item_id.display_name,
                    )
                )
