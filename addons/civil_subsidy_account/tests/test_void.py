from odoo.exceptions import UserError
from odoo.tests import freeze_time, tagged

from .common import BooksCase


@tagged("standard", "post_install", "-at_install")
@freeze_time("2024-03-20 02:00:00")
class TestVoid(BooksCase):
    """What an approval has set aside and booked goes back with it."""

    def test_a_voided_batch_gives_everything_back(self):
        self.approve(self.batch)
        treasury = self.batch.sudo().fund_ids.treasury_id
        self.batch.with_user(self.clerk).action_void("录错月份")
        self.assertEqual(self.totals("province"), self.yuan("0 0 0 100000"))
        self.assertEqual(self.balance("2303"), 0)
        self.assertEqual(self.owed(), 0)
        self.assertEqual(set(treasury.mapped("state")), {"voided"})
        self.assert_books()

    def test_what_the_treasury_has_paid_cant_be_voided(self):
        self.approve(self.batch)
        self.pay()
        with self.assertRaisesRegex(UserError, "treasury has paid"):
            self.batch.with_user(self.clerk).action_void("录错月份")

    def test_a_second_entry_of_the_treasurys_payment_changes_nothing(self):
        self.approve(self.batch)
        treasury = self.pay()
        with self.assertRaises(UserError):
            treasury.with_user(self.finance).action_paid("GK-2", "2024-03-20")
        self.assertEqual(self.totals("province"), self.yuan("0 326.25 0 99673.75"))

    def test_only_finance_enters_what_the_treasury_paid(self):
        self.approve(self.batch)
        treasury = self.batch.sudo().fund_ids.treasury_id
        for user in (self.clerk, self.head, self.deputy, self.auditor):
            with self.subTest(user=user.login), self.assertRaises(Exception) as caught:
                treasury.with_user(user).action_paid("GK-1", "2024-03-20")
            self.assertIn(type(caught.exception).__name__, ("AccessError", "UserError"))
        self.assertEqual(set(treasury.mapped("state")), {"draft"})

    def test_what_the_old_year_didnt_pay_is_charged_to_the_new_one(self):
        self.approve(self.batch)
        with freeze_time("2025-01-08 02:00:00"):
            for source in ("province", "city", "district"):
                self.indicator(source, 5_000, year=2025, issue_date="2025-01-05")
            self.assertTrue(self.batch.charged_to_past)
            with self.assertRaises(UserError) as caught:
                self.pay(day="2025-01-08")
            self.assertIn("budget year 2024", str(caught.exception))
            for user in (self.clerk, self.deputy):
                with self.subTest(user=user.login), self.assertRaises(UserError):
                    self.batch.with_user(user).action_recharge()
            self.batch.with_user(self.finance).action_recharge()
            self.assertEqual(self.totals("province"), self.yuan("0 0 0 100000"))
            self.assertEqual(self.owed(), self.exact("652.50"))
            self.pay(day="2025-01-08")
            self.assertEqual(self.owed(), 0)
            self.assertEqual(
                set(self.batch.sudo().fund_ids.indicator_id.mapped("year")), {2025}
            )
            self.assert_books()
            with self.assertRaisesRegex(UserError, "earlier year"):
                self.batch.with_user(self.finance).action_recharge()
