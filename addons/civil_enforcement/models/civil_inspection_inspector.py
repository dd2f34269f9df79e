from odoo import fields, models


class CivilInspectionInspector(models.Model):
    """Whoever reviews decisions is kept in the register of officers as well."""

    _inherit = "civil.inspection.inspector"

    legal_qualification = fields.Char(
        help="Number of the certificate of the legal profession; whoever reviews "
        "decisions needs it: Administrative Penalty Law, article 58.",
    )
