from odoo import api, fields, models
from odoo.fields import Domain

from .account_analytic_account import EXPENDITURE_KINDS, FUND_KINDS


class AccountMoveLine(models.Model):
    """Item that tells the kind of its money, and closings that add no costs."""

    _inherit = "account.move.line"

    l10n_cn_fund_kind = fields.Selection(
        FUND_KINDS,
        string="Kind of Appropriation",
        compute="_compute_l10n_cn_kinds",
        search="_search_l10n_cn_fund_kind",
        help="From the first of its analytic accounts that has one.",
    )
    l10n_cn_expenditure_kind = fields.Selection(
        EXPENDITURE_KINDS,
        string="Kind of Expenditure",
        compute="_compute_l10n_cn_kinds",
        search="_search_l10n_cn_expenditure_kind",
        help="From the first of its analytic accounts that has one.",
    )

    @api.depends(
        "analytic_distribution",
        "distribution_analytic_account_ids.l10n_cn_fund_kind",
        "distribution_analytic_account_ids.l10n_cn_expenditure_kind",
    )
    def _compute_l10n_cn_kinds(self):
        for line in self:
            accounts = line.distribution_analytic_account_ids
            for name in ("l10n_cn_fund_kind", "l10n_cn_expenditure_kind"):
                line[name] = next(filter(None, accounts.mapped(name)), False)

    def _search_l10n_cn_fund_kind(self, operator, value):
        return self._search_l10n_cn_kind("l10n_cn_fund_kind", operator, value)

    def _search_l10n_cn_expenditure_kind(self, operator, value):
        return self._search_l10n_cn_kind("l10n_cn_expenditure_kind", operator, value)

    def _search_l10n_cn_kind(self, name, operator, value):
        """Find items by what their analytic accounts say; False: by none of them."""
        if operator != "in":
            return NotImplemented
        # sudo: figures don't depend on which analytic accounts the reader may see.
        accounts = self.env["account.analytic.account"].sudo()
        accounts = accounts.with_context(active_test=False)
        found = Domain.FALSE
        known = [kind for kind in value if kind]
        if known:
            marked = accounts.search([(name, "in", known)])
            found |= Domain("analytic_distribution", "in", marked.ids)
        if len(known) < len(value):
            marked = accounts.search([(name, "!=", False)])
            found |= Domain("analytic_distribution", "not in", marked.ids)
        return found

    def _create_analytic_lines(self):
        """Make no analytic items for closings: they carry over, nothing is spent."""
        entered = self.filtered(lambda line: not line.journal_id.l10n_cn_closing)
        return super(AccountMoveLine, entered)._create_analytic_lines()
