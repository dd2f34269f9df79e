from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    """How subsidies are booked, among the settings."""

    _inherit = "res.config.settings"

    subsidy_follow = fields.Selection(
        related="company_id.subsidy_follow", readonly=False
    )
    subsidy_carryover_kept = fields.Boolean(
        related="company_id.subsidy_carryover_kept", readonly=False
    )
