from odoo import fields, models

#: What a statement says; the order is that of the standard.
FORMS = [
    ("balance_sheet", "Balance Sheet"),
    ("income", "Statement of Income and Expenses"),
    ("net_assets", "Statement of Changes in Net Assets"),
    ("budget", "Statement of Budgetary Income and Expenditure"),
    ("budget_balances", "Statement of Changes in Budgetary Carry-Over and Surplus"),
    ("fiscal", "Statement of Income and Expenditure of Fiscal Appropriations"),
    ("reconciliation", "Note: Differences Between Surplus and Budgetary Balance"),
]


class MisReport(models.Model):
    """Template of a statement (会计报表) in the form that the standard prescribes.

    Source: 政府会计制度——行政事业单位会计科目和报表 (财会〔2017〕25号), part four.
    """

    _inherit = "mis.report"

    l10n_cn_form = fields.Selection(FORMS, string="Official Statement")
    l10n_cn_number = fields.Char(
        string="Form Number",
        help="The number (表号) that the standard gives the form, such as 会政财01表.",
    )
    l10n_cn_institution = fields.Boolean(
        string="For Public Institutions",
        help="Has the rows that only public institutions (事业单位) fill in.",
    )
