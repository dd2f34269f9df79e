import base64

from odoo.exceptions import UserError
from odoo.tests import freeze_time, tagged

from odoo.addons.civil_subsidy.tests.agent_bank import answer

from .common import BooksCase


class ReturnCase(BooksCase):
    """A batch whose payments the bank has paid, or not."""

    def paid(self, fail=()):
        name, content = self.send()
        self.pay()
        self.take(answer(name, content, fail=fail))

    def late(self, number, day):
        """A payment of the batch comes back later."""
        self.come_back(self.payment(number), day)

    def come_back(self, payment, day):
        """A payment comes back by a bank's list, and a second person confirms it."""
        text = (
            "明细编号,金额,退汇日期,退汇原因\n"
            f"{payment.reference},{payment.amount:.2f},{day},账户已销户\n"
        )
        outcome = payment.batch_id.with_user(self.finance).import_late_return(
            f"退汇{payment.id}.csv", base64.b64encode(text.encode("utf-8-sig"))
        )
        self.file(outcome).with_user(self.cashier).action_confirm()

    def send_again(self, batch=None):
        batch = (batch or self.batch).with_user(self.clerk)
        action = batch.action_create_resend()
        again = self.env["civil.subsidy.batch"].browse(action["res_id"])
        again.with_user(self.clerk).action_compute()
        return again

    def next_year(self):
        """Indicators of the next year, so that one can pay again."""
        for source in ("province", "city", "district"):
            self.indicator(source, 5_000, year=2025, issue_date="2025-01-05")


@tagged("standard", "post_install", "-at_install")
@freeze_time("2024-03-20 02:00:00")
class TestReturn(ReturnCase):
    """Rows 5a to 5f of the table of entries."""

    def test_a_late_return_of_the_year_goes_back_to_the_treasury(self):
        """Row 5a: Dr 4001 / Cr 2303, Dr 6001 / Cr 7101; the indicator is restored."""
        self.paid()
        with freeze_time("2024-05-08 02:00:00"):
            self.late(3, "2024-05-06")
        back = self.batch.sudo().return_ids
        self.assertEqual((back.kind, back.prior_year), ("refund", False))
        self.assertEqual(str(back.date), "2024-05-06")
        self.assertEqual(self.owed(), self.exact("130.50"))
        self.assertEqual(self.balance("4001"), -self.exact("522.00"))
        self.assertEqual(self.totals("province")[2], self.exact("65.25"))
        self.assert_books()

    def test_a_return_of_the_next_year_that_is_still_owed(self):
        """Row 5d: Dr 1201 / Cr 2303, Dr 8001 restored / Cr 8101 adjustment."""
        self.paid()
        with freeze_time("2025-02-10 02:00:00"):
            self.late(3, "2025-02-07")
            self.assertEqual(self.owed(), self.exact("130.50"))
            self.assertEqual(self.balance("1201"), self.exact("130.50"))
            self.assertEqual(self.balance("800103"), self.exact("130.50"))
            self.assertEqual(self.balance("810101"), -self.exact("130.50"))
            self.assertEqual(self.totals("province")[2], 0)
            self.assert_books()
            self.next_year()
            again = self.approve(self.send_again())
            self.pay(again, "2025-02-10")
            self.assertEqual(set(again.sudo().fund_ids.mapped("means")), {"restored"})
            self.assertEqual(self.balance("1201"), 0)
            self.assertEqual(self.balance("800103"), 0)
            self.assertEqual(self.owed(), 0)
            self.assert_books()

    def test_a_return_to_the_units_account_is_paid_again_from_there(self):
        """Row 5b: Dr 1002 / Cr 2303, Dr 8001 money / Cr 7101; then out of 1002."""
        self.mode.refund_route = "unit_account"
        self.paid(fail=(1,))
        self.assertEqual(self.balance("100201"), self.exact("130.50"))
        self.assertEqual(self.balance("800102"), self.exact("130.50"))
        self.assertEqual(self.totals("province"), self.yuan("0 326.25 0 99673.75"))
        self.assert_books()
        again = self.approve(self.send_again())
        self.assertFalse(again.sudo().fund_ids.indicator_id)
        self.pay(again)
        self.assertEqual(self.balance("100201"), 0)
        self.assertEqual(self.owed(), 0)
        self.assert_books()

    def test_money_that_has_to_be_handed_in_leaves_the_debt_standing(self):
        """Row 5f: Dr 1002 / Cr 2103; what is owed is determined again."""
        self.mode.refund_route = "hand_in"
        self.paid(fail=(1,))
        self.assertEqual(self.balance("2103"), -self.exact("130.50"))
        self.assertEqual(self.owed(), self.exact("130.50"))
        self.assert_books()
        self.pay(self.approve(self.send_again()))
        self.assertEqual(self.owed(), 0)
        back = self.batch.sudo().return_ids
        back.with_user(self.finance).action_hand_in("2024-03-20")
        self.assertEqual(self.balance("2103"), 0)
        self.assertEqual(self.balance("100201"), 0)
        with self.assertRaisesRegex(UserError, "nothing that is still"):
            back.with_user(self.finance).action_hand_in("2024-03-20")
        self.assert_books()

    def test_who_had_died_is_owed_nothing_anymore(self):
        """Row 5e: the head gives the claim up, and the liability ends."""
        self.paid(fail=(1, 2))
        self.payment(1).with_user(self.head).action_not_owed("发放月前已死亡")
        self.assertEqual(
            self.batch.sudo().return_ids.mapped("kind"), ["cancelled", "refund"]
        )
        self.assertEqual(self.owed(), self.exact("130.50"))
        self.assertEqual(self.balance("500103"), self.exact("522.00"))
        self.assert_books()
        again = self.approve(self.send_again())
        self.assertEqual(again.sudo().payment_ids.resend_of_id, self.payment(2))

    def test_a_claim_of_a_prior_year_ends_in_the_surplus(self):
        """Row 5e of a prior year: Dr 2303 / Cr 3501, and on to 3001."""
        self.paid()
        with freeze_time("2025-02-10 02:00:00"):
            self.late(3, "2025-02-07")
            self.payment(3).with_user(self.head).action_not_owed("已死亡")
        self.assertEqual(self.owed(), 0)
        self.assertEqual(self.balance("3001"), -self.exact("130.50"))
        self.assertEqual(self.balance("3501"), 0)
        self.assert_books()

    def test_a_failure_known_before_the_treasurys_voucher_waits_for_it(self):
        name, content = self.send()
        self.take(answer(name, content, fail=(5,)))
        self.assertFalse(self.batch.sudo().return_ids)
        self.assertEqual(self.owed(), self.exact("652.50"))
        self.assert_books()
        self.pay()
        self.assertEqual(self.owed(), self.exact("130.50"))
        self.assert_books()

    def test_a_locked_period_is_booked_in_the_first_open_one(self):
        self.paid()
        self.company.fiscalyear_lock_date = "2024-05-31"
        with freeze_time("2024-06-03 02:00:00"):
            self.late(3, "2024-05-06")
        self.assertEqual(str(self.batch.sudo().return_ids.date), "2024-06-01")
        self.assert_books()
