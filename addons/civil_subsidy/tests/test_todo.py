from odoo.tests import tagged

from .agent_bank import answer
from .exchange_common import ExchangeCase


@tagged("post_install", "-at_install")
class TestTodo(ExchangeCase):
    """Batches wait on the desk for those for whom they wait in their own app."""

    def waiting(self, batch):
        """The users on whose desk the batch waits; as in the app of subsidies."""
        users = self.clerk | self.head | self.deputy | self.finance | self.cashier
        users |= self.auditor | self.staff | self.east_clerk
        found = users.browse()
        for user in users:
            todos = self.env["civil.todo"].with_user(user)
            domain = [("res_model", "=", batch._name), ("res_id", "=", batch.id)]
            mine = todos.search([*domain, ("is_mine", "=", True)])
            batches = self.env[batch._name].with_user(user)
            if batches.has_access("read"):
                own = batches.search([("waiting_for_me", "=", True)])
                self.assertEqual(batch in own, bool(mine), user.login)
            found |= user if mine else found
        return found

    def todo(self, batch):
        return self.env["civil.todo"].search(
            [("res_model", "=", batch._name), ("res_id", "=", batch.id)]
        )

    def test_a_batch_goes_from_desk_to_desk(self):
        batch = self.batch
        clerks = self.clerk
        self.assertEqual(self.waiting(batch), clerks)
        batch.action_publish()
        self.assertEqual(self.waiting(batch), clerks)
        code = self.env["res.lang"].get_installed()[0][0]
        todo = self.todo(batch).with_context(lang=code)
        self.assertIn(batch.program_id.with_context(lang=code).name, todo.name)

    def test_approval_payment_and_answer(self):
        self.approve(self.batch)
        finance = self.finance | self.cashier
        self.assertEqual(self.waiting(self.batch), finance)
        name, content = self.request()
        self.batch.with_user(self.finance).action_send()
        self.assertEqual(self.waiting(self.batch), finance)
        file = self.file(self.bring(answer(name, content, fail=(2,))))
        # Who brought the bank's file in doesn't confirm it.
        self.assertEqual(self.waiting(self.batch), finance - file.create_uid)
        file.with_user(self.cashier).action_confirm()
        self.assertEqual(self.waiting(self.batch), self.clerk)
        self.batch.with_user(self.clerk).action_create_resend()
        self.assertEqual(self.waiting(self.batch), finance)
        self.assertEqual(self.waiting(self.batch.resend_batch_ids), self.clerk)

    def test_a_discarded_file_waits_for_both_again(self):
        name, content = self.send()
        file = self.file(self.bring(answer(name, content)))
        self.assertEqual(self.waiting(self.batch), self.cashier)
        file.with_user(self.cashier).action_discard("Wrong day")
        self.assertEqual(self.waiting(self.batch), self.finance | self.cashier)

    def test_it_is_due_on_the_pay_date_until_it_is_sent(self):
        self.batch.pay_date = "2024-03-20"
        self.assertEqual(str(self.todo(self.batch).due_at), "2024-03-20 15:59:59")
        self.send()
        self.assertFalse(self.todo(self.batch).due_at)

    def test_a_stop_request_waits_for_the_head_then_for_finance(self):
        def mine(user):
            todos = self.env["civil.todo"].with_user(user)
            domain = [("res_model", "=", "civil.subsidy.stop"), ("is_mine", "=", True)]
            return bool(todos.search(domain))

        self.send()
        stop = (
            self.env["civil.subsidy.stop"]
            .with_user(self.clerk)
            .create({"batch_id": self.batch.id, "reason": "Wrong account"})
        )
        stop.action_request()
        self.assertTrue(mine(self.head))
        self.assertFalse(mine(self.clerk) or mine(self.finance))
        stop.with_user(self.head).action_approve()
        self.assertFalse(mine(self.head))
        self.assertTrue(mine(self.finance))

    def test_what_is_closed_or_voided_waits_for_nobody(self):
        self.assertTrue(self.todo(self.batch))
        self.batch.with_user(self.clerk).action_void("Once more")
        self.assertFalse(self.todo(self.batch))
