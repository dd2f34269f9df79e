from odoo import api, models


class CivilInstitutionRatingStandardPart(models.AbstractModel):
    """Something that a standard consists of: it stays once it is rated by."""

    _name = "civil.institution.rating.standard.part"
    _description = "Part of a Rating Standard"

    @api.model_create_multi
    def create(self, vals_list):
        """Refuse to add to a standard that is in use."""
        records = super().create(vals_list)
        records.standard_id._check_unused()
        return records

    def write(self, vals):
        """Refuse to change a standard that is in use."""
        self.standard_id._check_unused()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_unused(self):
        self.standard_id._check_unused()
