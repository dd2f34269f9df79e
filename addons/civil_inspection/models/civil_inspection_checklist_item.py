from odoo import api, fields, models

ANSWER_TYPES = [
    ("yesno", "Conforms or Not"),
    ("score", "Score"),
    ("count", "Count"),
]
LEVELS = [("general", "General"), ("major", "Major")]


class CivilInspectionChecklistItem(models.Model):
    """One thing to check (检查项): requirement, basis, how it is answered."""

    _name = "civil.inspection.checklist.item"
    _description = "Item of a Checklist"
    _order = "section_id, sequence, id"

    section_id = fields.Many2one(
        "civil.inspection.checklist.section",
        required=True,
        index=True,
        ondelete="cascade",
    )
    checklist_id = fields.Many2one(
        "civil.inspection.checklist",
        related="section_id.checklist_id",
        store=True,
        index=True,
    )
    sequence = fields.Integer(default=10)
    name = fields.Char(string="Requirement", required=True, translate=True)
    basis = fields.Char(help="The rule that asks for it.")
    answer_type = fields.Selection(
        ANSWER_TYPES, string="Answer", required=True, default="yesno"
    )
    max_score = fields.Float(string="Full Score", digits=(8, 2))
    count_unit = fields.Char(string="Unit", translate=True)
    hazard_level = fields.Selection(
        LEVELS,
        string="Hazard",
        help="What hazard it is where the requirement isn't met; none if empty.",
    )
    criterion_id = fields.Many2one(
        "civil.hazard.criterion",
        index="btree_not_null",
        ondelete="restrict",
    )

    _score_positive = models.Constraint(
        "CHECK (max_score >= 0)", "A full score isn't below 0."
    )

    @api.onchange("criterion_id")
    def _onchange_criterion_id(self):
        if self.criterion_id:
            self.hazard_level = self.criterion_id.level
