from odoo.tests import TransactionCase, tagged


@tagged("post_install", "-at_install")
class TestInspections(TransactionCase):
    """The funeral section's draw, order and hazards, as whoever looks finds them."""

    def user(self, login):
        return self.env.ref(f"civil_demo.user_{login}")

    def test_the_draw_can_be_repeated(self):
        draws = self.env["civil.inspection.draw"].with_user(self.user("auditor"))
        drawn = draws.search([("state", "=", "drawn")])
        self.assertTrue(drawn)
        self.assertTrue(drawn.action_recompute()["params"]["same"])
        self.assertTrue(draws.search([("state", "=", "frozen")]))

    def test_there_is_something_at_each_step(self):
        states = set(self.env["civil.inspection"].search([]).mapped("state"))
        self.assertLessEqual({"planned", "notified", "signed", "published"}, states)
        order = self.env["civil.rectification"].search([("failed_count", ">", 0)])
        self.assertEqual((order.state, order.failed_count), ("issued", 1))
        self.assertTrue(self.env["civil.hazard"].search([("is_listed", "=", True)]))

    def test_inspections_stand_on_the_desk(self):
        for login in ("burial", "burial_head"):
            todos = self.env["civil.todo"].with_user(self.user(login))
            waiting = todos.search([("is_mine", "=", True)])
            models = set(waiting.mapped("res_model"))
            self.assertIn("civil.inspection", models, login)
