from odoo.tests import tagged

from odoo.addons.civil_inspection.tests.common import InspectionCase


@tagged("post_install", "-at_install")
class TestRectification(InspectionCase):
    """What wasn't put right goes on to enforcement, once."""

    def test_an_order_that_is_handed_over_becomes_a_clue(self):
        order = self.ordered()
        order.with_user(self.head).action_hand_over(reason="Nothing was done")
        clue = self.env["civil.enforcement.clue"].search(
            [("origin_model", "=", order._name), ("origin_id", "=", order.id)]
        )
        self.assertEqual(len(clue), 1)
        self.assertEqual((clue.source, clue.state), ("inspection", "registered"))
        self.assertEqual(clue.division_id, order.division_id)
        self.assertIn(order.number, clue.summary)
        self.assertEqual((order.handed_model, order.handed_id), (clue._name, clue.id))
        self.assertEqual(order._to_enforcement(), clue)
