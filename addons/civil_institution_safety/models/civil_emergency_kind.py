from odoo import fields, models


class CivilEmergencyKind(models.Model):
    """What institutions report on their pages, and how grave it counts at first."""

    _inherit = "civil.emergency.kind"

    is_institutional = fields.Boolean(
        string="Reported by Institutions",
        help="Institutions may choose it on their pages.",
    )
    first_level_id = fields.Many2one(
        "civil.emergency.level",
        string="Level to Begin with",
        ondelete="restrict",
        help="How grave it counts until the section has looked at it.",
    )
