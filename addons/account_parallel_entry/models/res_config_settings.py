from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    """Settings of parallel bookkeeping."""

    _inherit = "res.config.settings"

    parallel_bookkeeping = fields.Boolean(
        related="company_id.parallel_bookkeeping", readonly=False
    )
    parallel_four_eyes = fields.Boolean(
        related="company_id.parallel_four_eyes", readonly=False
    )
    parallel_auto_post = fields.Boolean(
        related="company_id.parallel_auto_post", readonly=False
    )
    parallel_first_year = fields.Integer(
        related="company_id.parallel_first_year", readonly=False
    )
    parallel_finance_head_id = fields.Many2one(
        related="company_id.parallel_finance_head_id", readonly=False
    )
