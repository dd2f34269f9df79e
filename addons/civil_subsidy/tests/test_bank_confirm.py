from odoo.exceptions import UserError
from odoo.tests import tagged

from .agent_bank import answer
from .exchange_common import ExchangeCase


@tagged("post_install", "-at_install")
class TestBankConfirm(ExchangeCase):
    """What the bank says counts once a second person of finance has confirmed it."""

    def setUp(self):
        super().setUp()
        self.name, self.request_content = self.send()

    def result(self, **options):
        return answer(self.name, self.request_content, **options)

    def test_nothing_changes_before_the_confirmation(self):
        outcome = self.bring(self.result(fail=(2,), pending=(3,)))
        file = self.file(outcome)
        self.assertEqual(file.state, "to_confirm")
        self.assertEqual(self.batch.state, "sent")
        self.assertEqual(self.payment(1).bank_state, "sent")
        self.assertEqual(
            (file.paid_count, file.failed_count, file.pending_count), (3, 1, 1)
        )
        shown = file.exception_line_ids.with_user(self.cashier)
        self.assertEqual(set(shown.mapped("status")), {"failed", "pending"})
        self.assertEqual(shown[0].payment_name, self.payment(2).name)

    def test_who_brought_it_in_can_not_confirm_it(self):
        file = self.file(self.bring(self.result()))
        with self.assertRaises(UserError):
            file.with_user(self.finance).action_confirm()
        self.assertEqual(file.state, "to_confirm")
        for user in (self.clerk, self.head, self.auditor):
            with self.assertRaises(UserError):
                file.with_user(user).action_confirm()

    def test_confirming_twice_notes_it_once(self):
        file = self.file(self.bring(self.result(fail=(2,))))
        file.with_user(self.cashier).action_confirm()
        stamp = self.payment(2).write_date, file.confirmed_date
        file.with_user(self.jack).action_confirm()
        self.assertEqual((self.payment(2).write_date, file.confirmed_date), stamp)
        self.assertEqual(file.confirmed_uid, self.cashier)

    def test_state_and_figures_can_not_be_written(self):
        file = self.file(self.bring(self.result()))
        for values in ({"state": "confirmed"}, {"paid_count": 0}, {"part": 2}):
            with self.assertRaises(UserError), self.env.cr.savepoint():
                file.with_user(self.cashier).write(values)

    def test_a_discarded_file_may_be_brought_in_again(self):
        content = self.result(fail=(2,))
        file = self.file(self.bring(content))
        file.with_user(self.cashier).action_discard("Wrong day")
        self.assertEqual(file.state, "discarded")
        with self.assertRaises(UserError):
            file.with_user(self.cashier).action_confirm()
        again = self.take(content)
        self.assertTrue(again["taken"])
        self.assertNotEqual(again["file_id"], file.id)
        self.assertEqual(self.payment(2).bank_state, "failed")

    def test_discarding_asks_for_a_reason(self):
        file = self.file(self.bring(self.result()))
        action = file.with_user(self.finance).action_discard()
        self.assertEqual(action["res_model"], "civil.subsidy.reason")
        wizard = self.env["civil.subsidy.reason"].with_user(self.finance)
        wizard = wizard.with_context(**action["context"]).create({"reason": "Old"})
        wizard.action_confirm()
        self.assertEqual(file.discard_reason, "Old")

    def test_two_results_that_contradict_each_other(self):
        """Both were right when they came in; the second confirmation notices."""
        first = self.file(self.bring(self.result(fail=(2,))))
        second = self.file(self.bring(self.result(fail=(4,))))
        first.with_user(self.cashier).action_confirm()
        with self.assertRaises(UserError), self.env.cr.savepoint():
            second.with_user(self.cashier).action_confirm()
        self.assertEqual(self.payment(2).bank_state, "failed")
        self.assertEqual(self.payment(4).bank_state, "paid")

    def test_pending_lines_are_settled_by_a_later_result_only(self):
        self.take(self.result(pending=(3,)))
        self.take(self.result(fail=(3,)))
        self.assertEqual(self.payment(3).bank_state, "failed")
        with self.assertRaises(UserError):
            self.take(self.result())

    def test_a_failure_has_a_cause_and_a_remedy(self):
        self.take(self.result(fail=(2,)))
        failed = self.payment(2)
        self.assertEqual(
            failed.reason_id, self.env.ref("civil_subsidy.bank_reason_holder_differs")
        )
        self.assertTrue(failed.reason_remedy)
        self.assertFalse(self.payment(1).reason_id)

    def test_words_and_other_codes(self):
        mapping = self.env["civil.bank.reason"]._mapping(self.bank.format_result_id)
        ref = self.env.ref
        self.assertEqual(
            mapping("9", "该账户已冻结"),
            ref("civil_subsidy.bank_reason_account_frozen").id,
        )
        self.assertEqual(mapping("9", "?"), ref("civil_subsidy.bank_reason_other").id)

    def test_only_a_second_person_is_waited_for(self):
        self.bring(self.result())
        for user, waits in ((self.finance, False), (self.cashier, True)):
            self.batch.invalidate_recordset()
            self.assertEqual(self.batch.with_user(user).waiting_for_me, waits)
