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
