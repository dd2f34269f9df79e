from odoo.tests import TransactionCase, tagged


@tagged("post_install", "-at_install")
class TestTrade(TransactionCase):
    """The funeral trade of the demonstration, as the section finds it."""

    def act(self, model):
        clerk = self.env.ref("civil_demo.user_burial")
        return self.env[f"civil.funeral.{model}"].with_user(clerk)

    def test_there_is_something_to_do(self):
        shops = self.act("shop")
        for name in ("sells_banned", "is_over", "is_unchecked"):
            self.assertTrue(shops.search_count([(name, "=", True)]), name)
        states = set(self.act("transition").search([]).mapped("state"))
        self.assertLessEqual({"talking", "agreed"}, states)
        self.assertTrue(self.act("agent").search([("state", "=", "draft")]))

    def test_inspections_of_shops_leave_something_behind(self):
        violations = self.act("violation").search([("inspection_id", "!=", False)])
        self.assertTrue(violations)
        shops = violations.shop_id
        self.assertTrue(all(shop.last_checked_on for shop in shops))
        self.assertEqual(
            violations.inspection_id.object_id, shops.object_id, "found where it was"
        )

    def test_a_cleanup_is_over_and_one_is_running(self):
        cleanups = self.act("cleanup").search([])
        self.assertEqual({"closed", "running"}, set(cleanups.mapped("state")))
        closed = cleanups.filtered(lambda cleanup: cleanup.state == "closed")
        self.assertEqual(closed.site_count, closed.cleared_count)
