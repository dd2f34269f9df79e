from odoo import fields, models

from ..tools.transfers import EARMARKED, OTHER


class L10nCnClosingAccount(models.Model):
    """Nature of a budgetary account of income or expenditure (收支性质对照).

    Where the code doesn't tell it, this table says whether an account holds earmarked
    money (专项资金), which the year's closing carries over to 8201; anything else is
    other money and goes to 8501.
    """

    _name = "l10n_cn.closing.account"
    _description = "Nature of Budgetary Income or Expenditure"
    _rec_name = "account_id"
    _check_company_auto = True

    company_id = fields.Many2one(
        "res.company",
        required=True,
        index=True,
        default=lambda self: self.env.company,
    )
    account_id = fields.Many2one(
        "account.account",
        required=True,
        ondelete="cascade",
        check_company=True,
        domain="[('account_type', '=', 'off_balance')]",
    )
    nature = fields.Selection(
        [(EARMARKED, "Earmarked"), (OTHER, "Other")], required=True, default=EARMARKED
    )

    _account_uniq = models.Constraint(
        "UNIQUE(company_id, account_id)", "The nature of this account is set already."
    )
