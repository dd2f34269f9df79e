from odoo import fields, models


class CivilHandoverReason(models.TransientModel):
    """Asks why something stays with the giver, or why the giver is represented."""

    _name = "civil.handover.reason"
    _description = "Reason in a Handover"
    _inherit = ["civil.reason.wizard"]

    res_model = fields.Selection(
        [
            ("civil.handover", "Handover of Work"),
            ("civil.handover.line", "Line of a Handover"),
        ],
        required=True,
        readonly=True,
    )
    method = fields.Selection(
        [
            ("action_give", "Sign for the Giver"),
            ("action_take_out", "Leave with the Giver"),
        ],
        required=True,
        readonly=True,
    )
