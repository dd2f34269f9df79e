from odoo import fields, models


class CivilAssessmentDisease(models.Model):
    """A disease of the standard's list with its ICD-10 codes (疾病)."""

    _name = "civil.assessment.disease"
    _description = "Disease"
    _order = "sequence, id"

    sequence = fields.Integer(default=10)
    name = fields.Char(required=True)
    icd_from = fields.Char(string="ICD-10 from")
    icd_to = fields.Char(string="ICD-10 to")
    is_mental = fields.Boolean(
        string="Changes the Level",
        help="Dementia (F00-F03), or another mental or behavioral disorder "
        "(F04-F99): documented, it makes the level one heavier.",
    )
    active = fields.Boolean(default=True)

    def _covers(self, code):
        """Tell whether an ICD-10 code lies in the single disease's range.

        The three characters before the point decide.
        """
        if not self.icd_from:
            return True
        return self.icd_from <= code[:3].upper() <= (self.icd_to or self.icd_from)
