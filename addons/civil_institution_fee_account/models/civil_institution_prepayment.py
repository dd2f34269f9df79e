from odoo import models


class CivilInstitutionPrepayment(models.Model):
    """Movements of prepaid money are booked where the institution keeps books."""

    _inherit = "civil.institution.prepayment"

    def _record(self, kind, amount, key, **values):
        result = super()._record(kind, amount, key, **values)
        entries = self.env["civil.institution.prepayment.entry"].sudo()
        entries.search(
            [
                ("prepayment_id", "=", self.id),
                ("kind", "=", kind),
                ("key", "=", key),
            ]
        )._post_moves()
        return result
