from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain

SECTIONS = [
    ("compliance", "Compliance"),
    ("registration", "Registration"),
    ("leaders", "Leaders"),
    ("party", "Party Building"),
    ("activities", "Terms and Activities"),
    ("people", "People and Organs"),
    ("branches", "Branches"),
    ("dues", "Dues and Fees"),
    ("finance", "Finance"),
    ("benefit", "Public Benefit"),
    ("exchange", "Exchange and Cooperation"),
    ("other", "Other"),
]


class CivilSocialReportItem(models.Model):
    """A field that annual reports ask for (年报填报项): of which kinds, since when.

    The items in force for a report year make up that year's version of the report.
    """

    _name = "civil.social.report.item"
    _description = "Item of the Annual Report"
    _order = "sequence, id"

    sequence = fields.Integer(default=10)
    section = fields.Selection(SECTIONS, required=True)
    field_name = fields.Char(
        required=True, help="Name of the field of the report that holds the answer."
    )
    name = fields.Char(compute="_compute_name")
    hint = fields.Char(translate=True, help="What the organization is told about it.")
    is_required = fields.Boolean(string="Required")
    is_carried = fields.Boolean(
        string="Shown beside Last Year's",
        default=True,
        help="The organization and the reviewers see last year's answer beside it.",
    )
    kind_ids = fields.Many2many(
        "civil.social.org.kind", string="Kinds", help="Empty: all kinds."
    )
    year_from = fields.Integer(string="First Report Year", required=True, default=2005)
    year_to = fields.Integer(string="Last Report Year", help="Empty: still asked for.")

    _years_in_order = models.Constraint(
        "CHECK (COALESCE(year_to, 0) = 0 OR year_to >= year_from)",
        "The last report year lies before the first.",
    )

    @api.depends("field_name")
    def _compute_name(self):
        known = self.env["civil.social.report"]._fields
        for item in self:
            field = known.get(item.field_name)
            item.name = field and field._description_string(self.env)

    @api.constrains("field_name")
    def _check_field_name(self):
        content = self.env["civil.social.report.content"]._fields
        for item in self:
            if item.field_name not in content:
                raise ValidationError(
                    self.env._(
                        "The report has no field “%(name)s”.", name=item.field_name
                    )
                )

    @api.model
    def _in_force(self, kind, year):
        """The items that organizations of a kind are asked for a report year."""
        # What is asked for is no secret.
        items = self.sudo().search(
            Domain("year_from", "<=", year)
            & (Domain("year_to", "in", (False, 0)) | Domain("year_to", ">=", year))
        )
        return items.filtered(lambda item: not item.kind_ids or kind in item.kind_ids)
