from odoo import fields, models

FUND_KINDS = [
    ("general", "General Public Budget"),
    ("government_fund", "Government Fund Budget"),
    ("state_capital", "State Capital Operating Budget"),
]
EXPENDITURE_KINDS = [
    ("personnel", "Basic Expenditure: Personnel"),
    ("operation", "Basic Expenditure: Daily Operation"),
    ("project", "Project Expenditure"),
]


class AccountAnalyticAccount(models.Model):
    """Analytic account that tells the statements about the money entered with it."""

    _inherit = "account.analytic.account"

    l10n_cn_fund_kind = fields.Selection(
        FUND_KINDS,
        string="Kind of Appropriation",
        help="Entries with this analytic account are of this kind of appropriation "
        "(一般公共预算、政府性基金、国有资本经营预算). The statement of fiscal "
        "appropriations takes entries without a kind for the general public budget.",
    )
    l10n_cn_expenditure_kind = fields.Selection(
        EXPENDITURE_KINDS,
        string="Kind of Expenditure",
        help="Entries with this analytic account belong to this kind of expenditure "
        "(基本支出、项目支出) in the statement of fiscal appropriations.",
    )
