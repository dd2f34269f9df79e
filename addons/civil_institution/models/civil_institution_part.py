from odoo import fields, models


class CivilInstitutionPart(models.AbstractModel):
    """Something that belongs to an institution, and lies where it lies."""

    _name = "civil.institution.part"
    _description = "Part of an Institution"
    _inherit = ["civil.institution.reference"]

    #: The fields by which a part comes to belong to an institution.
    _place_fields = ("institution_id",)

    institution_id = fields.Many2one(
        "civil.institution", required=True, index=True, ondelete="cascade"
    )
    division_id = fields.Many2one(
        related="institution_id.division_id", store=True, index=True
    )
    company_id = fields.Many2one(
        related="institution_id.company_id", store=True, index=True
    )

    def write(self, vals):
        """Let nobody move a part to an institution that isn't theirs."""
        result = super().write(vals)
        if not vals.keys().isdisjoint(self._place_fields):
            self.check_access("write")
        return result
