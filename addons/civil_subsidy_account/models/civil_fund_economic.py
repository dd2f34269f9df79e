from odoo import models


class CivilFundEconomic(models.Model):
    """Economic class as a dimension of entries."""

    _name = "civil.fund.economic"
    _inherit = ["civil.fund.economic", "civil.account.dimension"]

    _analytic_plan = "economic"
