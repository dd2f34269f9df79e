from odoo import fields, models


class CivilFundCarryLine(models.TransientModel):
    """What one indicator has left at the end of its year (结转明细)."""

    _name = "civil.fund.carry.line"
    _description = "Line of the Carry-over"

    carry_id = fields.Many2one("civil.fund.carry", required=True, ondelete="cascade")
    indicator_id = fields.Many2one(
        "civil.fund.indicator", required=True, readonly=True, ondelete="cascade"
    )
    currency_id = fields.Many2one(related="indicator_id.currency_id")
    amount = fields.Monetary(string="Left", readonly=True)
    reserved = fields.Monetary(readonly=True)
    origin_year = fields.Integer(related="indicator_id.origin_year")
    age = fields.Integer(
        string="Years",
        readonly=True,
        help="Budget years since the money was first assigned, that one included.",
    )
    verdict = fields.Selection(
        [("carry", "Carry Over"), ("take_back", "Take Back")], readonly=True
    )
