from odoo import fields, models


class CivilProjectKindPaper(models.Model):
    """A paper that a stage of a kind of project produces (应归集材料)."""

    _name = "civil.project.kind.paper"
    _description = "Paper of a Stage"
    _order = "stage_id, sequence, id"

    stage_id = fields.Many2one(
        "civil.project.kind.stage", required=True, index=True, ondelete="cascade"
    )
    sequence = fields.Integer(default=10)
    name = fields.Char(required=True, translate=True)
    is_required = fields.Boolean(
        string="Required",
        default=True,
        help="The stage can't be finished without it.",
    )
