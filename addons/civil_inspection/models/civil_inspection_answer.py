from odoo import api, fields, models
from odoo.exceptions import ValidationError

from .civil_inspection_checklist_item import ANSWER_TYPES, LEVELS

#: Answers to what conforms or not.
RESULTS = [("yes", "Conforms"), ("no", "Doesn't Conform"), ("na", "Not Applicable")]


class CivilInspectionAnswer(models.AbstractModel):
    """An item of a checklist as it was answered (检查记录项)."""

    _name = "civil.inspection.answer"
    _description = "Answer to an Item of a Checklist"
    _order = "sequence, id"

    item_id = fields.Many2one(
        "civil.inspection.checklist.item",
        index="btree_not_null",
        ondelete="set null",
        readonly=True,
    )
    sequence = fields.Integer(default=1000)
    section = fields.Char()
    name = fields.Char(string="Requirement", required=True)
    basis = fields.Char()
    answer_type = fields.Selection(
        ANSWER_TYPES, string="Answer", required=True, default="yesno"
    )
    result = fields.Selection(RESULTS)
    max_score = fields.Float(string="Full Score", digits=(8, 2))
    score = fields.Float(digits=(8, 2), aggregator="sum")
    count = fields.Integer()
    count_unit = fields.Char(string="Unit")
    note = fields.Text(string="What Was Found")
    photo = fields.Image(max_width=1600, max_height=1600)
    hazard_level = fields.Selection(LEVELS, string="Hazard")
    criterion_id = fields.Many2one(
        "civil.hazard.criterion", index="btree_not_null", ondelete="restrict"
    )
    is_answered = fields.Boolean(compute="_compute_is_answered", store=True)

    @api.depends("result")
    def _compute_is_answered(self):
        for line in self:
            line.is_answered = bool(line.result)

    @api.constrains("score", "max_score")
    def _check_score(self):
        for line in self:
            if not 0 <= line.score <= line.max_score:
                raise ValidationError(
                    self.env._(
                        "%(item)s: the score lies between 0 and %(full)s.",
                        item=line.name,
                        full=line.max_score,
                    )
                )

    @api.onchange("result")
    def _onchange_result(self):
        if self.answer_type == "score" and self.result in ("yes", "no"):
            self.score = self.max_score if self.result == "yes" else 0

    def _answer(self, result):
        """Answer the lines: what conforms gets the full score, what doesn't none."""
        for line in self:
            full = line.answer_type == "score" and result == "yes"
            line.write({"result": result, "score": line.max_score if full else 0})

    def action_yes(self):
        """Say that the requirements are met."""
        self._answer("yes")

    def action_no(self):
        """Say that the requirements aren't met."""
        self._answer("no")

    def action_na(self):
        """Say that the requirements don't apply here."""
        self._answer("na")

    def action_open(self):
        """Open the single line for notes, score, count and a photo."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.name,
            "res_model": self._name,
            "res_id": self.id,
            "views": [(False, "form")],
            "target": "new",
        }
