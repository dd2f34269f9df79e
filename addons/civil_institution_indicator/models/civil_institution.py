from odoo import models

from odoo.addons.civil_indicator.tools.measure import Side
from odoo.addons.civil_institution.models.civil_institution_judge import PUBLIC

#: What still is an institution.
_STANDING = ("state", "!=", "closed")
_FOR_ELDERS = ("kind_id.serves_elders", "=", True)


class CivilInstitution(models.Model):
    """What share of the institutions, or of their beds, is as the plan wants it."""

    _inherit = "civil.institution"

    def _indicator_rated(self, date_from, date_to):
        """Public institutions for elders with a rating that is valid on the last day.

        Source: the bureau's work plan (all public ones at least level 1); GB/T 37276.
        """
        everything = [_STANDING, _FOR_ELDERS, ("ownership", "in", list(PUBLIC))]
        rated = self.search(everything)._ratings_on(date_to)
        return (
            Side(self._name, [*everything, ("id", "in", sorted(rated))]),
            Side(self._name, everything),
        )

    def _indicator_nursing_beds(self, date_from, date_to):
        """Nursing beds among the beds of institutions for elders.

        Source: 国发〔2021〕35号 (55 % until 2025).
        """
        everything = [_STANDING, _FOR_ELDERS]
        return (
            Side(self._name, everything, field="beds_nursing"),
            Side(self._name, everything, field="beds_approved"),
        )

    def _indicator_direct(self, date_from, date_to):
        """Rural welfare homes that the district manages directly.

        Source: the bureau's work plan (all of them).
        """
        everything = [_STANDING, ("kind_id.code", "=", "rural")]
        return (
            Side(self._name, [*everything, ("is_direct", "=", True)]),
            Side(self._name, everything),
        )
