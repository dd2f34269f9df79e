from odoo import fields, models


class CivilSubsidyReason(models.TransientModel):
    """Asks what a bank movement is that nothing in the books explains, too."""

    _inherit = "civil.subsidy.reason"

    res_model = fields.Selection(
        selection_add=[("civil.bank.movement", "Bank Movement")],
        ondelete={"civil.bank.movement": "cascade"},
    )
    method = fields.Selection(
        selection_add=[("action_explain", "Explain")],
        ondelete={"action_explain": "cascade"},
    )
