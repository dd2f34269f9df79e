from odoo import fields, models


class CivilSubsidyReason(models.TransientModel):
    """Asks why a difference of the month stands, too."""

    _inherit = "civil.subsidy.reason"

    res_model = fields.Selection(
        selection_add=[("civil.subsidy.books.line", "Reconciliation of a Program")],
        ondelete={"civil.subsidy.books.line": "cascade"},
    )
