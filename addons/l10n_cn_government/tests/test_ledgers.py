from odoo.exceptions import UserError, ValidationError
from odoo.tests import tagged

from .common import MONEY, SPENT, SUBSIDIES_DUE, TREASURY_INCOME, GovernmentCase


@tagged("standard", "post_install", "-at_install")
class TestLedgers(GovernmentCase):
    """Financial and budgetary entries never mix; each ledger balances by itself."""

    def enter(self, journal, lines):
        moves = self.env["account.move"].with_user(self.accountant)
        return moves.create(self.entry_values(journal, lines))

    def test_financial_journals_refuse_budgetary_accounts(self):
        lines = [(SPENT, 100, 0), (TREASURY_INCOME, 0, 100)]
        for journal in (self.general, self.journal("gov_closing")):
            with self.refused("budgetary ledger"):
                self.enter(journal, lines)

    def test_budgetary_journals_refuse_financial_accounts(self):
        lines = [(SUBSIDIES_DUE, 100, 0), (MONEY, 0, 100)]
        for journal in (self.budget, self.journal("gov_budget_closing")):
            with self.refused("financial ledger"):
                self.enter(journal, lines)

    def test_one_entry_never_holds_both(self):
        for journal in (self.general, self.budget):
            with self.assertRaises(UserError):
                self.enter(
                    journal, [(SUBSIDIES_DUE, 100, 0), (TREASURY_INCOME, 0, 100)]
                )

    def test_a_draft_cannot_move_to_the_other_ledger(self):
        move = self.draft()
        with self.assertRaises(ValidationError):
            move.journal_id = self.budget

    def test_a_line_cannot_take_an_account_of_the_other_ledger(self):
        move = self.draft(journal=self.budget)
        line = move.line_ids[0]
        with self.assertRaises(UserError):
            line.account_id = self.account(MONEY)

    def test_the_budgetary_ledger_balances_by_itself(self):
        self.assertEqual(self.posted(journal=self.budget).state, "posted")
        with self.refused("balance"):
            self.enter(self.budget, [(SPENT, 100, 0), (TREASURY_INCOME, 0, 90)])

    def test_red_letter_entries_keep_their_side(self):
        """红字冲销: the reversal is a negative debit, not a credit."""
        move = self.posted(journal=self.budget)
        wizard = self.env["account.move.reversal"].with_user(self.accountant)
        wizard = wizard.with_context(active_model="account.move", active_ids=move.ids)
        reversal = wizard.create(
            {"journal_id": self.budget.id, "date": "2024-03-20", "reason": "错账"}
        )
        reversal.reverse_moves()
        red = reversal.new_move_ids
        spent = red.line_ids.filtered(
            lambda line: line.account_id == self.account(SPENT)
        )
        self.assertEqual((spent.debit, spent.credit), (-100, 0))
        self.assertEqual(red.name, "预-2024-03-0002")

    def test_bank_statement_lines_wait_in_an_official_account(self):
        line = (
            self.env["account.bank.statement.line"]
            .with_user(self.accountant)
            .create(
                {
                    "journal_id": self.journal("bank").id,
                    "date": "2024-03-05",
                    "payment_ref": "退回",
                    "amount": 50,
                }
            )
        )
        accounts = line.move_id.line_ids.account_id.with_company(self.unit)
        self.assertEqual(set(accounts.mapped("code")), {"100201", "100203"})
        self.assertEqual(line.move_id.name, "银-2024-03-0001")
