from odoo.tests import TransactionCase, tagged


@tagged("post_install", "-at_install")
class TestSocialInspection(TransactionCase):
    """The annual inspections of the demonstration, as their people find them."""

    def act(self, model, login="social"):
        user = self.env.ref(f"civil_demo.user_{login}")
        return self.env[f"civil.social.{model}"].with_user(user)

    def test_one_is_announced_and_one_has_something_at_each_step(self):
        inspections = self.act("inspection").search([])
        by_state = {inspection.state: inspection for inspection in inspections}
        self.assertEqual({"published", "open"}, set(by_state))
        self.assertTrue(by_state["published"].announcement_id)
        self.assertLessEqual(
            {
                "not_started",
                "supervisor_review",
                "returned",
                "registrar_review",
                "proposed",
                "concluded",
            },
            set(by_state["open"].report_ids.mapped("state")),
        )

    def test_something_follows_from_the_announced_one(self):
        self.assertTrue(self.act("consequence").search([("state", "=", "proposed")]))
        orders = set(self.act("rectification").search([]).mapped("state"))
        self.assertLessEqual({"rectified", "reported"}, orders)

    def test_the_supervising_unit_sees_its_own(self):
        reports = self.act("report", "supervisor").search([])
        self.assertTrue(reports)
        unit = self.env.ref("civil_demo.user_supervisor").social_unit_ids
        self.assertEqual(unit, reports.supervisor_id)
