from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import tagged

from .common import FundCase


@tagged("post_install", "-at_install")
class TestProject(FundCase):
    """A project from its proposal to its end."""

    def project(self, **values):
        return (
            self.env["civil.fund.project"]
            .with_user(self.clerk)
            .create(
                {
                    "name": "Mutual-aid care center",
                    "division_id": self.district.id,
                    "budget": 300000,
                    "date_from": "2031-01-01",
                    "date_to": "2031-12-31",
                    "milestone_ids": [
                        Command.create(
                            {"name": name, "planned_date": day, "weight": weight}
                        )
                        for name, day, weight in (
                            ("Tender", "2031-03-01", 1),
                            ("Building", "2031-09-01", 3),
                        )
                    ],
                    "goal_ids": [Command.create({"name": "Beds", "target": "≥ 30"})],
                    **values,
                }
            )
        )

    def decided(self, **values):
        project = self.project(**values)
        project.action_submit()
        project.with_user(self.head).action_pool()
        project.with_user(self.deputy).action_decide()
        return project

    def lottery(self, project):
        """Lottery money in force that pays for the project."""
        return self.make_indicator(
            project_id=project.id,
            payment_kind="project",
            source="lottery",
            fund_nature="government_fund",
            lottery_purpose="elderly",
            function_id=self.env.ref("civil_fund.function_2296002").id,
        )

    def test_the_course_of_a_project(self):
        project = self.decided()
        with self.assertRaisesRegex(UserError, "no budget indicator"):
            project.action_start()
        indicator = self.lottery(project)
        project.action_start()
        with self.assertRaisesRegex(UserError, "“Tender” hasn't been reached"):
            project.action_accept()
        project.milestone_ids[0].actual_date = "2031-02-20"
        self.assertEqual(project.progress, 25)
        project.milestone_ids[1].percent = 50
        self.assertEqual(project.progress, 62.5)
        project.milestone_ids[1].actual_date = "2031-08-20"
        self.assertEqual(project.progress, 100)
        with self.assertRaisesRegex(UserError, "中国福利彩票"):
            project.action_accept()
        project.write(
            {"has_mark": True, "mark_ids": [Command.set(self.make_paper("a.jpg").ids)]}
        )
        project.action_accept()
        project.acceptance_result = "As planned"
        project.with_user(self.head).action_evaluate()
        with self.assertRaisesRegex(UserError, "“Beds” has no result"):
            project.with_user(self.head).action_close()
        project.goal_ids.actual = "32"
        project.evaluation_result = "Good"
        project.with_user(self.head).action_close()
        self.assertEqual(project.state, "closed")
        self.book(indicator, "pay", 600)
        self.book(indicator, "refund", 100)
        self.assertEqual((project.paid_amount, project.indicator_amount), (500, 1000))

    def test_three_people(self):
        project = self.project()
        project.action_submit()
        self.clerk.group_ids += self.env.ref("civil_fund.group_head")
        with self.assertRaisesRegex(UserError, "can't review"):
            project.action_pool()
        self.head.group_ids += self.env.ref("civil_fund.group_deputy")
        project.with_user(self.head).action_pool()
        with self.assertRaisesRegex(UserError, "can't decide"):
            project.with_user(self.head).action_decide()

    def test_who_may_not(self):
        project = self.project()
        project.action_submit()
        for user in (self.clerk2, self.finance, self.auditor, self.admin):
            with self.assertRaises(UserError):
                project.with_user(user).action_pool()
        with self.assertRaises(AccessError):
            self.env["civil.fund.project"].with_user(self.auditor).create({"name": "x"})
        with self.assertRaises(UserError):
            project.with_user(self.deputy).action_decide()

    def test_incomplete_proposals(self):
        for values in ({"milestone_ids": []}, {"goal_ids": []}, {"date_to": False}):
            with self.assertRaises(UserError):
                self.project(**values).action_submit()

    def test_reviewed_it_keeps_its_budget(self):
        project = self.decided()
        with self.assertRaisesRegex(UserError, "stay"):
            project.budget = 1
        with self.assertRaises(UserError):
            project.unlink()

    def test_rejected_with_a_reason_and_taken_up_again(self):
        project = self.project()
        project.action_submit()
        project.with_user(self.head).action_reject("Too dear")
        self.assertEqual(
            (project.state, project.reject_reason), ("rejected", "Too dear")
        )
        project.action_propose_again()
        self.assertEqual(project.state, "proposal")

    def test_late_milestones_are_found(self):
        project = self.decided()
        with freeze_time("2031-03-02 04:00:00"):
            project.invalidate_recordset()
            self.assertEqual(project.late_milestone_count, 1)
            found = project.search([("late_milestone_count", ">", 0)])
            self.assertIn(project, found)
        with freeze_time("2031-03-01 04:00:00"):
            project.invalidate_recordset()
            self.assertEqual(project.late_milestone_count, 0)

    def test_the_own_department_only(self):
        self.join(self.clerk, self.care)
        project = self.project(department_id=self.care.id)
        with self.assertRaises(AccessError):
            project.with_user(self.clerk2).read(["name"])
        self.assertTrue(project.with_user(self.clerk).read(["name"]))
