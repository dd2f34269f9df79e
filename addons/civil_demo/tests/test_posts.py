from odoo.tests import TransactionCase, tagged


@tagged("post_install", "-at_install")
class TestPosts(TransactionCase):
    """Handovers and leave, as whoever looks around finds them."""

    def user(self, login):
        return self.env.ref(f"civil_demo.user_{login}")

    def test_one_handover_is_done_and_one_waits_for_the_clerk(self):
        handovers = self.env["civil.handover"].search([])
        self.assertEqual(set(handovers.mapped("state")), {"confirmed", "given"})
        done = handovers.filtered(lambda handover: handover.state == "confirmed")
        self.assertFalse(self.user("former").active)
        self.assertIn("moved", done.line_ids.mapped("outcome"))
        held = self.env["civil.fund.project"].search(
            [("manager_id", "=", self.user("former").id)]
        )
        self.assertFalse(held)
        todos = self.env["civil.todo"].with_user(self.user("clerk"))
        waiting = todos.search(
            [("is_mine", "=", True), ("res_model", "=", "civil.handover")]
        )
        self.assertEqual(waiting.res_id, (handovers - done).id)

    def test_the_head_is_asked_about_leave(self):
        todos = self.env["civil.todo"].with_user(self.user("head"))
        self.assertTrue(
            todos.search(
                [("is_mine", "=", True), ("res_model", "=", "civil.delegation")]
            )
        )

    def test_everybody_finds_his_step_on_the_desk(self):
        for login in ("clerk", "head", "deputy", "cashier"):
            counts = (
                self.env["civil.todo"].with_user(self.user(login)).retrieve_dashboard()
            )
            self.assertTrue(counts["mine"], login)
