from datetime import date

from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tests import freeze_time, tagged

from .common import BankCase


@tagged("post_install", "-at_install")
class TestClose(BankCase):
    """What is reconciled with other accounts asks for its voucher."""

    def unadopted(self, day=date(2024, 3, 1)):
        return self.env["account.bank.statement.line"]._unadopted_lines(
            self.company, day
        )

    def test_reconciling_starts_the_voucher(self):
        line = self.line(800)
        self.assertFalse(self.unadopted(), "what the books don't know blocks nothing")
        self.reconcile(line, "4609")
        voucher = line.move_id.parallel_voucher_id
        self.assertEqual(voucher.state, "draft")
        self.assertEqual(line.parallel_state, "drafted")
        self.assertEqual(self.unadopted(), line)
        with self.assertRaisesRegex(UserError, "needs a budgetary"):
            self.as_user(voucher, self.reviewer).action_review()
        self.as_user(voucher, self.accountant).write(
            {
                "line_ids": [
                    Command.create(
                        {
                            "ledger": "budget",
                            "account_id": self.account(code).id,
                            "debit": debit,
                            "credit": credit,
                        }
                    )
                    for code, debit, credit in (("800102", 800, 0), ("6601", 0, 800))
                ]
            }
        )
        self.through(voucher)
        self.assertEqual(line.parallel_state, "vouched")
        self.assertFalse(self.unadopted())
        self.assertEqual(voucher.budget_move_id.state, "posted")

    def test_who_makes_no_vouchers_leaves_it_to_be_asked_for(self):
        line = self.line(800)
        self.manager.group_ids |= self.env.ref("account.group_account_user")
        self.reconcile(line, "2307", self.manager)
        self.assertEqual(line.parallel_state, "unvouched")
        self.assertEqual(self.unadopted(), line)
        action = self.as_user(line, self.accountant).action_make_own_voucher()
        self.assertEqual(line.parallel_state, "drafted")
        self.assertEqual(action["res_model"], "account.parallel.voucher")
        with self.assertRaisesRegex(UserError, "isn't reconciled"):
            self.as_user(line, self.accountant).action_make_own_voucher()

    def test_undoing_drops_the_draft(self):
        line = self.line(800)
        mine = self.reconcile(line, "2307")
        voucher = line.move_id.parallel_voucher_id
        mine.unreconcile_bank_line()
        self.assertFalse(voucher.exists())
        self.assertEqual(line.parallel_state, "open")
        self.assertEqual(self.balance_of(self.suspense), -800)

    def test_what_is_vouched_for_stays(self):
        line = self.line(800)
        mine = self.reconcile(line, "2307")
        voucher = line.move_id.parallel_voucher_id
        voucher.exemption_id = self.env.ref(
            "account_parallel_entry.exemption_temporary"
        )
        self.through(voucher)
        with self.assertRaisesRegex(UserError, "belongs to the posted voucher"):
            mine.unreconcile_bank_line()
        with self.assertRaisesRegex(UserError, "is in the books"):
            mine.reconcile_bank_line()

    def test_voucher_of_a_line_that_is_not_reconciled(self):
        line = self.line(800)
        self.as_user(line.move_id, self.accountant).action_make_voucher()
        voucher = line.move_id.parallel_voucher_id
        with self.assertRaisesRegex(UserError, "neither matched with the books"):
            self.as_user(voucher, self.reviewer).action_review()

    @freeze_time("2024-04-10")
    def test_month_is_not_closed_before(self):
        line = self.line(800, opening=0)
        self.manager.group_ids |= self.env.ref("account.group_account_user")
        self.reconcile(line, "2307", self.manager)
        closing = self.as_user(self.env["account.parallel.close"], self.head).create(
            {"company_id": self.company.id, "date": date(2024, 3, 31)}
        )
        with self.assertRaisesRegex(UserError, "1 bank lines through 2024-03-31"):
            closing.action_close()
        self.assertFalse(self.company.fiscalyear_lock_date)
        self.as_user(line, self.accountant).unreconcile_bank_line()
        with self.assertRaisesRegex(UserError, "1 bank lines .* neither in the books"):
            closing.action_close()
        self.as_user(self.statement(), self.reviewer).action_review()
        closing.action_close()
        self.assertEqual(self.company.fiscalyear_lock_date, date(2024, 3, 31))

    def test_nothing_passes_the_vouchers_by_itself(self):
        self.env["account.reconcile.model"].create(
            {
                "name": "x",
                "company_id": self.company.id,
                "trigger": "auto_reconcile",
                "line_ids": [
                    Command.create(
                        {
                            "account_id": self.account("4609").id,
                            "amount_type": "percentage",
                            "amount_string": "100",
                        }
                    )
                ],
            }
        )
        line = self.line(800)
        line._auto_reconcile()
        self.assertEqual(line.parallel_state, "open")
