from odoo import fields, models


class CivilInstitutionFeeItem(models.Model):
    """Which account of a company's books an item goes to."""

    _inherit = "civil.institution.fee.item"

    income_account_id = fields.Many2one(
        "account.account",
        company_dependent=True,
        groups="account.group_account_manager",
        help="Of the company that is chosen above; else that of the sales journal.",
    )
