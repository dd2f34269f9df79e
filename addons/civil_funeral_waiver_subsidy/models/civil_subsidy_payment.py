from odoo import fields, models


class CivilSubsidyPayment(models.Model):
    """Which claim of a home a payment pays; each is paid once."""

    _inherit = "civil.subsidy.payment"

    settlement_id = fields.Many2one(
        "civil.funeral.settlement", string="Claim", readonly=True, copy=False
    )

    _settlement_uniq = models.UniqueIndex(
        "(settlement_id) WHERE settlement_id IS NOT NULL",
        "This claim of a funeral home stands in another batch already.",
    )
