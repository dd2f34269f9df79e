from odoo import fields, models

#: What a paper proves, where a step asks for it.
PURPOSES = [
    ("approval", "Approval of the Supervisor"),
    ("credit", "Credit Commitment"),
    ("party", "Party-Building Commitment"),
    ("party_members", "Form on Party Members"),
    ("audit", "Audit Report"),
    ("charter", "Charter"),
]


class CivilCaseKindMaterial(models.Model):
    _inherit = "civil.case.kind.material"

    social_purpose = fields.Selection(
        PURPOSES,
        string="Proves",
        help="What the paper is to the checks of social organizations.",
    )
