from odoo import api, fields, models


class CivilFundMilestone(models.Model):
    """A step of a project that has its day (项目节点)."""

    _name = "civil.fund.milestone"
    _description = "Milestone of a Project"
    _order = "project_id, planned_date, id"

    project_id = fields.Many2one(
        "civil.fund.project", required=True, index=True, ondelete="cascade"
    )
    name = fields.Char(required=True)
    planned_date = fields.Date(required=True, index=True)
    actual_date = fields.Date(string="Reached On")
    weight = fields.Float(
        default=1, digits=(6, 2), help="How much of the project it makes up."
    )
    percent = fields.Float(
        string="Done (%)",
        compute="_compute_percent",
        store=True,
        readonly=False,
        digits=(5, 2),
        aggregator="avg",
    )
    note = fields.Char()
    is_late = fields.Boolean(compute="_compute_is_late")

    _percent_range = models.Constraint(
        "CHECK (percent BETWEEN 0 AND 100)", "Between 0 and 100 percent can be done."
    )
    _weight_positive = models.Constraint(
        "CHECK (weight > 0)", "The weight of a milestone is more than 0."
    )

    @api.depends("actual_date")
    def _compute_percent(self):
        for item in self:
            item.percent = 100 if item.actual_date else min(item.percent, 99)

    @api.depends("planned_date", "actual_date")
    @api.depends_context("tz")
    def _compute_is_late(self):
        today = fields.Date.context_today(self)
        for item in self:
            item.is_late = bool(
                item.planned_date and not item.actual_date and item.planned_date < today
            )

    @api.model_create_multi
    def create(self, vals_list):
        """Let the day wait on the desk of who is in charge of the project."""
        items = super().create(vals_list)
        items.project_id._sync_todos()
        return items

    def write(self, vals):
        """Let the desk follow."""
        projects = self.project_id
        result = super().write(vals)
        if not {"name", "planned_date", "actual_date", "project_id"}.isdisjoint(vals):
            (projects | self.project_id)._sync_todos()
        return result

    def unlink(self):
        """Let it go from the desk, too."""
        projects = self.project_id
        result = super().unlink()
        projects.exists()._sync_todos()
        return result
