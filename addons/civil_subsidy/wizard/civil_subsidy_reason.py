from odoo import fields, models


class CivilSubsidyReason(models.TransientModel):
    """Asks why something is sent back, voided or dropped, then does it."""

    _name = "civil.subsidy.reason"
    _description = "Reason for a Step"
    _inherit = ["civil.reason.wizard"]

    res_model = fields.Selection(
        [
            ("civil.subsidy.batch", "Batch"),
            ("civil.subsidy.roster.line", "Roster Line"),
            ("civil.subsidy.file", "File"),
            ("civil.subsidy.stop", "Stop Request"),
            ("civil.subsidy.stop.line", "Line of a Stop Request"),
        ],
        required=True,
        readonly=True,
    )
    method = fields.Selection(
        [
            ("action_send_back", "Send Back"),
            ("action_void", "Void"),
            ("_drop", "Drop"),
            ("action_discard", "Discard"),
            ("action_reject", "Reject"),
            ("action_release", "Release"),
            ("action_explain_difference", "Explain the Difference"),
        ],
        required=True,
        readonly=True,
    )
