from datetime import date

from odoo.exceptions import UserError, ValidationError
from odoo.tests import Form, tagged

from .common import BankCase


@tagged("post_install", "-at_install")
class TestEvent(BankCase):
    """Rules know fees and interest, and make vouchers of both ledgers."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.fee = cls.env.ref("account_parallel_bank.bank_rule_fee")
        cls.interest = cls.env.ref("account_parallel_bank.bank_rule_interest")
        dimensions = list(cls.dimensions.values())
        cls.fee.analytic_ids = cls.env["account.analytic.account"].union(*dimensions)

    def made(self, line):
        self.as_user(line, self.accountant).action_make_event_vouchers()
        return line.parallel_event_voucher_id

    def test_fee_goes_through_a_voucher_of_both_ledgers(self):
        line = self.line(-5, text="网银手续费")
        self.assertEqual(line.parallel_rule_id, self.fee)
        voucher = self.made(line)
        self.assertEqual((voucher.state, voucher.maker_id), ("draft", self.accountant))
        self.assertEqual(line.parallel_state, "proposed")
        self.assertEqual(
            self.lines(voucher),
            {
                "financial": [("500102", 5), ("100201", -5)],
                "budget": [("710101", 5), ("800102", -5)],
            },
        )
        self.assertEqual(self.balance_of(self.account("800102")), 0)
        other = self.book_line(self.money(-5))
        mine = self.as_user(line, self.accountant)
        for call in (
            lambda: mine.action_match_with(other.ids),
            lambda: mine.reconcile_bank_line(),
        ):
            with self.assertRaisesRegex(UserError, "delete its draft first"):
                call()
        self.through(voucher)
        self.assertEqual(line.parallel_state, "matched")
        self.assertEqual(self.balance_of(self.bank_account), -10)
        self.assertEqual(self.balance_of(self.suspense), 0)
        self.assertEqual(self.balance_of(self.account("800102")), -5)

    def test_interest_is_due_to_the_treasury(self):
        """财税〔2016〕33号: interest of the unit's account is handed in."""
        line = self.line(12.34, "2024-03-21", text="结息")
        voucher = self.made(line)
        self.assertFalse(voucher.budget_line_ids)
        self.assertTrue(voucher.exemption_id)
        self.assertEqual(voucher.date, date(2024, 3, 21))
        self.through(voucher)
        self.assertEqual(line.parallel_state, "matched")

    def test_deleted_draft_opens_the_line(self):
        line = self.line(12.34, text="结息")
        voucher = self.made(line)
        self.as_user(voucher, self.accountant).unlink()
        self.assertEqual(line.parallel_state, "open")
        self.assertTrue(self.made(line))

    def test_reversed_voucher_gives_way_to_a_new_one(self):
        line = self.line(12.34, text="结息")
        voucher = self.made(line)
        self.through(voucher)
        self.as_user(voucher, self.accountant).action_reverse("2024-03-20")
        self.through(voucher.reversal_ids)
        self.as_user(line, self.accountant).action_unmatch()
        self.assertEqual(line.parallel_state, "open")
        second = self.made(line)
        self.assertNotEqual(second, voucher)
        self.assertEqual(second.state, "draft")

    def test_many_lines_with_a_report(self):
        lines = self.bring(
            ("2024-03-15", "手续费", -5, "", "S1"),
            ("2024-03-15", "不明款项", -7, "", "S2"),
        )
        action = self.as_user(lines, self.accountant).action_make_event_vouchers()
        self.assertEqual(lines.mapped("parallel_state"), ["proposed", "open"])
        self.assertIn("No matching rule", action["params"]["message"])
        with self.assertRaisesRegex(UserError, "No matching rule"):
            self.as_user(lines, self.accountant).action_make_event_vouchers()

    def test_direction_days_and_party(self):
        lines = self.bring(
            ("2024-03-15", "退手续费", 5, "", "S1"),
            ("2024-03-15", "手续费", -5, "", "S2"),
        )
        self.assertFalse(lines[0].parallel_rule_id)
        self.fee.date_to = date(2024, 3, 14)
        lines.invalidate_recordset(["parallel_rule_id"])
        self.assertFalse(lines[1].parallel_rule_id)

    def test_by_hand_with_a_preview(self):
        line = self.line(500, text="不明款项")
        mine = self.as_user(self.env["account.parallel.bank.event"], self.accountant)
        with Form(mine.with_context(active_id=line.id)) as form:
            self.assertFalse(form.event_id)
            form.event_id = self.env.ref(
                "account_parallel_entry.event_treasury_due_received"
            )
            form.summary = "罚没款"
        wizard = form.record
        self.assertIn("100201", wizard.preview)
        self.assertIn("500.00", wizard.preview)
        wizard.action_make_voucher()
        voucher = line.parallel_event_voucher_id
        self.assertEqual(voucher.summary, "罚没款")
        with self.assertRaisesRegex(UserError, "is in the books"):
            wizard.action_make_voucher()

    def test_event_that_means_something_else(self):
        line = self.line(500, text="不明款项")
        wizard = self.as_user(
            self.env["account.parallel.bank.event"], self.accountant
        ).create(
            {
                "statement_line_id": line.id,
                "event_id": self.env.ref(
                    "account_parallel_bank.event_bank_fee_paid"
                ).id,
                "amount_key": "amount",
                "summary": "x",
            }
        )
        with self.assertRaisesRegex(UserError, "moves -500.00 on the account"):
            wizard.action_make_voucher()
        self.assertEqual(line.parallel_state, "open")

    def test_rules_are_checked(self):
        head = self.as_user(self.fee, self.head)
        for vals, message in (
            ({"pattern": "("}, "can't be searched"),
            ({"amount_key": "net"}, "has no amount"),
        ):
            with self.assertRaisesRegex(ValidationError, message):
                with self.env.cr.savepoint():
                    head.write(vals)
            head.invalidate_recordset()
