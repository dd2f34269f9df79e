from unittest.mock import patch

from freezegun import freeze_time

from odoo.exceptions import UserError

from ..hooks import uninstall_hook
from .common import InspectionCase


class TestRectification(InspectionCase):
    """From the order to its end, with the limits and who may not check again."""

    def reported(self):
        order = self.ordered()
        order.with_user(self.clerk3).write({"report": "Boxes are gone"})
        order.with_user(self.clerk3).action_report()
        return order

    def test_whole_course(self):
        order = self.ordered()
        self.assertEqual(order.item_ids.finding, "Boxes in the exit")
        self.assertEqual(order.document_ids.kind_id.code, "rectification_order")
        self.assertEqual(str(order.due_date), "2024-04-03")
        order.with_user(self.clerk3).write({"report": "Boxes are gone"})
        order.with_user(self.clerk3).action_report()
        order.with_user(self.head).action_pass("Seen")
        self.assertEqual(order.state, "closed")
        self.assertEqual(order.closed_uid, self.head)
        self.assertTrue(order.recheck_ids.passed)
        self.assertFalse(order.due_date)

    def test_a_deadline_of_its_own(self):
        record = self.signed()
        record.action_order_rectification()
        order = record.rectification_ids
        order.deadline = "2024-03-04"
        with self.assertRaisesRegex(UserError, "has to lie ahead"):
            order.action_issue()
        order.deadline = "2024-03-08"
        order.action_issue()
        self.assertEqual(str(order.due_date), "2024-03-08")

    def test_made_once(self):
        record = self.signed()
        record.action_order_rectification()
        record.action_order_rectification()
        self.assertEqual(len(record.rectification_ids), 1)
        fine = self.signed(problem=False)
        with self.assertRaisesRegex(UserError, "nothing has to be put right"):
            fine.action_order_rectification()

    def test_whoever_reported_it_does_not_check_it_again(self):
        order = self.reported()
        with self.assertRaisesRegex(UserError, "whoever reported it"):
            order.with_user(self.clerk3).action_pass("Fine")
        with self.assertRaisesRegex(UserError, "whoever reported it"):
            order.with_user(self.clerk3).action_fail("Bad")

    def test_whoever_found_it_does_not_check_it_again(self):
        order = self.reported()
        for user in (self.clerk, self.clerk2):
            with self.assertRaisesRegex(UserError, "whoever found it"):
                order.with_user(user).action_pass("Fine")
        self.assertFalse(order.recheck_ids)

    def test_a_failed_recheck_is_kept(self):
        order = self.reported()
        order.with_user(self.head).action_fail("One box is left")
        self.assertEqual((order.state, order.failed_count), ("issued", 1))
        self.assertEqual(order.recheck_ids.report, "Boxes are gone")
        order.with_user(self.clerk3).write({"report": "That one, too"})
        order.with_user(self.clerk3).action_report()
        order.with_user(self.head).action_pass()
        self.assertEqual(order.state, "closed")
        self.assertEqual(len(order.recheck_ids), 2)

    def test_one_extension_by_the_head(self):
        order = self.ordered()
        with self.assertRaisesRegex(UserError, "Only a section head"):
            order.action_extend("Rain")
        order.with_user(self.head).action_extend("Rain")
        self.assertEqual(str(order.due_date), "2024-04-18")
        self.assertEqual(order.extension_reason, "Rain")
        with self.assertRaisesRegex(UserError, "once"):
            order.with_user(self.head).action_extend("Snow")

    def test_overdue_comes_before_the_head(self):
        order = self.ordered()
        orders = self.env["civil.rectification"]
        with freeze_time("2024-04-03 08:00:00"):
            orders._cron_escalate()
            self.assertFalse(order.escalated_date)
        with freeze_time("2024-04-08 01:00:00"):
            order.invalidate_recordset()
            self.assertTrue(order.is_overdue)
            orders._cron_escalate()
            self.assertTrue(order.escalated_date)
            head = self.env.ref("civil_inspection.group_head")
            todos = self.env["civil.todo"].search(
                [("res_model", "=", order._name), ("res_id", "=", order.id)]
            )
            self.assertIn(head, todos.group_id)
            first = order.escalated_date
            orders._cron_escalate()
            self.assertEqual(order.escalated_date, first)

    def hook(self, taken):
        """What enforcement makes of an order, whether it is installed or not."""
        orders = self.env.registry["civil.rectification"]
        return patch.object(orders, "_to_enforcement", lambda record: taken)

    def test_handed_to_enforcement_by_the_hook(self):
        order = self.ordered()
        with self.assertRaisesRegex(UserError, "your role"):
            order.action_hand_over("Ignored us")
        clue = self.env["res.partner"].create({"name": "A clue"})
        with self.hook(clue):
            order.with_user(self.head).action_hand_over("Ignored us")
        self.assertEqual(order.state, "handed_over")
        self.assertEqual(order.close_reason, "Ignored us")
        self.assertEqual(order.action_open_handed()["res_id"], clue.id)
        self.assertEqual(order.clock_ids.state, "met")

    def test_without_enforcement_it_is_only_marked(self):
        order = self.ordered()
        with self.hook(None):
            order.with_user(self.head).action_hand_over("Ignored us")
        self.assertEqual((order.state, order.handed_id), ("handed_over", 0))

    def test_what_was_issued_stays(self):
        order = self.ordered()
        for attempt in (
            lambda: order.item_ids.write({"finding": "Nothing"}),
            lambda: order.item_ids.unlink(),
            lambda: order.write({"requirement": "More"}),
            lambda: order.unlink(),
            lambda: order.item_ids.create(
                {"rectification_id": order.id, "name": "More"}
            ),
        ):
            with self.assertRaisesRegex(UserError, "was issued"):
                attempt()

    def test_reports_stay_until_checked(self):
        order = self.reported()
        with self.assertRaisesRegex(UserError, "stays until it was checked"):
            order.write({"report": "Better words"})
        with self.assertRaisesRegex(UserError, "write what the object reports"):
            self.ordered().action_report()

    def test_rechecks_are_not_written_by_hand(self):
        order = self.reported()
        rechecks = self.env["civil.rectification.recheck"].with_user(self.head)
        with self.assertRaises(UserError):
            rechecks.create({"rectification_id": order.id, "passed": True})
        with self.assertRaises(UserError):
            order.write({"state": "closed"})

    def test_time_limits_go_with_the_module(self):
        order = self.ordered()
        mine = [("res_model", "in", (order._name, "civil.inspection"))]
        self.assertTrue(self.env["civil.clock"].search(mine))
        uninstall_hook(self.env)
        self.assertFalse(self.env["civil.clock"].search(mine))

    def test_withdrawn(self):
        order = self.ordered()
        order.with_user(self.head).action_withdraw("Wrong object")
        self.assertEqual(order.state, "withdrawn")
        self.assertEqual(order.clock_ids.state, "cancelled")
