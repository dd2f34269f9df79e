from odoo import fields, models


class CivilFundReason(models.TransientModel):
    """Asks why something is sent back, voided or rejected, then does it."""

    _name = "civil.fund.reason"
    _description = "Reason for a Step"
    _inherit = ["civil.reason.wizard"]

    res_model = fields.Selection(
        [
            ("civil.fund.indicator", "Budget Indicator"),
            ("civil.fund.adjustment", "Adjustment of Indicators"),
            ("civil.fund.allocation", "Allotment of a Transfer"),
            ("civil.fund.project", "Project"),
        ],
        required=True,
        readonly=True,
    )
    method = fields.Selection(
        [
            ("action_send_back", "Send Back"),
            ("action_void", "Void"),
            ("action_reject", "Reject"),
        ],
        required=True,
        readonly=True,
    )
