from odoo import api, fields, models
from odoo.exceptions import ValidationError


class CivilInstitutionResettlement(models.Model):
    """Lines of a resettlement plan that are about a resident on record here."""

    _inherit = "civil.institution.resettlement"

    stay_id = fields.Many2one(
        "civil.institution.stay",
        string="Resident",
        index="btree_not_null",
        ondelete="restrict",
    )
    residents = fields.Char(
        compute="_compute_residents", store=True, readonly=False, precompute=True
    )

    _stay_uniq = models.UniqueIndex(
        "(stay_id)", "The plan says of this resident already where to go."
    )

    @api.depends("stay_id")
    def _compute_residents(self):
        for line in self:
            line.residents = line.stay_id.person_name or line.residents

    @api.constrains("stay_id", "institution_id", "persons")
    def _check_stay(self):
        for line in self.filtered("stay_id"):
            if line.stay_id.institution_id != line.institution_id or line.persons != 1:
                raise ValidationError(
                    self.env._(
                        "%(person)s: a line about a resident is about one person of "
                        "this institution.",
                        person=line.residents,
                    )
                )
