from odoo import fields, models


class CivilSocialOrgResult(models.Model):
    """What came of an organization's inspection for a year (年检结论)."""

    _name = "civil.social.org.result"
    _description = "Conclusion of a Yearly Inspection"
    _order = "org_id, year desc"
    _rec_name = "year"

    org_id = fields.Many2one(
        "civil.social.org",
        string="Organization",
        required=True,
        index=True,
        ondelete="cascade",
    )
    division_id = fields.Many2one(related="org_id.division_id", store=True, index=True)
    company_id = fields.Many2one(related="org_id.company_id", store=True, index=True)
    kind_id = fields.Many2one(related="org_id.kind_id", store=True)
    year = fields.Integer(
        required=True,
        index=True,
        aggregator=None,
        help="The year that was inspected, not the one in which it was.",
    )
    conclusion = fields.Selection(
        [
            ("qualified", "Qualified"),
            ("basically", "Basically Qualified"),
            ("unqualified", "Unqualified"),
            ("not_inspected", "Not Inspected"),
        ],
        required=True,
        index=True,
    )
    concluded_on = fields.Date()
    ground = fields.Text(string="Grounds")

    _year_uniq = models.UniqueIndex(
        "(org_id, year)", "This year's inspection already has a conclusion."
    )
    _year_check = models.Constraint(
        "CHECK (year BETWEEN 1949 AND 2200)", "The year has four digits."
    )
