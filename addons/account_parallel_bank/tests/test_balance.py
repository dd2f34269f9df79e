from datetime import date

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import freeze_time, tagged

from .common import BankCase

FIGURES = ("book_balance", "bank_balance", "bank_in", "bank_out", "book_in", "book_out")


@freeze_time("2024-06-10")
@tagged("post_install", "-at_install")
class TestBalance(BankCase):
    """Bank and books at the end of a month: 余额调节表."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.opening = cls.env["account.move"].create(
            {
                "move_type": "entry",
                "journal_id": cls.general.id,
                "date": date(2024, 2, 29),
                "parallel_exemption_id": cls.env.ref(
                    "account_parallel_entry.exemption_opening"
                ).id,
                "line_ids": [
                    (0, 0, {"account_id": cls.bank_account.id, "debit": 100000}),
                    (
                        0,
                        0,
                        {
                            "account_id": cls.env["account.account"]
                            .with_company(cls.company)
                            .search(
                                [
                                    ("code", "=", "2307"),
                                    ("company_ids", "in", cls.company.ids),
                                ]
                            )
                            .id,
                            "credit": 100000,
                        },
                    ),
                ],
            }
        )
        cls.opening.action_post()

    def figures(self, balance):
        return [balance[name] for name in FIGURES]

    def month(self):
        """March: 500 matched, and one item of each kind outstanding."""
        self.money(500, date(2024, 3, 5))
        self.money(70, date(2024, 3, 30), "转账支票")
        self.money(-90, date(2024, 3, 31), "电汇")
        return self.bring(
            ("2024-03-06", "往来款", 500, "", "S1"),
            ("2024-03-21", "结息", 12.34, "", "S2"),
            ("2024-03-25", "手续费", -5, "", "S3"),
        )

    def test_items_of_all_four_kinds(self):
        self.month()
        balance = self.statement()
        self.assertEqual(self.figures(balance), [100480, 100507.34, 12.34, 5, 70, 90])
        self.assertEqual(balance.adjusted_book, 100487.34)
        self.assertEqual(balance.adjusted_bank, 100487.34)
        self.assertEqual(balance.difference, 0)
        self.assertEqual(
            sorted(balance.line_ids.mapped("kind")),
            ["bank_in", "bank_out", "book_in", "book_out"],
        )
        self.assertEqual(balance.book_out_ids.days, 0)
        self.assertEqual(balance.bank_in_ids.days, 10)
        source = balance.book_out_ids.action_view_source()
        self.assertEqual(source["res_model"], "account.parallel.voucher")
        source = balance.bank_in_ids.action_view_source()
        self.assertEqual(source["res_id"], balance.bank_in_ids.statement_line_id.id)
        action = balance.action_view_items(kind="bank_in")
        lines = self.env[action["res_model"]].search(action["domain"])
        self.assertEqual(lines, balance.bank_in_ids)

    def test_what_was_settled_later_stays_an_item_of_its_month(self):
        lines = self.month()
        before = self.figures(self.statement())
        self.bring(("2024-04-02", "电汇", -90, "", "S9"), opening=100507.34)
        april = self.money(12.34, date(2024, 4, 3), "利息")
        self.assertTrue(april)
        self.journal.parallel_match_days = 20
        self.as_user(lines, self.accountant).action_match_books()
        self.assertEqual(lines[1].parallel_state, "matched")
        balance = self.env["account.parallel.bank.balance"].search(
            [("journal_id", "=", self.journal.id)]
        )
        self.as_user(balance, self.accountant).action_refresh()
        self.assertEqual(self.figures(balance), before)
        later = self.statement(date(2024, 4, 30))
        self.assertEqual(self.figures(later), [100492.34, 100417.34, 0, 5, 70, 0])
        self.assertEqual(later.difference, 0)

    def test_lines_reconciled_with_other_accounts_are_in_the_books(self):
        line = self.line(800)
        self.reconcile(line, "2307")
        balance = self.statement()
        self.assertEqual(self.figures(balance), [100800, 100800, 0, 0, 0, 0])

    def test_month_before_the_first_line(self):
        self.line(800, "2024-04-15")
        balance = self.statement()
        self.assertEqual(self.figures(balance), [100000, 100000, 0, 0, 0, 0])

    def test_difference_needs_a_reason(self):
        self.bring(("2024-03-06", "往来款", 500, "", "S1"), opening=99000)
        balance = self.statement()
        self.assertEqual(balance.difference, 1000)
        with self.assertRaisesRegex(UserError, "differ by 1,000.00"):
            self.as_user(balance, self.reviewer).action_review()
        balance.reason = "期初差额待查"
        self.as_user(balance, self.reviewer).action_review()
        self.assertEqual(balance.state, "reviewed")

    def test_another_person_reviews(self):
        self.month()
        both = self.user("accountant", "account_parallel_entry", "both")
        both.group_ids |= self.env.ref("account_parallel_entry.group_reviewer")
        balance = self.statement(user=both)
        self.assertNotIn("review", balance.next_steps)
        with self.assertRaisesRegex(UserError, "Who made it can't review it"):
            balance.action_review()
        for user in (self.accountant, self.cashier, self.manager):
            with self.assertRaises(AccessError):
                self.as_user(balance, user).action_review()
        theirs = self.as_user(balance, self.reviewer)
        self.assertIn("review", theirs.next_steps)
        theirs.action_review()
        self.assertEqual(balance.reviewer_id, self.reviewer)

    def test_changes_since(self):
        self.month()
        balance = self.statement()
        self.money(1, date(2024, 3, 31))
        with self.assertRaisesRegex(UserError, "have changed since"):
            self.as_user(balance, self.reviewer).action_review()
        balance.action_refresh()
        self.as_user(balance, self.reviewer).action_review()

    def test_reviewed_ones_stay(self):
        self.month()
        balance = self.statement()
        self.as_user(balance, self.reviewer).action_review()
        for change in (
            lambda: balance.action_refresh(),
            lambda: balance.unlink(),
            lambda: balance.write({"reason": "x"}),
        ):
            with self.assertRaisesRegex(UserError, "is reviewed"):
                change()
        self.as_user(balance, self.head).action_reopen()
        self.assertEqual(balance.state, "open")
        balance.unlink()

    def test_figures_are_not_set_by_hand(self):
        balance = self.statement()
        for vals in (
            {"state": "reviewed"},
            {"bank_balance": 1},
            {"maker_id": self.other.id},
            {"line_ids": [(5,)]},
        ):
            with self.subTest(vals), self.assertRaisesRegex(UserError, "by hand"):
                balance.write(vals)
        with self.assertRaisesRegex(UserError, "by hand"):
            self.as_user(balance.browse(), self.accountant).create(
                {
                    "journal_id": self.journal.id,
                    "date": date(2024, 4, 30),
                    "state": "reviewed",
                }
            )

    def test_month_ends_only_once_and_over(self):
        for day, message in (
            (date(2024, 3, 30), "isn't the last day"),
            (date(2024, 6, 30), "isn't over yet"),
        ):
            with self.assertRaisesRegex(ValidationError, message):
                self.statement(day)
