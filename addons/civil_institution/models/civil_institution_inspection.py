from odoo import models


class CivilInstitutionInspection(models.AbstractModel):
    """Institutions are objects of inspections (检查对象)."""

    _name = "civil.institution.inspection"
    _description = "Institution as Object of Inspections"
    _inherit = ["civil.inspection.subject.mixin"]

    def _object_kinds(self):
        return ("welfare_institution",)

    def _object_values(self):
        return {
            **super()._object_values(),
            "active": self.active and self.state != "closed",
        }

    def _note_check(self, day):
        """Note that the institutions were checked on ``day``, if that is news."""
        for home in self:
            if not home.last_checked_on or home.last_checked_on < day:
                home.last_checked_on = day
            begun, first = home.filing_date or home.discovered_on, home.first_checked_on
            if begun and day >= begun and not (first and first >= begun):
                home.first_checked_on = day
