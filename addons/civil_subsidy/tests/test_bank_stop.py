from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tests import tagged

from .agent_bank import answer
from .exchange_common import ExchangeCase


@tagged("post_install", "-at_install")
class TestBankStop(ExchangeCase):
    """After sending, the bank can be asked not to pay (止付)."""

    def setUp(self):
        super().setUp()
        self.name, self.request_content = self.send()

    def ask(self, *numbers, user=None):
        stop = self.env["civil.subsidy.stop"].with_user(user or self.clerk)
        values = {"batch_id": self.batch.id, "reason": "名册有误"}
        if numbers:
            values["whole"] = False
            values["line_ids"] = [
                Command.create({"payment_id": self.payment(n).id}) for n in numbers
            ]
        stop = stop.create(values)
        stop.action_request()
        return stop

    def stopped(self, *numbers):
        stop = self.ask(*numbers)
        stop.with_user(self.head).action_approve()
        finance = stop.with_user(self.finance)
        finance.action_all_stopped()
        finance.action_answer()
        return stop

    def test_the_whole_batch(self):
        stop = self.ask()
        self.assertEqual((stop.line_count, f"{stop.amount:.2f}"), (5, "652.50"))
        with self.assertRaises(UserError):
            stop.with_user(self.clerk).action_approve()
        stop.with_user(self.head).action_approve()
        self.assertTrue(stop.name)
        finance = stop.with_user(self.finance)
        with self.assertRaises(UserError):
            finance.action_answer()
        finance.action_all_stopped()
        finance.action_answer()
        states = self.batch.sudo().payment_ids.filtered("file_id").mapped("bank_state")
        self.assertEqual(set(states), {"stopped"})
        self.assertEqual(self.batch.state, "returned")

    def test_who_asks_can_not_approve(self):
        stop = self.ask(1, user=self.head)
        with self.assertRaises(UserError):
            stop.with_user(self.head).action_approve()
        stop.with_user(self.jack).action_approve()

    def test_answers_line_by_line(self):
        stop = self.ask(1, 2)
        with self.assertRaises(UserError):
            stop.line_ids[0].with_user(self.finance).answer = "stopped"
        stop.with_user(self.head).action_approve()
        first, second = stop.line_ids.with_user(self.finance)
        first.answer, second.answer = "stopped", "too_late"
        stop.with_user(self.finance).action_answer()
        self.assertEqual(self.payment(1).bank_state, "stopped")
        self.assertEqual(self.payment(2).bank_state, "sent")
        with self.assertRaises(UserError):
            first.answer = "too_late"

    def test_a_result_leaves_what_was_stopped(self):
        self.stopped(2)
        with self.assertRaises(UserError), self.env.cr.savepoint():
            self.take(answer(self.name, self.request_content))
        self.take(answer(self.name, self.request_content, fail=(2,)))
        self.assertEqual(self.payment(2).bank_state, "stopped")
        self.assertEqual(self.payment(1).bank_state, "paid")

    def test_a_line_paid_meanwhile_can_not_be_stopped(self):
        stop = self.ask(1)
        stop.with_user(self.head).action_approve()
        self.take(answer(self.name, self.request_content))
        finance = stop.with_user(self.finance)
        finance.action_all_stopped()
        with self.assertRaises(UserError), self.env.cr.savepoint():
            finance.action_answer()
        self.assertEqual(self.payment(1).bank_state, "paid")

    def test_only_released_lines_are_sent_again(self):
        stop = self.stopped(2)
        self.take(answer(self.name, self.request_content, fail=(2,)))
        with self.assertRaises(UserError), self.env.cr.savepoint():
            self.batch.with_user(self.clerk).action_create_resend()
        with self.assertRaises(UserError):
            stop.line_ids.with_user(self.clerk).action_release("更正后重发")
        stop.line_ids.with_user(self.head).action_release("更正后重发")
        self.assertEqual(stop.line_ids.released_uid, self.head)
        action = self.batch.with_user(self.clerk).action_create_resend()
        again = self.env["civil.subsidy.batch"].browse(action["res_id"]).sudo()
        self.assertEqual(again.payment_ids.resend_of_id, self.payment(2))

    def test_an_open_request_keeps_a_line_from_being_sent_again(self):
        self.ask(2)
        self.take(answer(self.name, self.request_content, fail=(2,)))
        with self.assertRaises(UserError), self.env.cr.savepoint():
            self.batch.with_user(self.clerk).action_create_resend()
        with self.assertRaises(UserError):
            self.batch.with_user(self.finance).action_close()

    def test_a_line_is_asked_for_once(self):
        self.ask(2)
        with self.assertRaises(UserError), self.env.cr.savepoint():
            self.ask(2)
        self.assertEqual(self.ask().line_count, 4)

    def test_answered_lines_can_not_be_asked_for(self):
        self.take(answer(self.name, self.request_content, fail=(2,)))
        with self.assertRaises(UserError):
            self.ask(1)

    def test_withdraw_and_reject(self):
        stop = self.ask(1)
        with self.assertRaises(UserError):
            stop.with_user(self.clerk2).action_withdraw()
        stop.with_user(self.clerk).action_withdraw()
        stop.with_user(self.clerk).action_request()
        stop.with_user(self.head).action_reject("不必止付")
        self.assertEqual((stop.state, stop.reject_reason), ("rejected", "不必止付"))

    def test_letter(self):
        stop = self.ask(1, 2)
        stop.with_user(self.head).action_approve()
        html, _kind = self.env["ir.actions.report"]._render_qweb_html(
            "civil_subsidy.report_stop", stop.ids
        )
        text = html.decode()
        for part in (
            stop.name,
            self.batch.name,
            self.bank.name,
            "贰佰陆拾壹元整",
            self.payment(1).reference,
        ):
            self.assertIn(part, text)
        self.assertNotIn(self.payment(1).sudo().account_number, text)

    def test_figures_can_not_be_written(self):
        stop = self.ask(1)
        for values in ({"reason": "x"}, {"state": "approved"}, {"name": "1"}):
            with self.assertRaises(UserError), self.env.cr.savepoint():
                stop.with_user(self.clerk).write(values)
        with self.assertRaises(UserError):
            stop.line_ids.with_user(self.clerk).write({"amount": 1})
