from odoo import fields, models


class CivilFundAdjustmentLine(models.Model):
    """One indicator that an adjustment changes (调整明细)."""

    _name = "civil.fund.adjustment.line"
    _description = "Line of an Adjustment"
    _inherit = ["civil.approval.line.mixin"]
    _order = "adjustment_id, id"

    _approval_parent = "adjustment_id"

    adjustment_id = fields.Many2one(
        "civil.fund.adjustment", required=True, index=True, ondelete="cascade"
    )
    indicator_id = fields.Many2one(
        "civil.fund.indicator",
        required=True,
        index=True,
        ondelete="restrict",
        domain="[('state', '=', 'in_force')]",
    )
    currency_id = fields.Many2one(related="adjustment_id.currency_id")
    amount = fields.Monetary(required=True, help="Added above 0, cut below 0.")
    available = fields.Monetary(
        related="indicator_id.available", string="Available Now"
    )
    function_id = fields.Many2one(related="indicator_id.function_id")
    project_id = fields.Many2one(related="indicator_id.project_id")

    _amount_not_zero = models.Constraint(
        "CHECK (amount <> 0)", "A line of an adjustment changes something."
    )
    _indicator_uniq = models.UniqueIndex(
        "(adjustment_id, indicator_id)",
        "Each indicator stands in an adjustment once only.",
    )
