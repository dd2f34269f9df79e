from odoo.exceptions import UserError
from odoo.tests import freeze_time, tagged

from odoo.addons.civil_subsidy.tests.agent_bank import answer

from .common import BooksCase


@tagged("standard", "post_install", "-at_install")
@freeze_time("2024-03-20 02:00:00")
class TestGross(BooksCase):
    """The whole batch is booked when the treasury pays, each failure back."""

    def test_an_approval_reserves_and_accrues(self):
        self.approve(self.batch)
        self.assertEqual(self.totals("province"), self.yuan("326.25 0 0 99673.75"))
        self.assertEqual(self.totals("city"), self.yuan("97.87 0 0 99902.13"))
        self.assertEqual(self.totals("district"), self.yuan("228.38 0 0 99771.62"))
        self.assertEqual(self.balance("500103"), self.exact("652.50"))
        self.assertEqual(self.balance("2303"), -self.exact("652.50"))
        self.assertFalse(self.balance("7"))
        self.assert_books()

    def test_payment_and_failure_and_sending_again(self):
        name, content = self.send()
        self.pay()
        self.assertEqual(self.balance("2303"), 0)
        self.assertEqual(self.balance("4001"), -self.exact("652.50"))
        self.assertEqual(self.balance("710101"), self.exact("652.50"))
        self.assertEqual(self.balance("600102"), -self.exact("652.50"))
        self.assertEqual(self.totals("province"), self.yuan("0 326.25 0 99673.75"))
        self.assert_books()
        self.take(answer(name, content, fail=(2, 4)))
        self.assertEqual(self.owed(), self.exact("261.00"))
        self.assertEqual(self.balance("4001"), -self.exact("391.50"))
        self.assertEqual(self.balance("710101"), self.exact("391.50"))
        self.assert_books()
        again = self.batch.with_user(self.clerk).action_create_resend()
        again = self.env["civil.subsidy.batch"].browse(again["res_id"])
        again.with_user(self.clerk).action_compute()
        self.approve(again)
        self.assertEqual(self.owed(), self.exact("261.00"))
        self.assertEqual(self.balance("500103"), self.exact("652.50"))
        self.assert_books()
        self.pay(again)
        self.assertEqual(self.owed(), 0)
        self.assertEqual(self.balance("4001"), -self.exact("652.50"))
        self.assert_books()

    def test_too_little_money_refuses_the_approval(self):
        self.env["civil.subsidy.share"].search(
            [("program_id", "=", self.care.id), ("source", "=", "city")]
        ).source = "central"
        self.indicator("central", 97)
        with self.assertRaisesRegex(UserError, "0.87 yuan too little"):
            self.approve(self.batch)
