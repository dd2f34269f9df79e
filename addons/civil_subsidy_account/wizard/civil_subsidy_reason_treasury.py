from odoo import fields, models


class CivilSubsidyReason(models.TransientModel):
    """Files of the finance bureau are discarded with a reason, too."""

    _inherit = "civil.subsidy.reason"

    res_model = fields.Selection(
        selection_add=[("civil.treasury.file", "Finance Bureau File")],
        ondelete={"civil.treasury.file": "cascade"},
    )
