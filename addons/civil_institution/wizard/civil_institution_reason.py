from odoo import fields, models


class CivilInstitutionReason(models.TransientModel):
    """Asks what is to be corrected in a filing or an application."""

    _name = "civil.institution.reason"
    _description = "Reason of a Step of an Institution"
    _inherit = ["civil.reason.wizard"]

    res_model = fields.Selection(
        [
            ("civil.institution", "Welfare Institution"),
            ("civil.institution.rating", "Rating of an Institution"),
        ],
        required=True,
        readonly=True,
    )
    method = fields.Selection(
        [("action_correct", "To Be Corrected"), ("action_give_back", "Give Back")],
        required=True,
        readonly=True,
    )
