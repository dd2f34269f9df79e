from odoo import fields, models


class CivilAssessmentPerson(models.Model):
    """What appendix A asks of the person beyond the resident's record (基本信息)."""

    _inherit = "civil.assessment"

    ethnicity = fields.Char(help="The ethnic group that the identity card names.")
    religion = fields.Char()
    education = fields.Selection(
        [
            ("illiterate", "Illiterate"),
            ("primary", "Primary School"),
            ("junior", "Junior Middle School"),
            ("senior", "Senior or Technical Middle School"),
            ("college", "Junior College"),
            ("university", "University and Above"),
            ("unknown", "Unknown"),
        ],
    )
    marital = fields.Selection(
        [
            ("single", "Single"),
            ("married", "Married"),
            ("widowed", "Widowed"),
            ("divorced", "Divorced"),
            ("unknown", "Unknown"),
        ],
        string="Marital Status",
    )
    medical_payment = fields.Char(string="How Medical Costs Are Paid")
    income_source = fields.Char(string="Sources of Income")
