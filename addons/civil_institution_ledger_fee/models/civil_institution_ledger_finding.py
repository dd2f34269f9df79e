from odoo import fields, models


class CivilInstitutionLedgerFinding(models.Model):
    """Fees that were received and not booked (社会老人收费未全额入账)."""

    _inherit = "civil.institution.ledger.finding"

    kind = fields.Selection(
        selection_add=[("fees_unbooked", "Fees Not Booked in Full")],
        ondelete={"fees_unbooked": "cascade"},
    )
