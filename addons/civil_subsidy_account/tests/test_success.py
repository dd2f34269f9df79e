from odoo.tests import freeze_time, tagged

from odoo.addons.civil_subsidy.tests.agent_bank import answer

from .common import BooksCase


@tagged("standard", "post_install", "-at_install")
@freeze_time("2024-03-20 02:00:00")
class TestSuccess(BooksCase):
    """What the bank has paid is booked, and back only what returns later."""

    follow = "success"

    def test_nothing_is_booked_before_the_bank_has_paid(self):
        self.send()
        self.pay()
        self.assertEqual(self.owed(), self.exact("652.50"))
        self.assertFalse(self.balance("4001"))
        self.assertEqual(self.totals("province"), self.yuan("326.25 0 0 99673.75"))
        self.assert_books()

    def test_what_succeeded_is_booked_and_what_failed_is_released(self):
        name, content = self.send()
        self.take(answer(name, content, fail=(2, 4)))
        self.assertEqual(self.owed(), self.exact("261.00"))
        self.assertEqual(self.balance("4001"), -self.exact("391.50"))
        self.assertEqual(self.balance("710101"), self.exact("391.50"))
        self.assertEqual(self.batch.sudo().return_ids.kind, "release")
        reserved, paid, refunded, _left = self.totals("province")
        self.assertEqual((reserved, refunded), (0, 0))
        self.assertLess(abs(paid * 2 - self.exact("391.50")), self.exact("0.05"))
        self.assert_books()

    def test_the_indicator_is_of_the_year_in_which_the_treasury_paid(self):
        """The bank pays in January what the treasury paid in December."""
        with freeze_time("2024-12-31 02:00:00"):
            name, content = self.send()
            self.pay(day="2024-12-31")
        with freeze_time("2025-01-03 02:00:00"):
            self.company.fiscalyear_lock_date = "2024-12-31"
            self.take(answer(name, content))
            self.assertEqual(self.owed(), 0)
            entries = self.indicators["province"].entry_ids
            paid = entries.filtered(lambda entry: entry.kind == "pay")
            self.assertEqual({entry.date.year for entry in paid}, {2024})
            self.assert_books()

    def test_pending_lines_are_booked_when_the_next_result_settles_them(self):
        name, content = self.send()
        self.take(answer(name, content, pending=(1,)))
        self.assertEqual(self.owed(), self.exact("130.50"))
        self.assert_books()
        self.take(answer(name, content))
        self.assertEqual(self.owed(), 0)
        self.assertEqual(self.balance("4001"), -self.exact("652.50"))
        self.assertEqual(self.totals("province")[0], 0)
        self.assert_books()
