from odoo import fields, models


class CivilInstitutionFeeReason(models.TransientModel):
    """Asks why a bill or a receipt is voided."""

    _name = "civil.institution.fee.reason"
    _description = "Reason of a Step about Fees"
    _inherit = ["civil.reason.wizard"]

    res_model = fields.Selection(
        [
            ("civil.institution.bill", "Bill of a Resident"),
            ("civil.institution.receipt", "Receipt"),
        ],
        required=True,
        readonly=True,
    )
    method = fields.Selection([("action_void", "Void")], required=True, readonly=True)
