from odoo.tests import tagged

from .common import GovernmentCase


@tagged("standard", "post_install", "-at_install")
class TestAccounts(GovernmentCase):
    """What an account tells of its ledger, its side and what it belongs to."""

    def test_ledgers_by_account(self):
        self.assertEqual(self.account("800102").l10n_cn_ledger, "budget")
        self.assertEqual(self.account("2303").l10n_cn_ledger, "financial")

    def test_ledgers_can_be_searched(self):
        accounts = self.env["account.account"].with_company(self.unit)
        of_unit = [("company_ids", "in", self.unit.ids)]
        budget = accounts.search([*of_unit, ("l10n_cn_ledger", "=", "budget")])
        financial = accounts.search([*of_unit, ("l10n_cn_ledger", "!=", "budget")])
        both = ["budget", "financial"]
        self.assertEqual({code[0] for code in budget.mapped("code")}, set("678"))
        self.assertEqual({code[0] for code in financial.mapped("code")}, set("12345"))
        self.assertEqual(
            accounts.search([*of_unit, ("l10n_cn_ledger", "in", both)]),
            budget | financial,
        )
        self.assertFalse(accounts.search([*of_unit, ("l10n_cn_ledger", "in", [])]))

    def test_sides_by_code_in_units_and_by_type_elsewhere(self):
        depreciation = self.account("1602")
        self.assertEqual(depreciation.l10n_cn_normal_side, "credit")
        self.assertEqual(self.account("800103").l10n_cn_normal_side, "debit")
        other = self.env["res.company"].create({"name": "Other"})
        accounts = self.env["account.account"].with_company(other)
        income = accounts.create(
            {"code": "1602", "name": "Sales", "account_type": "income"}
        )
        asset = accounts.create(
            {"code": "2303", "name": "Stock", "account_type": "asset_current"}
        )
        self.assertEqual(income.l10n_cn_normal_side, "credit")
        self.assertEqual(asset.l10n_cn_normal_side, "debit")

    def test_a_sub_account_names_what_it_belongs_to(self):
        account = self.account("810106").with_context(lang="zh_CN")
        self.assertEqual(account.l10n_cn_full_name, "财政拨款结转—本年收支结转")
        shown = account.with_user(self.accountant).display_name
        self.assertEqual(shown, "810106 财政拨款结转—本年收支结转")
        account.name = "01"
        shown = account.with_user(self.accountant).display_name
        self.assertEqual(shown, "810106 财政拨款结转—01")
        deep = self.account("60010101").with_context(lang="zh_CN")
        self.assertEqual(deep.l10n_cn_full_name, "财政拨款预算收入—基本支出—人员经费")
        plain = self.account("2303").with_context(lang="zh_CN")
        self.assertEqual(plain.l10n_cn_full_name, "应付政府补贴款")

    def test_sub_accounts_are_found_by_what_they_belong_to(self):
        accounts = self.env["account.account"].with_user(self.accountant)
        accounts = accounts.with_company(self.unit).with_context(lang="zh_CN")
        found = accounts.browse(dict(accounts.name_search("资金结存")))
        self.assertEqual(found.mapped("code"), ["800101", "800102", "800103"])
        self.assertEqual(
            accounts.browse(dict(accounts.name_search("2303"))), self.account("2303")
        )

    def test_what_sums_up_sub_accounts_is_no_account(self):
        accounts = self.env["account.account"].with_user(self.manager)
        for code in ("1002", "600101"):
            with self.refused(f"{code} sums up"):
                accounts.with_company(self.unit).create(
                    {"code": code, "name": "银行存款", "account_type": "asset_cash"}
                )
        with self.refused("8001 sums up"):
            self.account("800101").with_company(self.unit).code = "8001"

    def test_a_used_account_stays_in_its_ledger(self):
        self.posted()
        self.posted(journal=self.budget)
        with self.refused("the other ledger"):
            self.account("2303").account_type = "off_balance"
        with self.refused("the other ledger"):
            self.account("710101").account_type = "expense"
        self.account("2303").account_type = "liability_non_current"
        unused = self.account("710102")
        unused.account_type = "expense"
        self.assertEqual(unused.l10n_cn_ledger, "financial")

    def test_a_further_sub_account_belongs_there_too(self):
        accounts = self.env["account.account"].with_user(self.manager)
        account = accounts.with_company(self.unit).create(
            {"code": "100206", "name": "党费专户", "account_type": "asset_cash"}
        )
        self.assertEqual(
            account.with_context(lang="zh_CN").l10n_cn_full_name, "银行存款—党费专户"
        )
        self.assertEqual(account.l10n_cn_normal_side, "debit")
