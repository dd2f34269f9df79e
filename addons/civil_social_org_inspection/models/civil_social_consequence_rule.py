from odoo import fields, models

from .civil_social_report import CONCLUSIONS

MEASURES = [
    ("warning", "Warning"),
    ("abnormal", "List of Abnormal Activities"),
    ("annul", "Annulment of the Registration"),
]


class CivilSocialConsequenceRule(models.Model):
    """What is proposed after a conclusion, or after several in a row (年检后果规则).

    Only the same conclusion in each of the years counts: a year without inspection
    and a failed one aren't two in a row.

    Source: 《民办非企业单位年度检查办法》第十条; 《社会组织信用信息管理办法》第十一条.
    """

    _name = "civil.social.consequence.rule"
    _description = "Rule of Consequences"
    _order = "sequence, id"

    sequence = fields.Integer(default=10)
    name = fields.Char(required=True, translate=True)
    occasion = fields.Selection(
        [*CONCLUSIONS[2:], ("failed", "Rectification Failed")], required=True
    )
    years_in_row = fields.Integer(string="Years in a Row", required=True, default=1)
    measure = fields.Selection(MEASURES, required=True)
    listing_ground_id = fields.Many2one(
        "civil.social.listing.ground",
        string="Ground of the List",
        ondelete="restrict",
        domain="[('kind', '=', 'abnormal')]",
    )
    offence_id = fields.Many2one("civil.enforcement.offence", ondelete="restrict")
    kind_ids = fields.Many2many(
        "civil.social.org.kind", string="Kinds", help="Empty: all kinds."
    )
    year_from = fields.Integer(string="First Report Year", required=True, default=2005)
    year_to = fields.Integer(string="Last Report Year", help="Empty: still in force.")
    legal_basis = fields.Char(required=True)

    _years_positive = models.Constraint(
        "CHECK (years_in_row >= 1)", "The number of years is 1 or more."
    )
