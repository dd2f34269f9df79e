from odoo import models


class CivilFundFunction(models.Model):
    """Functional class as a dimension of entries."""

    _name = "civil.fund.function"
    _inherit = ["civil.fund.function", "civil.account.dimension"]

    _analytic_plan = "function"
