from odoo import fields, models


class CivilSocialReason(models.TransientModel):
    """Asks why something is done with a social organization, then does it."""

    _name = "civil.social.reason"
    _description = "Reason for a Step of a Social Organization"
    _inherit = ["civil.reason.wizard"]

    res_model = fields.Selection(
        [("civil.social.org", "Social Organization")], required=True, readonly=True
    )
    method = fields.Selection(
        [("action_suspend", "Suspend Activities")], required=True, readonly=True
    )
