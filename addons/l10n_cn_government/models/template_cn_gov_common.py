from odoo import models

from odoo.addons.account.models.chart_template import template

# Odoo's loader wants them; they stay for whoever needs them, out of the way.
_UNUSED_JOURNALS = ("sale", "purchase", "general", "exch", "caba")


class AccountChartTemplate(models.AbstractModel):
    """What administrative units and public institutions share."""

    _inherit = "account.chart.template"

    @template("cn_gov_common")
    def _get_cn_gov_common_template_data(self):
        return {
            "name": self.env._("Government Accounting System"),
            "visible": 0,
            "code_digits": 4,
            "property_account_receivable_id": "cn_gov_account_1212",
            "property_account_payable_id": "cn_gov_account_2302",
        }

    @template("cn_gov_common", "res.company")
    def _get_cn_gov_common_res_company(self):
        return {
            self.env.company.id: {
                "account_fiscal_country_id": "base.cn",
                # Counting goes on behind these codes for further accounts.
                "bank_account_code_prefix": "100201",
                "cash_account_code_prefix": "100101",
                "transfer_account_code_prefix": "100204",
                "account_journal_suspense_account_id": "cn_gov_account_100203",
                "transfer_account_id": "cn_gov_account_100204",
                "default_cash_difference_income_account_id": "cn_gov_account_4609",
                "default_cash_difference_expense_account_id": "cn_gov_account_5301",
                "account_journal_early_pay_discount_gain_account_id": (
                    "cn_gov_account_4609"
                ),
                "account_journal_early_pay_discount_loss_account_id": (
                    "cn_gov_account_5901"
                ),
                # Gains and losses alike go to 业务活动费用 (account 1002, 外币).
                "income_currency_exchange_account_id": "cn_gov_account_500199",
                "expense_currency_exchange_account_id": "cn_gov_account_500199",
                "currency_exchange_journal_id": "gov_general",
                "income_account_id": "cn_gov_account_4609",
                "expense_account_id": "cn_gov_account_500102",
                # 会计法 article 11: the fiscal year is the calendar year.
                "fiscalyear_last_day": 31,
                "fiscalyear_last_month": "12",
                "restrictive_audit_trail": True,
            },
        }

    @template("cn_gov_common", "account.journal")
    def _get_cn_gov_common_account_journal(self):
        return {
            "gov_general": self._l10n_cn_voucher_journal(
                self.env._("Accounting Vouchers"), "记", "financial", 1
            ),
            "gov_budget": self._l10n_cn_voucher_journal(
                self.env._("Budgetary Accounting Vouchers"), "预", "budget", 2
            ),
            "gov_closing": {
                **self._l10n_cn_voucher_journal(
                    self.env._("Closing of Financial Accounts"), "结", "financial", 3
                ),
                "l10n_cn_closing": True,
            },
            "gov_budget_closing": {
                **self._l10n_cn_voucher_journal(
                    self.env._("Closing of Budgetary Accounts"), "预结", "budget", 4
                ),
                "l10n_cn_closing": True,
            },
            "bank": self._l10n_cn_money_journal(
                self.env._("Bank Deposits"), "银", "bank", "cn_gov_account_100201"
            ),
            "cash": self._l10n_cn_money_journal(
                self.env._("Cash on Hand"), "现", "cash", "cn_gov_account_100101"
            ),
            **{name: {"active": False} for name in _UNUSED_JOURNALS},
        }

    def _l10n_cn_voucher_journal(self, name, code, ledger, sequence):
        """Return the values of a book of vouchers, locked once posted."""
        return {
            "name": name,
            "type": "general",
            "code": code,
            "l10n_cn_ledger": ledger,
            "restrict_mode_hash_table": True,
            "show_on_dashboard": True,
            "sequence": sequence,
        }

    def _l10n_cn_money_journal(self, name, code, kind, account):
        """Return the values of a bank or cash journal, numbered in one series."""
        return {
            "name": name,
            "type": kind,
            "code": code,
            "default_account_id": account,
            "l10n_cn_ledger": "financial",
            "payment_sequence": False,
            "show_on_dashboard": True,
            "sequence": 7,
        }
