import fractions
import math

from odoo import api, fields, models

#: Fields of residents by ability, and the parameter of residents to a care worker.
_RATIOS = {
    "residents_able": "institution.ratio_able",
    "residents_partly": "institution.ratio_partly",
    "residents_unable": "institution.ratio_unable",
}


class CivilInstitutionRatio(models.AbstractModel):
    """Whether an institution has care workers enough (人员配比, MZ/T 187-2021)."""

    _name = "civil.institution.ratio"
    _description = "Staff Ratio of an Institution"

    residents_able = fields.Integer(string="Residents: Able")
    residents_partly = fields.Integer(string="Residents: Partly Able")
    residents_unable = fields.Integer(string="Residents: Unable")
    carer_count = fields.Integer(string="Care Workers", compute="_compute_ratio")
    carers_needed = fields.Integer(compute="_compute_ratio")
    lacks_carers = fields.Boolean(
        string="Too Few Care Workers", compute="_compute_ratio"
    )

    _ability_check = models.Constraint(
        "CHECK (residents_able >= 0 AND residents_partly >= 0"
        " AND residents_unable >= 0)",
        "Residents can't be below 0.",
    )

    @api.depends(*_RATIOS, "staff_ids.post", "staff_ids.left_on")
    @api.depends_context("tz")
    def _compute_ratio(self):
        today = fields.Date.context_today(self)
        for home in self:
            carers = home.staff_ids.filtered(
                lambda one: (
                    one.post == "carer" and not (one.left_on and one.left_on <= today)
                )
            )
            home.carer_count = len(carers)
            home.carers_needed = home._carers_needed(today)
            home.lacks_carers = home.carer_count < home.carers_needed

    def _carers_needed(self, day):
        """Return how many care workers the single institution needs on a day.

        Residents of each ability are divided by those to a care worker at most; a
        part of a care worker is a whole one in the sum.
        """
        parameters = self.env["civil.parameter"]
        return math.ceil(
            # Fractions, so that no part is lost or won by rounding.
            sum(
                fractions.Fraction(self[name], parameters._get(code, day))
                for name, code in _RATIOS.items()
            )
        )
