from decimal import Decimal

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import float_compare

#: The kinds of income and of expense, as the yearly report has them.
INCOME = ("donation", "dues", "service", "subsidy", "investment", "other")
EXPENSE = ("activity", "management", "financing", "other")


class CivilSocialOrgYear(models.Model):
    """A year of a social organization in figures (年度数据), in yuan.

    Assets are liabilities plus net assets; totals of income and expense are the sum
    of their kinds, unless a total alone is known.
    """

    _name = "civil.social.org.year"
    _description = "Year of a Social Organization"
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
    currency_id = fields.Many2one(related="org_id.currency_id")
    year = fields.Integer(required=True, aggregator=None)
    has_balance = fields.Boolean(
        string="Balance Known",
        compute="_compute_has_balance",
        help="Assets and liabilities are known, not only net assets.",
    )
    assets = fields.Monetary(string="Assets at the End of the Year")
    liabilities = fields.Monetary(string="Liabilities at the End of the Year")
    net_assets = fields.Monetary(string="Net Assets at the End of the Year")
    income_donation = fields.Monetary(string="Donations")
    income_dues = fields.Monetary(string="Dues")
    income_service = fields.Monetary(string="Services")
    income_subsidy = fields.Monetary(string="Government Subsidies")
    income_investment = fields.Monetary(string="Investments")
    income_other = fields.Monetary(string="Other Income")
    income_total = fields.Monetary(
        string="Income", compute="_compute_totals", store=True
    )
    expense_activity = fields.Monetary(string="Cost of Activities")
    expense_management = fields.Monetary(string="Management")
    expense_financing = fields.Monetary(string="Financing")
    expense_other = fields.Monetary(string="Other Expense")
    expense_total = fields.Monetary(
        string="Expense", compute="_compute_totals", store=True
    )
    staff_count = fields.Integer(string="Staff")
    full_time_count = fields.Integer(string="Full-time Staff")
    insured_count = fields.Integer(string="Staff with Social Insurance")
    unit_members = fields.Integer(string="Members That Are Units")
    individual_members = fields.Integer(string="Members That Are Persons")
    assembly_count = fields.Integer(string="Members' Meetings")
    board_count = fields.Integer(string="Board Meetings")
    activity_count = fields.Integer(string="Activities")
    note = fields.Text()

    _year_uniq = models.UniqueIndex(
        "(org_id, year)", "This year is already there for the organization."
    )
    _year_check = models.Constraint(
        "CHECK (year BETWEEN 1949 AND 2200)", "The year has four digits."
    )

    @api.depends(*(f"income_{kind}" for kind in INCOME))
    @api.depends(*(f"expense_{kind}" for kind in EXPENSE))
    def _compute_totals(self):
        for year in self:
            year.income_total = year._sum("income", INCOME)
            year.expense_total = year._sum("expense", EXPENSE)

    def _sum(self, side, kinds):
        """Add up to the cent: floats alone would drift."""
        amounts = (Decimal(str(self[f"{side}_{kind}"])) for kind in kinds)
        return float(sum(amounts))

    @api.depends("assets", "liabilities")
    def _compute_has_balance(self):
        for year in self:
            year.has_balance = bool(year.assets or year.liabilities)

    @api.constrains("assets", "liabilities", "net_assets")
    def _check_balance(self):
        for year in self.filtered("has_balance"):
            digits = year.currency_id.rounding or 0.01
            sides = (year.assets, year.liabilities + year.net_assets)
            if float_compare(*sides, precision_rounding=digits):
                raise ValidationError(
                    self.env._(
                        "%(name)s, %(year)s: assets (%(assets)s) aren't liabilities "
                        "plus net assets (%(sum)s). Correct one of the three.",
                        name=year.org_id.name,
                        year=year.year,
                        assets=f"{sides[0]:.2f}",
                        sum=f"{sides[1]:.2f}",
                    )
                )
