from odoo import models
from odoo.fields import Domain

from .civil_institution_stay import OPEN


class CivilAssessment(models.Model):
    """Assessments of people who live in institutions."""

    _inherit = "civil.assessment"

    def _carers(self):
        """Staff of the institution where the person lives care for the person."""
        # Assessors need not see the stays.
        stays = (
            self.env["civil.institution.stay"]
            .sudo()
            .search(
                Domain("resident_id", "=", self.resident_id.id)
                & Domain("state", "in", OPEN)
            )
        )
        users = stays.institution_id.user_ids
        return super()._carers() | users.with_env(self.env)
