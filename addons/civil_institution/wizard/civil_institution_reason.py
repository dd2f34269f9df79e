from odoo import fields, models


class CivilInstitutionReason(models.TransientModel):
    """Asks what is to be corrected in a filing."""

    _name = "civil.institution.reason"
    _description = "Reason of a Step of an Institution"
    _inherit = ["civil.reason.wizard"]

    res_model = fields.Selection(
        [("civil.institution", "Welfare Institution")], required=True, readonly=True
    )
    method = fields.Selection(
        [("action_correct", "To Be Corrected")], required=True, readonly=True
    )
