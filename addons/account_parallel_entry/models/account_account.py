from odoo import models


class AccountAccount(models.Model):
    """Which accounts move money of the budget."""

    _inherit = "account.account"

    def _parallel_label(self):
        """Name the account by code and full name, whoever reads it."""
        return f"{self.code or ''} {self.l10n_cn_full_name}".strip()

    def _moves_budget(self, movements, closing=False):
        """Tell whether movements demand a budgetary entry.

        Movements within a class of funds, such as cash drawn from the bank, don't;
        nor does the closing of income.

        :param movements: iterable of (account, signed Decimal in yuan)
        :param bool closing: the entry closes a month or a year
        """
        prefix = self.env["account.parallel.cash.prefix"]
        sums = {}
        for account, amount in movements:
            fund_class = prefix._class_of(account.code or "")
            if fund_class and not (closing and fund_class == "income"):
                sums[fund_class] = sums.get(fund_class, 0) + amount
        return any(sums.values())
