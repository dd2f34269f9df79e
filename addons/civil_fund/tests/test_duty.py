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
        return {(row.kind, row.step) for row in rows}

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
