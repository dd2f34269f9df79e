from odoo import fields, models


class CivilSubsidyPayment(models.Model):
    """Which claim of an institution a payment pays; each is paid once."""

    _inherit = "civil.subsidy.payment"

    institution_claim_id = fields.Many2one(
        "civil.institution.claim",
        string="Institution's Claim",
        readonly=True,
        copy=False,
    )

    _institution_claim_uniq = models.UniqueIndex(
        "(institution_claim_id) WHERE institution_claim_id IS NOT NULL",
        "This claim of an institution stands in another batch already.",
    )
