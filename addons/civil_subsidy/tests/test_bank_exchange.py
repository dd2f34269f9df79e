from odoo.exceptions import UserError
from odoo.tests import tagged

from .agent_bank import FAULTS, answer
from .exchange_common import ExchangeCase


@tagged("post_install", "-at_install")
class TestBankExchange(ExchangeCase):
    """Request out, result in, failed lines once more: no yuan twice, none lost."""

    def test_request_holds_what_was_approved(self):
        self.approve(self.batch)
        name, content = self.request()
        self.assertEqual(name, f"DF_{self.batch.name}.txt")
        rows = [row.split("|") for row in content.decode("gb18030").split("\r\n")]
        self.assertEqual(rows[0][1:3], [self.batch.name, "ZD2024001"])
        self.assertEqual(rows[0][4:6], ["5", "652.50"])
        self.assertEqual(rows[-2], ["T", "5", "652.50"])
        self.assertEqual(
            rows[1][2:],
            [
                "6217002868975000001",
                "张乙1",
                "130.50",
                "残疾人护理补贴",
                f"{self.batch.name}-0000001",
            ],
        )

    def test_request_before_approval_is_refused(self):
        with self.assertRaises(UserError):
            self.batch.with_user(self.finance).action_export()

    def test_request_is_made_once(self):
        self.approve(self.batch)
        first = self.request()
        self.assertEqual(self.request(), first)
        self.assertEqual(len(self.batch.sudo().file_ids), 1)

    def test_sending_needs_the_request_file(self):
        self.approve(self.batch)
        with self.assertRaises(UserError):
            self.batch.with_user(self.finance).action_send()

    def test_an_approved_batch_can_be_voided_a_sent_one_not(self):
        self.send()
        for user in (self.clerk, self.head):
            with self.assertRaises(UserError):
                self.batch.with_user(user).action_void("Too late")

    def test_result_is_noted_on_every_line(self):
        name, content = self.send()
        result = answer(name, content, fail=(2,), pending=(3,))
        outcome = self.take(result)
        self.assertTrue(outcome["taken"])
        self.assertEqual(self.batch.state, "returned")
        states = [self.payment(n).bank_state for n in (1, 2, 3, 4, 5)]
        self.assertEqual(states, ["paid", "failed", "pending", "paid", "paid"])
        self.assertFalse(self.payment(6).bank_state)
        failed = self.payment(2)
        self.assertTrue(failed.bank_code and failed.bank_reason)
        file = self.batch.sudo().file_ids.filtered(lambda f: f.direction == "result")
        self.assertEqual(
            (file.paid_count, f"{file.paid_amount:.2f}", file.failed_count),
            (3, "391.50", 1),
        )

    def test_the_same_result_twice_changes_nothing_and_says_so(self):
        name, content = self.send()
        result = answer(name, content, fail=(2,))
        first = self.take(result)
        before = self.batch.sudo().payment_ids.read(["bank_state", "write_date"])
        again = self.take(result, name="copy.txt")
        self.assertFalse(again["taken"])
        self.assertEqual(again["file_id"], first["file_id"])
        self.assertEqual(
            self.batch.sudo().payment_ids.read(["bank_state", "write_date"]), before
        )

    def test_every_fault_refuses_the_whole_result(self):
        name, content = self.send()
        for fault in FAULTS:
            with self.subTest(fault=fault):
                result = answer(name, content, fault=fault)
                with self.assertRaises(UserError) as refusal, self.env.cr.savepoint():
                    self.take(result)
                self.assertGreater(len(str(refusal.exception)), 20)
                self.assertEqual(self.batch.state, "sent")
                self.assertEqual(
                    set(
                        self.batch.sudo()
                        .payment_ids.filtered("reference")
                        .mapped("bank_state")
                    ),
                    {"sent"},
                )
        result = answer(name, content)
        self.assertTrue(self.take(result)["taken"])

    def test_result_of_a_batch_that_was_not_sent(self):
        self.approve(self.batch)
        name, content = self.request()
        result = answer(name, content)
        with self.assertRaises(UserError):
            self.take(result)

    def test_a_later_result_settles_pending_lines_only(self):
        name, content = self.send()
        self.take(answer(name, content, pending=(3,)))
        with self.assertRaises(UserError), self.env.cr.savepoint():
            self.take(answer(name, content, fail=(1,)))
        self.assertEqual(self.payment(1).bank_state, "paid")
        self.take(answer(name, content))
        self.assertEqual(self.payment(3).bank_state, "paid")

    def test_failed_lines_are_corrected_and_sent_again(self):
        again = self.follow_up()
        self.assertEqual(again.kind, "resend")
        payments = again.sudo().payment_ids
        self.assertEqual(payments.resend_of_id, self.payment(2) | self.payment(4))
        payments[0].with_user(self.clerk).account_input = "62170028689750009"
        again.with_user(self.clerk).action_compute()
        self.approve(again)
        name, content = self.request(again)
        self.assertIn("62170028689750009", content.decode("gb18030"))
        again.with_user(self.finance).action_send()
        self.take(answer(name, content), again)
        self.assertEqual(set(payments.mapped("bank_state")), {"paid"})
        again.with_user(self.finance).action_close()
        self.batch.with_user(self.finance).action_close()
        self.assertEqual(self.batch.state, "closed")

    def test_a_follow_up_is_held_to_the_same_account_checks(self):
        again = self.follow_up()
        first, second = again.sudo().payment_ids
        first.with_user(self.clerk).account_holder = "王五"
        again.with_user(self.clerk).action_compute()
        self.assertEqual((first.outcome, second.outcome), ("held", "payable"))
        self.assertEqual(first.check_ids.code, "account_holder_mismatch")
        first.with_user(self.clerk).account_holder = first.name
        again.with_user(self.clerk).action_compute()
        self.assertEqual(first.outcome, "payable")
        self.assertFalse(first.check_ids)

    def test_what_a_follow_up_can_not_pay_waits_for_the_next(self):
        again = self.follow_up()
        first, second = again.sudo().payment_ids
        failed = first.resend_of_id
        first.with_user(self.clerk).account_holder = "王五"
        again.with_user(self.clerk).action_compute()
        self.approve(again)
        self.assertEqual(again.sudo().payment_ids, second)
        self.assertEqual(again.frozen_count, 1)
        action = self.batch.with_user(self.clerk).action_create_resend()
        later = self.env["civil.subsidy.batch"].browse(action["res_id"])
        self.assertEqual(later.sudo().payment_ids.resend_of_id, failed)

    def test_a_failed_line_is_sent_again_once(self):
        self.follow_up()
        with self.assertRaises(UserError):
            self.batch.with_user(self.clerk).action_create_resend()

    def test_voiding_the_follow_up_lets_its_lines_be_sent_again(self):
        again = self.follow_up()
        again.with_user(self.clerk).action_void("Wrong accounts")
        action = self.batch.with_user(self.clerk).action_create_resend()
        second = self.env["civil.subsidy.batch"].browse(action["res_id"])
        self.assertEqual(len(second.sudo().payment_ids), 2)

    def test_follow_up_amounts_stay(self):
        again = self.follow_up()
        with self.assertRaises(UserError):
            again.payment_ids[0].with_user(self.clerk).write({"amount": 1})

    def test_closing_needs_every_failure_followed_up(self):
        name, content = self.send()
        self.take(answer(name, content, fail=(2,)))
        with self.assertRaises(UserError):
            self.batch.with_user(self.finance).action_close()

    def test_statements_do_not_grow_with_the_lines(self):
        """Request and result of five lines and of fifty cost the same number."""
        counts = []
        for first, size in ((100, 5), (200, 50)):
            self.env["civil.subsidy.roster.line"].search([])._drop("Next size")
            self.make_lines(*[self.line_values(n) for n in range(first, first + size)])
            batch = self.make_batch()
            batch.action_compute()
            self.approve(batch)
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            name, content = self.request(batch)
            batch.with_user(self.finance).action_send()
            self.take(answer(name, content, fail=(2,)), batch)
            batch._figures()
            self.env.flush_all()
            counts.append(self.env.cr.sql_log_count - before)
            self.make_room(batch)
        self.assertLessEqual(counts[1], counts[0])
