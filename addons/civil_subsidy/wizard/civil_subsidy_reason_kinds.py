from odoo import fields, models


class CivilSubsidyReasonKinds(models.TransientModel):
    """Further steps that ask for a reason: of payments, findings and versions."""

    _inherit = "civil.subsidy.reason"

    res_model = fields.Selection(
        selection_add=[
            ("civil.subsidy.entitlement.version", "Version of an Entitlement"),
            ("civil.subsidy.payment", "Payment"),
            ("civil.subsidy.hold", "Held by Hand"),
            ("civil.subsidy.finding", "Finding"),
        ],
        ondelete={
            "civil.subsidy.entitlement.version": "cascade",
            "civil.subsidy.payment": "cascade",
            "civil.subsidy.hold": "cascade",
            "civil.subsidy.finding": "cascade",
        },
    )
    method = fields.Selection(
        selection_add=[
            ("action_withdraw", "Withdraw"),
            ("action_hold", "Hold Back"),
            ("action_release", "Release"),
            ("action_give_reason", "Give a Reason"),
            ("action_not_owed", "No Longer Owed"),
        ],
        ondelete={
            "action_withdraw": "cascade",
            "action_hold": "cascade",
            "action_release": "cascade",
            "action_give_reason": "cascade",
            "action_not_owed": "cascade",
        },
    )
