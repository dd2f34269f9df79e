from odoo import fields, models

MATTERS = [
    ("filing", "Filing"),
    ("change", "Change of the Filing"),
    ("suspension", "Suspension"),
    ("closure", "End of the Service"),
]


class CivilCaseKind(models.Model):
    """A matter may be about a welfare institution (养老机构备案事项)."""

    _inherit = "civil.case.kind"

    institution_matter = fields.Selection(
        MATTERS,
        string="Matter of an Institution",
        help="What a grant does with the welfare institution.",
    )

    _institution_matter_uniq = models.UniqueIndex(
        "(institution_matter) WHERE institution_matter IS NOT NULL AND active",
        "There is already a kind of case for this matter of institutions.",
    )
