import datetime

from freezegun import freeze_time

from odoo.tests import tagged

from .common import SocialCase


@tagged("post_install", "-at_install")
@freeze_time("2024-06-01 02:00:00")
class TestTerm(SocialCase):
    """Terms, their extension and reminders; grades by the rule of their day."""

    def test_alerts_six_and_three_months_before(self):
        for end, alert in (
            ("2024-05-31", "overdue"),
            ("2024-06-01", "late"),
            ("2024-09-01", "late"),
            ("2024-09-02", "soon"),
            ("2024-12-01", "soon"),
            ("2024-12-02", False),
        ):
            with self.subTest(end=end):
                org = self.make_org(f"测试区{end}协会", term_end=end)
                self.assertEqual(alert, org.term_alert)
                found = self.orgs.search(
                    [("term_alert", "=", alert), ("id", "=", org.id)]
                )
                self.assertEqual(org, found)

    def test_an_extension_puts_the_end_off_by_a_year_at_most(self):
        org = self.make_org(term_end="2024-05-31")
        extension = {
            "org_id": org.id,
            "term_end": "2024-05-31",
            "reason": "会员大会延期",
            "approved_on": "2024-05-20",
            "approval_no": "批复1号",
        }
        extensions = self.env["civil.social.extension"].with_user(self.clerk)
        with self.refusal("2025-05-31"):
            extensions.create({**extension, "date_to": "2025-06-01"})
        extensions.create({**extension, "date_to": "2025-05-31"})
        self.assertFalse(org.term_alert)
        self.assertEqual("2025-05-31", str(org.term_until))
        org.term_end = "2026-05-31"
        self.assertEqual("2026-05-31", str(org.term_until))

    def test_grades_hold_by_the_rule_of_their_announcement(self):
        """社会组织评估管理办法, before and since 2026-03-01."""
        org = self.make_org()
        for announced, start, end in (
            ("2025-05-10", "2025-05-10", "2030-05-09"),
            ("2026-02-28", "2026-02-28", "2031-02-27"),
            ("2026-03-01", "2027-01-01", "2031-12-31"),
            ("2026-05-10", "2027-01-01", "2031-12-31"),
        ):
            with self.subTest(announced=announced):
                org.grade_announced_on = announced
                self.assertEqual(
                    (start, end), (str(org.grade_from), str(org.grade_until))
                )

    def test_a_grade_holds_through_its_last_day(self):
        org = self.make_org(grade="3a", grade_until="2024-06-01")
        self.assertTrue(org.grade_valid)
        with freeze_time("2024-06-02 02:00:00"):
            org.invalidate_recordset()
            self.assertFalse(org.grade_valid)

    def test_what_is_due_waits_on_the_desk(self):
        org = self.make_org(
            term_end="2024-08-01",
            certificate_until="2024-07-01",
            user_id=self.clerk.id,
        )
        filing = self.env["civil.social.filing"].with_user(self.clerk)
        filing.create({"org_id": org.id, "kind": "officers", "event_on": "2024-05-20"})
        todos = self.env["civil.todo"].search(
            [("res_model", "=", org._name), ("res_id", "=", org.id)]
        )
        self.assertEqual(3, len(todos))
        self.assertEqual(self.clerk, todos.user_id)
        org.filing_ids.action_file()
        org.term_end = "2028-01-01"
        todos = todos.exists()
        self.assertEqual(["certificate"], todos.mapped("key"))

    def test_filings_are_due_thirty_days_after(self):
        org = self.make_org()
        filing = self.env["civil.social.filing"].create(
            {"org_id": org.id, "kind": "officers", "event_on": "2024-05-01"}
        )
        self.assertEqual(datetime.date(2024, 5, 31), filing.due_on)
        self.assertTrue(filing.is_late)
        filing.filed_on = "2024-05-31"
        self.assertFalse(filing.is_late)
