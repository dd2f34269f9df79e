from odoo import api, fields, models
from odoo.exceptions import UserError


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

    def _followed_fields(self):
        """Fields that say where the part lies: they follow, nobody gives them."""
        names = ("institution_id", "division_id", "company_id")
        return {name for name in names if self._fields[name].related}

    @api.model_create_multi
    def create(self, vals_list):
        """Let a part lie where what it belongs to lies, whatever is given."""
        followed = self._followed_fields()
        return super().create(
            [
                {name: value for name, value in vals.items() if name not in followed}
                for vals in vals_list
            ]
        )

    def write(self, vals):
        """Let nobody move a part to an institution that isn't theirs.

        :raises UserError: somebody writes what follows from others
        """
        for name in self._followed_fields() & vals.keys():
            if self.filtered(lambda part, name=name: part[name].id != vals[name]):
                raise UserError(
                    self.env._(
                        "%(field)s follows from what it belongs to; it isn't set.",
                        field=self._fields[name]._description_string(self.env),
                    )
                )
        result = super().write(vals)
        if not vals.keys().isdisjoint(self._place_fields):
            self.check_access("write")
        return result
