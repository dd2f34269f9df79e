from dateutil.relativedelta import relativedelta

from odoo import fields, models


class CivilProjectKindStage(models.Model):
    """A usual stage of a kind of project (阶段模板)."""

    _name = "civil.project.kind.stage"
    _description = "Stage of a Kind of Project"
    _order = "kind_id, sequence, id"

    kind_id = fields.Many2one(
        "civil.project.kind", required=True, index=True, ondelete="cascade"
    )
    sequence = fields.Integer(default=10)
    name = fields.Char(required=True, translate=True)
    days = fields.Integer(
        string="Planned Days",
        required=True,
        default=30,
        help="Calendar days; the stage's end is planned from it and can be changed.",
    )
    weight = fields.Integer(
        required=True,
        default=1,
        help="Share of the stage in the progress of the whole.",
    )
    paper_ids = fields.One2many("civil.project.kind.paper", "stage_id", copy=True)

    _days_positive = models.Constraint(
        "CHECK (days >= 0)", "The days of a stage can't be below zero."
    )
    _weight_positive = models.Constraint(
        "CHECK (weight > 0)", "The weight of a stage has to be above zero."
    )

    def _planned_end(self, start):
        """The day on which the single stage is planned to end."""
        return start + relativedelta(days=self.days)
