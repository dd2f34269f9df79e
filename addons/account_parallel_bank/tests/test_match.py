from datetime import date

from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tests import freeze_time, tagged

from ..hooks import uninstall_hook
from .common import BankCase


@tagged("post_install", "-at_install")
class TestMatch(BankCase):
    """Bank lines and lines of the books become known as the same money."""

    def test_a_row_of_the_entries_opens_the_bank_line(self):
        line = self.line(100)
        action = line.move_id.line_ids[0].action_open_business_doc()
        form = self.env.ref(
            "account_parallel_bank.account_bank_statement_line_view_form"
        )
        self.assertEqual(action["views"], [(form.id, "form")])
        self.assertEqual(action["res_id"], line.id)

    def test_imported_line_finds_its_voucher(self):
        voucher = self.money(-300, date(2024, 3, 12))
        line = self.line(-300)
        self.assertEqual(line.parallel_state, "matched")
        self.assertTrue(self.book_line(voucher).reconciled)
        self.assertTrue(line.is_reconciled)
        self.assertEqual(self.balance_of(self.bank_account), -300)
        self.assertEqual(self.balance_of(self.suspense), 0)
        action = self.as_user(line, self.accountant).action_view_bank_voucher()
        self.assertEqual(action["res_id"], voucher.id)

    def test_turnover_counts_once(self):
        self.money(-300)
        self.money(200, date(2024, 3, 16), "收")
        self.bring(
            ("2024-03-15", "往来款", -300, "", "S1"),
            ("2024-03-16", "往来款", 200, "", "S2"),
        )
        lines = self.env["account.move.line"].search(
            [("account_id", "=", self.bank_account.id), ("parent_state", "=", "posted")]
        )
        self.assertEqual(sum(lines.mapped("debit")), 200)
        self.assertEqual(sum(lines.mapped("credit")), 300)

    def test_doubt_is_left_to_people(self):
        first, second = self.money(-300), self.money(-300)
        line = self.line(-300)
        self.assertEqual(line.parallel_state, "open")
        mine = self.as_user(line, self.accountant)
        mine.action_match_with(self.book_line(second).ids)
        self.assertEqual(line.parallel_state, "matched")
        self.assertTrue(self.book_line(second).reconciled)
        self.assertFalse(self.book_line(first).reconciled)

    def test_serial_number_ends_doubt(self):
        self.money(-300)
        meant = self.money(-300, summary="付款 S77")
        line = self.line(-300, serial="S77")
        self.assertEqual(line.parallel_state, "matched")
        self.assertTrue(self.book_line(meant).reconciled)

    def test_days_between(self):
        self.money(-300, date(2024, 3, 1))
        self.journal.parallel_match_days = 13
        line = self.line(-300)
        self.assertEqual(line.parallel_state, "open")
        self.journal.parallel_match_days = 14
        mine = self.as_user(line, self.accountant)
        action = mine.action_match_books()
        self.assertIn("1 lines matched, 0 left", action["params"]["message"])
        self.assertEqual(line.parallel_state, "matched")

    def test_books_of_before_the_first_statement(self):
        self.money(-300, date(2024, 2, 28))
        self.assertEqual(self.line(-300, "2024-03-01").parallel_state, "open")

    def test_many_to_one_and_one_to_many(self):
        parts = self.book_line(self.money(100)) | self.book_line(self.money(250))
        whole = self.book_line(self.money(-90))
        lines = self.bring(
            ("2024-03-15", "合计收", 350, "", "S1"),
            ("2024-03-15", "分笔", -40, "", "S2"),
            ("2024-03-16", "分笔", -50, "", "S3"),
        )
        mine = self.as_user(lines, self.accountant)
        with self.assertRaisesRegex(UserError, "a difference of 250.00"):
            mine[0].action_match_with(parts[0].ids)
        mine[0].action_match_with(parts.ids)
        mine[1:].action_match_with(whole.ids)
        self.assertEqual(set(lines.mapped("parallel_state")), {"matched"})
        self.assertTrue(all((parts | whole).mapped("reconciled")))
        with self.assertRaisesRegex(UserError, "aren't matched yet"):
            mine[0].action_match_with(parts.ids)

    def test_by_the_wizard(self):
        self.money(-300)
        voucher = self.money(-300)
        line = self.line(-300)
        wizard = self.as_user(
            self.env["account.parallel.bank.match"], self.accountant
        ).with_context(active_model=line._name, active_ids=line.ids)
        wizard = wizard.create({})
        self.assertEqual(len(wizard.candidate_ids), 2)
        self.assertEqual(wizard.difference, -300)
        wizard.move_line_ids = self.book_line(voucher)
        self.assertEqual(wizard.difference, 0)
        wizard.action_match()
        self.assertEqual(line.parallel_state, "matched")

    def test_taking_a_match_back(self):
        voucher = self.money(-300)
        line = self.line(-300)
        mine = self.as_user(line, self.accountant)
        mine.action_unmatch()
        self.assertEqual(line.parallel_state, "open")
        self.assertFalse(self.book_line(voucher).reconciled)
        self.assertEqual(self.balance_of(self.suspense), 300)
        lines = line.move_id.line_ids
        self.assertEqual(sorted(lines.mapped("debit")), [0, 300])
        with self.assertRaisesRegex(UserError, "isn't matched"):
            mine.action_unmatch()
        mine.action_match_books()
        self.assertEqual(line.parallel_state, "matched")

    def test_unreconcile_of_the_screen_takes_the_match_back(self):
        self.money(-300)
        line = self.line(-300)
        self.as_user(line, self.accountant).unreconcile_bank_line()
        self.assertEqual(line.parallel_state, "open")
        self.assertEqual(self.balance_of(self.suspense), 300)

    def test_reconciliation_removed_elsewhere(self):
        voucher = self.money(-300)
        line = self.line(-300)
        self.book_line(voucher).remove_move_reconcile()
        self.assertEqual(line.parallel_state, "open")
        self.as_user(line, self.accountant).action_match_books()
        self.assertEqual(line.parallel_state, "matched")

    @freeze_time("2024-05-10")
    def test_closed_months_do_not_stand_against_matching(self):
        line = self.line(-300, "2024-03-31", opening=0)
        self.as_user(self.statement(), self.reviewer).action_review()
        self.company.fiscalyear_lock_date = date(2024, 3, 31)
        voucher = self.money(-300, date(2024, 4, 2))
        mine = self.as_user(line, self.accountant)
        mine.action_match_books()
        self.assertEqual(line.parallel_state, "matched")
        march = date(2024, 3, 31)
        whole = self.balance_of(self.bank_account, march)
        self.assertEqual(whole + self.balance_of(self.suspense, march), 0)
        mine.action_unmatch()
        self.assertFalse(self.book_line(voucher).reconciled)
        whole = self.balance_of(self.bank_account, march)
        self.assertEqual(whole + self.balance_of(self.suspense, march), 0)

    def test_matched_lines_get_no_voucher_of_their_own(self):
        self.money(-300)
        line = self.line(-300)
        with self.assertRaisesRegex(UserError, "needs no other one"):
            self.as_user(line.move_id, self.accountant).action_make_voucher()
        with self.assertRaisesRegex(UserError, "can't be deleted"):
            self.as_user(line, self.accountant).unlink()
        with self.assertRaisesRegex(UserError, "stays posted"):
            self.as_user(line.move_id, self.accountant).button_draft()

    def test_reversal_before_the_bank_has_it(self):
        voucher = self.money(-300)
        self.as_user(voucher, self.accountant).action_reverse("2024-03-20")
        self.through(voucher.reversal_ids)
        self.assertTrue(self.book_line(voucher).reconciled)
        self.assertEqual(self.line(-300).parallel_state, "open")

    def test_reversal_after_the_bank_had_it(self):
        voucher = self.money(-300)
        line = self.line(-300)
        self.as_user(voucher, self.accountant).action_reverse("2024-03-20")
        self.through(voucher.reversal_ids)
        self.assertEqual(line.parallel_state, "matched")
        self.assertFalse(self.book_line(voucher.reversal_ids).reconciled)

    def test_the_mark_is_not_set_by_hand(self):
        line = self.line(-300)
        entry = line.move_id.line_ids[:1]
        with self.assertRaisesRegex(UserError, "can't be set by hand"):
            self.as_user(entry, self.accountant).write({"parallel_bank_match": True})
        with self.assertRaisesRegex(UserError, "can't be set by hand"):
            self.as_user(self.env["account.move"], self.accountant).create(
                {
                    "journal_id": self.general.id,
                    "line_ids": [
                        Command.create(
                            {
                                "account_id": self.bank_account.id,
                                "parallel_bank_match": True,
                            }
                        )
                    ],
                }
            )

    def test_another_company_has_its_own_lines(self):
        voucher = self.money(-300)
        line = self.line(-301)
        other = self.make_company("另一单位")
        stranger = self.user("accountant", "account_parallel_entry", "x", other)
        self.assertFalse(
            self.as_user(self.env[line._name], stranger).search([("id", "=", line.id)])
        )
        self.assertTrue(voucher)

    def test_removing_the_addon(self):
        """Odoo alone refuses entries with two lines on the account of the bank."""
        self.money(-300)
        line = self.line(-300)
        uninstall_hook(self.env)
        self.assertFalse(line._parallel_mirror())
        self.assertEqual(self.balance_of(self.suspense), 300)
        action = self.env.ref(
            "account_parallel_entry.account_move_action_without_voucher"
        )
        self.assertNotIn("parallel_state", action.domain)
