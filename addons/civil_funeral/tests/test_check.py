import datetime

from odoo.exceptions import UserError
from odoo.tests import tagged

from .reconciliation_common import ReconciliationCase


@tagged("post_install", "-at_install")
class TestCheck(ReconciliationCase):
    """Checks: made once, reported in the village, closed by a person."""

    def check(self):
        return self.env["civil.funeral.check"].search([])

    def test_one_task_a_death(self):
        self.fact("police")
        record = self.reconcile()
        task = self.check()
        self.assertEqual(task, record.line_ids.task_id)
        self.assertEqual("2026-09-18", str(task.due_date))
        record.action_compute_again()
        self.assertEqual(task, self.check())
        self.assertTrue(task.is_found)

    def test_no_longer_found_and_still_closed_by_a_person(self):
        self.fact("police", order=7)
        record = self.reconcile()
        self.place_ashes(self.case(order=7))
        record.action_compute_again()
        task = self.check()
        self.assertFalse(task.is_found)
        self.assertEqual("open", task.state)

    def test_the_village_reports_and_the_section_closes(self):
        self.fact("police")
        self.reconcile()
        todos = self.env["civil.todo"].search(
            [("res_model", "=", "civil.funeral.check")]
        )
        self.assertEqual("civil_funeral.group_informant", self.group(todos))
        task = self.check().with_user(self.informant)
        with self.assertRaisesRegex(UserError, "still missing"):
            task.action_report(result="placed")
        task.action_report(
            result="secret_burial", reason="未火化，已土葬", proof="现场笔录1号"
        )
        todos = self.env["civil.todo"].search(
            [("res_model", "=", "civil.funeral.check")]
        )
        self.assertEqual("civil_funeral.group_clerk", self.group(todos))
        with self.assertRaises(UserError):
            task.reason = "改写"
        task.with_user(self.clerk).action_send_back("请补充照片")
        task.action_report(proof="现场笔录1号、照片3张")
        task.with_user(self.clerk).action_close()
        self.assertEqual("closed", task.state)
        self.assertEqual(self.clerk, task.closed_uid)

    def group(self, todos):
        self.assertEqual(1, len(todos))
        return todos.group_id.get_external_id()[todos.group_id.id]

    def test_nobody_else(self):
        self.fact("police")
        record = self.reconcile()
        task = self.check()
        values = {"result": "placed", "reason": "已安放", "proof": "证"}
        for user in (
            self.other_informant,
            self.east_clerk,
            self.home_user,
            self.deputy,
            self.auditor,
            self.staff,
        ):
            with self.subTest(user=user.login):
                with self.assertRaises(UserError), self.env.cr.savepoint():
                    task.with_user(user).action_report(**values)
                with self.assertRaises(UserError), self.env.cr.savepoint():
                    record.with_user(user).action_compute_again()
                with self.assertRaises(UserError), self.env.cr.savepoint():
                    self.reconcile(user=user, period=datetime.date(2026, 7, 1))
        task.with_user(self.informant).action_report(**values)
        for user in (self.informant, self.east_clerk, self.home_user, self.deputy):
            for name in ("action_close", "action_send_back"):
                with self.assertRaises(UserError), self.env.cr.savepoint():
                    reason = ["x"] if name == "action_send_back" else []
                    getattr(task.with_user(user), name)(*reason)
        self.env.invalidate_all()
        self.assertEqual("reported", task.state)

    def test_tasks_are_neither_made_nor_deleted_by_hand(self):
        tasks = self.env["civil.funeral.check"]
        for user in (self.clerk, self.env.user):
            with self.assertRaises(UserError):
                tasks.with_user(user).create(
                    {"name": "x", "division_id": self.village.id}
                )
        self.fact("police")
        self.reconcile()
        task = self.check()
        for vals in ({"is_found": False}, {"name": "y"}, {"state": "closed"}):
            with self.assertRaises(UserError):
                task.with_user(self.clerk).write(vals)
        with self.assertRaises(UserError):
            task.unlink()

    def test_divisions(self):
        self.fact("police")
        record = self.reconcile()
        for model in ("line", "town"):
            records = self.env[f"civil.funeral.reconciliation.{model}"]
            seen = records.with_user(self.east_clerk).search(
                [("reconciliation_id", "=", record.id)]
            )
            self.assertFalse(seen.division_id - self.west - self.other_village)
        self.assertFalse(
            self.env["civil.funeral.check"].with_user(self.east_clerk).search([])
        )
