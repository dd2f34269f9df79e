from freezegun import freeze_time

from odoo.fields import Command
from odoo.tests import tagged

from .common import FundCase


@tagged("post_install", "-at_install")
class TestDuty(FundCase):
    """The desk: what waits, for whom, and by when."""

    def mine(self, user):
        """Kinds and steps of what waits for a user."""
        duties = self.env["civil.fund.duty"].with_user(user)
        duties.invalidate_model()
        rows = duties.search([("is_mine", "=", True)])
        self.assertEqual(set(rows.mapped("is_mine")), {True} if rows else set())
        self.compare_with_desk(user, rows)
        return {(row.kind, row.step) for row in rows}

    def compare_with_desk(self, user, rows):
        """The desk of all addons shows the same; a head isn't waited for as a clerk."""
        todos = self.env["civil.todo"].with_user(user)
        models = ("indicator", "adjustment", "allocation", "lottery", "project")
        names = [f"civil.fund.{model}" for model in models]
        found = todos.search([("is_mine", "=", True), ("res_model", "in", names)])
        shown = {(todo.res_model, todo.res_id) for todo in found}
        waiting = {(row.res_model, row.res_id) for row in rows}
        self.assertLessEqual(shown, waiting)
        if user != self.head:
            self.assertEqual(shown, waiting)

    def test_an_indicator_goes_from_desk_to_desk(self):
        indicator = self.make_draft()
        self.assertIn(("indicator", "draft"), self.mine(self.finance))
        self.assertFalse(self.mine(self.head))
        indicator.action_submit()
        self.assertFalse(self.mine(self.finance))
        self.assertEqual(self.mine(self.head), {("indicator", "under_approval")})
        self.assertFalse(self.mine(self.deputy))
        indicator.with_user(self.head).action_review()
        self.assertFalse(self.mine(self.head))
        self.assertEqual(self.mine(self.deputy), {("indicator", "under_approval")})
        indicator.with_user(self.deputy).action_approve()
        self.assertFalse(self.mine(self.deputy))

    def test_an_allotment_ends_at_finance(self):
        plan = self.make_allocation()
        plan.action_submit()
        plan.with_user(self.head).action_review()
        plan.with_user(self.deputy).action_approve()
        self.assertIn(("allocation", "meeting"), self.mine(self.clerk))
        plan.write(
            {
                "meeting_date": "2031-03-10",
                "minutes_ids": [Command.set(self.make_paper().ids)],
            }
        )
        plan.action_decided()
        self.assertNotIn(("allocation", "meeting"), self.mine(self.clerk))
        self.assertIn(("allocation", "finance"), self.mine(self.finance))

    def test_late_milestones_are_red(self):
        project = self.env["civil.fund.project"].create(
            {
                "name": "Canteen",
                "division_id": self.district.id,
                "budget": 1,
                "manager_id": self.clerk.id,
                "milestone_ids": [
                    Command.create({"name": "Tender", "planned_date": "2031-03-01"})
                ],
            }
        )
        project._write_guarded({"state": "implementation"})
        duties = self.env["civil.fund.duty"].with_user(self.clerk)
        with freeze_time("2031-03-02 04:00:00"):
            row = duties.search([("watch", "=", "late"), ("kind", "=", "milestone")])
            self.assertEqual(len(row), 1)
            self.assertIn("Tender", row.name)
            opened = row.action_open()
        self.assertEqual(opened["res_model"], project._name)
        self.assertEqual(opened["res_id"], project.id)
        project.milestone_ids.actual_date = "2031-03-01"
        self.assertFalse(duties.search([("kind", "=", "milestone")]))

    def test_a_row_keeps_its_id(self):
        first = self.make_draft()
        duties = self.env["civil.fund.duty"].with_user(self.finance)
        row = duties.search([("name", "like", first.name)])
        self.make_draft()
        self.make_allocation()
        self.assertEqual(duties.search([("name", "like", first.name)]), row)

    def test_other_departments_wait_elsewhere(self):
        self.make_draft(department_id=self.care.id)
        duties = self.env["civil.fund.duty"]
        domain = [("kind", "=", "indicator")]
        self.assertFalse(duties.with_user(self.head).search(domain))
        self.assertTrue(duties.with_user(self.auditor).search(domain))

    def test_a_deadline_and_a_milestone_wait_on_the_desk(self):
        plan = self.make_allocation()
        todos = self.env["civil.todo"].search(
            [("res_model", "=", plan._name), ("res_id", "=", plan.id)]
        )
        self.assertEqual(todos.user_id, plan.create_uid)
        self.assertEqual(todos.due_at.date(), plan.deadline)
        self.assertEqual(todos.department_id, plan.department_id)

    def test_money_left_of_former_years_waits_for_finance(self):
        indicator = self.make_indicator(year=2031)
        with freeze_time("2031-12-30 04:00:00"):
            self.env["civil.todo"]._cron_refresh()
            self.assertNotIn(("indicator", "carry"), self.mine(self.finance))
        with freeze_time("2032-01-02 04:00:00"):
            self.env["civil.todo"]._cron_refresh()
            self.assertIn(("indicator", "carry"), self.mine(self.finance))
            todos = self.env["civil.todo"].with_user(self.finance)
            self.assertIn(
                indicator.id,
                todos.search([("res_model", "=", indicator._name)]).mapped("res_id"),
            )

    def test_a_successor_takes_over_what_is_not_ended(self):
        projects = self.env["civil.fund.project"].create(
            [
                {
                    "name": name,
                    "division_id": self.district.id,
                    "budget": 1,
                    "manager_id": self.clerk.id,
                }
                for name in ("Open", "Over")
            ]
        )
        projects[1]._write_guarded({"state": "rejected"})
        held = projects.search(projects._held_domain(self.clerk))
        self.assertIn(projects[0], held)
        self.assertNotIn(projects[1], held)
        todos = self.env["civil.todo"]
        domain = [("res_model", "=", held._name), ("res_id", "=", projects[0].id)]
        self.assertEqual(todos.search(domain).user_id, self.clerk)
        projects[0]._hand_over(self.finance)
        self.assertEqual(todos.search(domain).user_id, self.finance)
        self.assertEqual(projects[0].manager_id, self.finance)
