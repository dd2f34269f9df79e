from datetime import date

from odoo.exceptions import AccessError
from odoo.tests import tagged

from .common import BankCase


@tagged("post_install", "-at_install")
class TestAccess(BankCase):
    """What each role can't do with bank lines and statements."""

    def test_who_imports(self):
        data = self.csv_file(self.rows(("2024-03-01", "x", 1, "", "A")))
        for user in (self.reviewer, self.head):
            with self.subTest(user.login), self.assertRaises(AccessError):
                self.importer(data, user)
        self.importer(data, self.accountant).action_import()
        self.assertEqual(len(self.bank_lines()), 1)

    def test_who_matches_and_books(self):
        self.money(-300)
        voucher = self.money(-300)
        line = self.line(-300, text="手续费")
        for user in (self.cashier, self.reviewer, self.head, self.manager):
            mine = self.as_user(line, user)
            for call in (
                lambda mine=mine: mine.action_match_books(),
                lambda mine=mine: mine.action_match_with(self.book_line(voucher).ids),
                lambda mine=mine: mine.action_unmatch(),
                lambda mine=mine: mine.action_make_event_vouchers(),
            ):
                with self.subTest(user.login), self.assertRaises(AccessError):
                    call()
        for model in ("account.parallel.bank.match", "account.parallel.bank.event"):
            with self.subTest(model), self.assertRaises(AccessError):
                self.as_user(self.env[model], self.cashier).create({})

    def test_cashier_changes_nothing_of_what_the_bank_said(self):
        line = self.line(-300)
        mine = self.as_user(line, self.cashier)
        self.assertEqual(mine.amount, -300)
        with self.assertRaises(AccessError):
            mine.write({"narration": "x"})
        with self.assertRaises(AccessError):
            mine.unlink()
        with self.assertRaises(AccessError):
            mine.reconcile_bank_line()
        with self.assertRaises(AccessError):
            mine.create(
                {"journal_id": self.journal.id, "payment_ref": "x", "amount": 1}
            )
        for call in (
            lambda: mine.statement_id.write({"name": "x"}),
            lambda: mine.statement_id.unlink(),
        ):
            with self.assertRaises(AccessError):
                call()

    def test_cashier_makes_no_reconciliation_statement(self):
        """财会〔2012〕21号: who handles the money doesn't compare it."""
        for user in (self.cashier, self.reviewer, self.head, self.manager):
            with self.subTest(user.login), self.assertRaises(AccessError):
                self.statement(date(2024, 3, 31), user)

    def test_who_keeps_rules(self):
        rule = self.env.ref("account_parallel_bank.bank_rule_fee")
        for user in (self.cashier, self.accountant, self.reviewer):
            with self.subTest(user.login), self.assertRaises(AccessError):
                self.as_user(rule, user).write({"pattern": "x"})
        self.as_user(rule, self.head).write({"pattern": "x"})

    def test_other_companies_see_nothing(self):
        balance = self.statement()
        other = self.make_company("另一单位")
        for group in ("accountant", "finance_head", "cashier"):
            user = self.user(group, "account_parallel_entry", "x", other)
            found = self.as_user(balance.browse(), user).search([])
            self.assertNotIn(balance, found)
            with self.assertRaises(AccessError):
                self.as_user(balance, user).read(["book_balance"])
