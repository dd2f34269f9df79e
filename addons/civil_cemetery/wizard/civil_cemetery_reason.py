from odoo import fields, models


class CivilCemeteryReason(models.TransientModel):
    """Asks why a yearly inspection goes back (退回原因)."""

    _name = "civil.cemetery.reason"
    _description = "Reason for Going Back"
    _inherit = "civil.reason.wizard"

    res_model = fields.Selection(
        [("civil.cemetery.annual", "Yearly Inspection")], required=True, readonly=True
    )
    method = fields.Selection(
        [("action_send_back", "Send Back"), ("action_score_again", "Score Again")],
        required=True,
        readonly=True,
    )
