from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain

from ..tools.standard import FIRST_LEVEL, normal_side

BUDGET_TYPE = "off_balance"
_SEPARATOR = "—"


class AccountAccount(models.Model):
    """Account (会计科目) of the financial or the budgetary ledger."""

    _inherit = "account.account"

    l10n_cn_ledger = fields.Selection(
        [("financial", "Financial"), ("budget", "Budgetary")],
        string="Ledger",
        compute="_compute_l10n_cn_ledger",
        search="_search_l10n_cn_ledger",
        help="Financial accounting (财务会计) is on an accrual basis, budgetary "
        "accounting (预算会计) on a cash basis. Accounts off the balance sheet are "
        "the budgetary ones.",
    )
    l10n_cn_normal_side = fields.Selection(
        [("debit", "Debit"), ("credit", "Credit")],
        string="Normal Side",
        compute="_compute_l10n_cn_normal_side",
        help="The side (借, 贷) on which the balance normally stands in the books.",
    )
    l10n_cn_full_name = fields.Char(
        string="Full Account Name",
        compute="_compute_l10n_cn_full_name",
        help="The name with those of the accounts above it, as a voucher shows it.",
    )

    @api.constrains("account_type")
    def _check_l10n_cn_ledger(self):
        """Keep an account in the ledger in which it has entries."""
        other = {"financial": "budget", "budget": "financial"}
        # sudo: entries that the user may not see hold the account there as well.
        lines = self.env["account.move.line"].sudo()
        for ledger, accounts in self.grouped("l10n_cn_ledger").items():
            domain = [
                ("account_id", "in", accounts.ids),
                ("journal_id.l10n_cn_ledger", "=", other[ledger]),
            ]
            line = lines.search(domain, limit=1)
            if line:
                raise ValidationError(
                    self.env._(
                        "Account %(account)s has entries in the other ledger: its type "
                        "can't take it out of there. Open a new account instead.",
                        account=line.account_id.display_name,
                    )
                )

    @api.constrains("code")
    def _check_l10n_cn_summary(self):
        """Post to the sub-accounts where an account has some."""
        company = self.env.company
        if not company._l10n_cn_is_government():
            return
        domain = [("company_id", "=", company.root_id.id)]
        groups = self.env["account.group"].search(domain)
        summed = set(groups.mapped("code_prefix_start"))
        for account in self:
            if account.code in summed and len(account.code) >= FIRST_LEVEL:
                raise ValidationError(
                    self.env._(
                        "%(code)s sums up its sub-accounts and can't be an account of "
                        "its own. Add two digits: %(code)s01.",
                        code=account.code,
                    )
                )

    @api.depends("account_type")
    def _compute_l10n_cn_ledger(self):
        for account in self:
            budget = account.account_type == BUDGET_TYPE
            account.l10n_cn_ledger = "budget" if budget else "financial"

    def _search_l10n_cn_ledger(self, operator, value):
        if operator != "in":
            return NotImplemented
        budget = Domain("account_type", "=", BUDGET_TYPE)
        known = {"budget": budget, "financial": ~budget}
        return Domain.OR(known[ledger] for ledger in value if ledger in known)

    @api.depends("code", "account_type")
    @api.depends_context("company")
    def _compute_l10n_cn_normal_side(self):
        """Read it off the standard's codes, in other charts off the type."""
        government = self.env.company._l10n_cn_is_government()
        for account in self:
            if government and account.code:
                side = normal_side(account.code)
            elif account.internal_group in ("liability", "equity", "income"):
                side = "credit"
            else:
                side = "debit"
            account.l10n_cn_normal_side = side

    @api.depends("name", "group_id")
    @api.depends_context("company", "lang")
    def _compute_l10n_cn_full_name(self):
        government = self.env.company._l10n_cn_is_government()
        for account in self:
            names = [account.name or ""]
            group = account.group_id if government else account.group_id.browse()
            while len(group.code_prefix_start or "") >= FIRST_LEVEL:
                names.insert(0, group.name)
                group = group.parent_id
            account.l10n_cn_full_name = _SEPARATOR.join(names)

    @api.depends_context("company", "lang", "formatted_display_name")
    @api.depends("l10n_cn_full_name")
    def _compute_display_name(self):
        """Say what a sub-account belongs to: many have the same official name."""
        result = super()._compute_display_name()
        for account in self:
            name, full = account.name or "", account.l10n_cn_full_name
            if name and full != name:
                shown = account.display_name
                code = (
                    f"{account.code} " if shown.startswith(f"{account.code} ") else ""
                )
                rest = shown[len(code) :].replace(name, full, 1)
                account.display_name = f"{code}{rest}"
        return result

    def _search_display_name(self, operator, value):
        """Find sub-accounts by the name of the account above them as well."""
        domain = super()._search_display_name(operator, value)
        company = self.env.company
        if operator != "ilike" or not value or not company._l10n_cn_is_government():
            return domain
        groups = self.env["account.group"].search(
            [("company_id", "=", company.root_id.id), ("name", "ilike", value)]
        )
        return Domain.OR(
            Domain("code", "=like", f"{group.code_prefix_start}%")
            for group in groups
            if len(group.code_prefix_start) >= FIRST_LEVEL
        ) | Domain(domain)
