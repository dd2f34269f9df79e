import ast
from datetime import date

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import freeze_time, tagged

from .common import MARCH, ParallelCase


@tagged("post_install", "-at_install")
class TestAdopt(ParallelCase):
    """Entries made in Odoo's own screens get vouchers of their own."""

    def test_manual_entry_gets_its_voucher(self):
        move = self.entry([("500105", 100, 0), ("1602", 0, 100)])
        voucher = move.parallel_voucher_id
        self.assertEqual(voucher.state, "posted")
        self.assertEqual(voucher.name, "记-2024-03-0001")
        self.assertEqual(voucher.financial_move_id, move)
        self.assertEqual(voucher.maker_id, self.accountant)
        self.assertFalse(voucher.reviewer_id, "a reviewer is still to confirm it")
        self.assertEqual(
            self.lines(voucher)["financial"], [("500105", 100), ("1602", -100)]
        )

    def test_a_row_of_the_entries_opens_the_voucher(self):
        move = self.entry([("500105", 100, 0), ("1602", 0, 100)])
        action = move.line_ids[0].action_open_business_doc()
        self.assertEqual(action["res_model"], "account.parallel.voucher")
        self.assertEqual(action["res_id"], move.parallel_voucher_id.id)
        draft = self.entry([("500105", 100, 0), ("1602", 0, 100)], post=False)
        self.assertEqual(draft.action_open_business_doc()["res_model"], "account.move")

    def test_only_accountants_post_entries(self):
        move = self.entry([("500105", 100, 0), ("1602", 0, 100)], post=False)
        for user in (self.cashier, self.reviewer, self.manager):
            with self.assertRaises(AccessError):
                self.as_user(move, user).action_post()
        self.assertEqual(move.state, "draft")

    def test_money_needs_a_reason(self):
        move = self.entry([("100201", 100, 0), ("2307", 0, 100)], post=False)
        with self.assertRaisesRegex(UserError, "needs a budgetary"):
            move.action_post()
        self.assertEqual(move.state, "draft")
        move.parallel_exemption_id = self.env.ref(
            "account_parallel_entry.exemption_temporary"
        )
        move.action_post()
        voucher = move.parallel_voucher_id
        self.assertEqual(voucher.exemption_id, move.parallel_exemption_id)

    def test_drawing_cash_and_trust_money_need_none(self):
        drawn = self.entry([("100101", 100, 0), ("100201", 0, 100)])
        trust = self.entry([("100202", 100, 0), ("2901", 0, 100)])
        self.assertTrue(drawn.parallel_voucher_id and trust.parallel_voucher_id)

    def test_income_needs_one_except_when_closed(self):
        lines = [("400101", 100, 0), ("3301", 0, 100)]
        analytic = {str(self.dimensions["fund"].id): 100}
        move = self.entry(lines, post=False)
        move.line_ids[0].analytic_distribution = analytic
        with self.assertRaisesRegex(UserError, "needs a budgetary"):
            move.action_post()
        closing = self.entry(lines, post=False, journal="gov_closing")
        closing.line_ids[0].analytic_distribution = analytic
        closing.action_post()
        self.assertTrue(closing.parallel_voucher_id.closing)

    def test_budget_entry_gets_its_voucher(self):
        move = self.entry(
            [("8501", 100, 0), ("820204", 0, 100)], journal="gov_budget_closing"
        )
        voucher = move.parallel_voucher_id
        self.assertEqual(voucher.budget_move_id, move)
        self.assertFalse(voucher.financial_move_id)

    def test_dimensions_are_asked_of_manual_entries(self):
        with self.assertRaisesRegex(UserError, "Subsidy Program"):
            self.entry([("500103", 100, 0), ("2303", 0, 100)])

    def test_companies_without_parallel_books_are_left_alone(self):
        self.company.parallel_bookkeeping = False
        move = self.entry([("100201", 100, 0), ("2307", 0, 100)])
        self.assertFalse(move.parallel_voucher_id)

    def _statement_line(self, amount=100):
        journal = (
            self.env["account.chart.template"].with_company(self.company).ref("bank")
        )
        return self.env["account.bank.statement.line"].create(
            {
                "journal_id": journal.id,
                "date": MARCH,
                "payment_ref": "财政局拨款",
                "amount": amount,
            }
        )

    def test_bank_lines_wait_for_their_voucher(self):
        move = self._statement_line().move_id
        self.assertEqual(move.state, "posted")
        self.assertFalse(move.parallel_voucher_id)
        action = self.env.ref(
            "account_parallel_entry.account_move_action_without_voucher"
        )
        waiting = self.env["account.move"].search(ast.literal_eval(action.domain))
        self.assertIn(move, waiting)
        suspense = move.line_ids.filtered(lambda x: x.account_id.code == "100203")
        suspense.account_id = self.account("4601")
        action = self.as_user(move, self.accountant).action_make_voucher()
        [[_field, _operator, ids]] = action["domain"]
        voucher = self.env["account.parallel.voucher"].browse(ids)
        self.assertEqual((voucher.state, voucher.financial_move_id), ("draft", move))
        with self.assertRaisesRegex(UserError, "needs a budgetary"):
            self.as_user(voucher, self.reviewer).action_review()
        mine = self.as_user(voucher, self.accountant)
        with self.assertRaisesRegex(UserError, "come from an event"):
            mine.line_ids[0].write({"name": "x"})
        mine.write(
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
                    for code, debit, credit in (("800102", 100, 0), ("6601", 0, 100))
                ]
            }
        )
        self.through(voucher)
        self.assertEqual(voucher.financial_move_id, move)
        self.assertEqual(voucher.budget_move_id.state, "posted")
        with self.assertRaisesRegex(UserError, "belongs to the posted voucher"):
            move.line_ids[-1].account_id = self.account("4609")

    def test_bank_line_changed_after_review(self):
        move = self._statement_line().move_id
        self.as_user(move, self.accountant).action_make_voucher()
        voucher = move.parallel_voucher_id
        voucher.exemption_id = self.env.ref(
            "account_parallel_entry.exemption_temporary"
        )
        suspense = move.line_ids.filtered(lambda x: x.account_id.code == "100203")
        suspense.account_id = self.account("2307")
        self.as_user(voucher, self.reviewer).action_review()
        self.assertIn(("2307", -100), self.lines(voucher)["financial"])
        suspense.account_id = self.account("4609")
        with self.assertRaisesRegex(UserError, "has changed since"):
            self.as_user(voucher, self.accountant).action_post()
        self.as_user(voucher, self.reviewer).action_send_back()
        self.through(voucher)
        self.assertIn(("4609", -100), self.lines(voucher)["financial"])

    def test_who_may_make_vouchers_of_entries(self):
        move = self._statement_line().move_id
        for user in (self.cashier, self.reviewer, self.manager):
            with self.assertRaises(AccessError):
                self.as_user(move, user).action_make_voucher()
        self.as_user(move, self.accountant).action_make_voucher()
        with self.assertRaisesRegex(UserError, "already has a voucher"):
            self.as_user(move, self.accountant).action_make_voucher()

    @freeze_time("2024-04-10")
    def test_closing_a_period(self):
        draft = self.manual()
        wizard = self.env["account.parallel.close"]
        for user in (self.accountant, self.cashier):
            with self.assertRaises(AccessError):
                self.as_user(wizard, user).create({})
        closing = self.as_user(wizard, self.head).create(
            {"company_id": self.company.id}
        )
        self.assertEqual(closing.date, date(2024, 3, 31))
        with self.assertRaisesRegex(UserError, "aren't posted yet"):
            closing.action_close()
        self.through(draft)
        closing.invalidate_recordset()
        closing.action_close()
        self.assertEqual(self.company.fiscalyear_lock_date, date(2024, 3, 31))
        with self.assertRaisesRegex(UserError, "closed period"):
            self.book("subsidy_accrued")
        closing.date = date(2024, 4, 30)
        with self.assertRaisesRegex(UserError, "that are over"):
            closing.action_close()
