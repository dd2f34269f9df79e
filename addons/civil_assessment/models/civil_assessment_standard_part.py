from odoo import api, models
from odoo.exceptions import UserError


class CivilAssessmentStandardPart(models.AbstractModel):
    """A part of a standard: it stays as it is once somebody was scored by it."""

    _name = "civil.assessment.standard.part"
    _description = "Part of a Standard"

    #: Path to the standard.
    _standard_path = "standard_id"

    @api.model_create_multi
    def create(self, vals_list):
        """Refuse parts of a standard that is in use."""
        parts = super().create(vals_list)
        parts._refuse_used()
        return parts

    def write(self, vals):
        """Refuse to change, or to move parts into, a standard that is in use."""
        self._refuse_used()
        result = super().write(vals)
        self._refuse_used()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_unused(self):
        self._refuse_used()

    def _refuse_used(self):
        for standard in self.mapped(self._standard_path):
            if standard._is_used():
                raise UserError(
                    self.env._(
                        "%(standard)s can't be changed: people were scored by it. "
                        "Record a new version with its first day.",
                        standard=standard.display_name,
                    )
                )
