from odoo import fields, models

#: What the levels of the self-care test of the destitute count as.
_SELF_CARE = {0: "able", 1: "partly", 2: "unable"}


class CivilInstitutionCareLevel(models.Model):
    """A level of care (照料护理等级) and the levels of ability that it fits."""

    _name = "civil.institution.care.level"
    _description = "Care Level"
    _order = "sequence, id"

    sequence = fields.Integer(default=10)
    code = fields.Char(required=True)
    name = fields.Char(required=True, translate=True)
    ability_from = fields.Integer(
        string="Ability Level from", help="0 is intact, 4 totally unable."
    )
    ability_to = fields.Integer(string="Ability Level to")
    ability_group = fields.Selection(
        [("able", "Able"), ("partly", "Partly Able"), ("unable", "Unable")],
        string="Counts as",
        required=True,
        help="By which staff ratio residents of this level are counted.",
    )
    description = fields.Text(translate=True, help="What the care consists of.")
    active = fields.Boolean(default=True)

    _code_uniq = models.UniqueIndex(
        "(code)", "There is already a care level with this code."
    )
    _ability_check = models.Constraint(
        "CHECK (ability_from BETWEEN 0 AND ability_to AND ability_to <= 4)",
        "The levels of ability run from 0 to 4.",
    )

    def _fits(self, assessment):
        """Tell whether the single care level fits what an assessment found.

        :param assessment: a ``civil.assessment`` of either instrument
        """
        if assessment.instrument == "self_care":
            return self.ability_group == _SELF_CARE.get(assessment.final_level)
        return self.ability_from <= assessment.final_level <= self.ability_to
