from odoo import api, fields, models
from odoo.fields import Domain


class CivilAssessmentRiskKind(models.Model):
    """One of the nine risks of GB 38600-2019 (九防)."""

    _name = "civil.assessment.risk.kind"
    _description = "Kind of Risk"
    _order = "sequence, id"

    sequence = fields.Integer(default=10)
    code = fields.Char(required=True)
    name = fields.Char(required=True)
    date_from = fields.Date(string="Valid from", required=True)
    date_to = fields.Date(string="Valid through")
    legal_basis = fields.Char(required=True)

    _code_uniq = models.UniqueIndex(
        "(code, date_from)", "There is already a risk with this code."
    )

    @api.model
    def _on(self, day):
        """Return the risks that are to be assessed on a day."""
        return self.search(
            Domain("date_from", "<=", day)
            & (Domain("date_to", "=", False) | Domain("date_to", ">=", day))
        )
