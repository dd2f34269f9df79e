from odoo import fields, models


class CivilHazardCriterion(models.Model):
    """Who beside the bureau is told of a major hazard (函告部门)."""

    _inherit = "civil.hazard.criterion"

    unit_ids = fields.Many2many(
        "civil.inspection.unit",
        string="Departments to Be Told",
        help="Which departments get a letter when such a hazard is listed.",
    )
