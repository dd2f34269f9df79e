from odoo import models


class CivilFundProject(models.Model):
    """Project as a dimension of entries."""

    _name = "civil.fund.project"
    _inherit = ["civil.fund.project", "civil.account.dimension"]

    _analytic_plan = "project"
