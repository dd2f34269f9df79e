from odoo import fields, models

from .civil_cemetery_route import MATTERS


class CivilCaseKind(models.Model):
    """A matter may be about a funeral facility (殡葬设施事项)."""

    _inherit = "civil.case.kind"

    cemetery_matter = fields.Selection(
        MATTERS,
        string="Matter of a Facility",
        help="What a grant does with the funeral facility.",
    )

    _cemetery_matter_uniq = models.UniqueIndex(
        "(cemetery_matter) WHERE cemetery_matter IS NOT NULL AND active",
        "There is already a kind of case for this matter of facilities.",
    )
