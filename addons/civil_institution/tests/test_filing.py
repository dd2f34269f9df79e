import datetime

from freezegun import freeze_time

from odoo.exceptions import UserError
from odoo.tests import tagged

from .common import COMPLETE, InstitutionCase


@tagged("post_install", "-at_install")
@freeze_time("2024-06-05 04:00:00")
class TestFiling(InstitutionCase):
    """《养老机构管理办法》: filing, first check, suspension and end."""

    def file(self, home):
        home.with_user(self.clerk).write(COMPLETE)
        home.with_user(self.clerk).action_apply()
        home.with_user(self.clerk).action_file()

    def test_limits_are_working_days(self):
        # 2024-06-10 was the Dragon Boat Festival where holidays are on record.
        self.home.first_admission_on = "2024-06-03"
        expected = self.env["civil.workday"]._add_workdays(
            datetime.date(2024, 6, 3), 10
        )
        self.assertEqual(expected, self.home.filing_due)
        self.assertGreaterEqual(self.home.filing_due, datetime.date(2024, 6, 17))
        todo = self.env["civil.todo"].search(
            [("res_model", "=", self.home._name), ("res_id", "=", self.home.id)]
        )
        self.assertEqual("file", todo.key)

    def test_an_incomplete_application_names_what_is_missing(self):
        with self.assertRaisesRegex(UserError, "Commitment Signed"):
            self.home.with_user(self.clerk).action_apply()
        self.assertEqual("registered", self.home.state)

    def test_nine_beds_are_not_filed_by_any_way(self):
        self.home.with_user(self.clerk).write({**COMPLETE, "beds_approved": 9})
        with self.assertRaisesRegex(UserError, "9 beds"):
            self.home.with_user(self.clerk).action_apply()
        with self.assertRaisesRegex(UserError, "9 beds"):
            self.home.with_user(self.clerk).action_note_filed("2020-01-01")
        self.assertFalse(self.home.filing_date)

    def test_beds_may_not_be_lost_before_the_receipt(self):
        home = self.home.with_user(self.clerk)
        home.write(COMPLETE)
        home.action_apply()
        home.beds_approved = 9
        with self.assertRaisesRegex(UserError, "9 beds"):
            home.action_file()

    def test_the_receipt_says_what_was_filed(self):
        self.file(self.home)
        self.assertEqual("filed", self.home.state)
        self.assertEqual(datetime.date(2024, 6, 5), self.home.filing_date)
        receipt = self.home.document_ids
        self.assertEqual("养老机构备案回执", receipt.title)
        self.assertEqual("issued", receipt.state)
        for word in (self.home.name, self.home.filing_no, "40张", "迎宾大道1号"):
            self.assertIn(word, receipt.body)
        self.assertEqual(
            self.env["civil.workday"]._add_workdays(datetime.date(2024, 6, 5), 20),
            self.home.first_check_due,
        )

    def test_what_is_to_be_corrected_is_told(self):
        home = self.home.with_user(self.clerk)
        home.write(COMPLETE)
        home.action_apply()
        with self.assertRaises(UserError):
            home.action_correct(" ")
        home.action_correct("缺消防验收材料")
        self.assertEqual("to_correct", home.state)
        self.assertEqual("缺消防验收材料", home.correction_note)
        home.action_apply()
        home.action_file()
        self.assertFalse(home.correction_note)

    def test_residents_are_told_sixty_days_before(self):
        self.file(self.home)
        home = self.home.with_user(self.head)
        with self.assertRaisesRegex(UserError, "told"):
            home.action_suspend()
        home.write({"notice_on": "2024-06-05", "stop_on": "2024-08-03"})
        with self.assertRaisesRegex(UserError, "plan"):
            home.action_suspend()
        home.resettlement_plan = "转入区社会福利院"
        with self.assertRaisesRegex(UserError, "2024-08-04"):
            home.action_suspend()
        home.stop_on = "2024-08-04"
        home.action_suspend()
        self.assertEqual("suspended", home.state)
        home.action_resume()
        self.assertEqual("filed", home.state)

    def test_nobody_closes_over_residents(self):
        home = self.home.with_user(self.head)
        home.write({"stop_on": "2024-06-05", "resident_count": 1})
        with self.assertRaisesRegex(UserError, "residents"):
            home.action_close()
        home.resident_count = 0
        home.action_close()
        self.assertEqual("closed", home.state)
        self.assertFalse(home.has_findings)

    def test_numbers_of_filings_are_given_by_steps_only(self):
        for vals in ({"filing_no": "1"}, {"filing_date": "2024-01-01"}):
            with self.assertRaises(UserError):
                self.home.with_user(self.clerk).write(vals)

    def test_a_check_counts_as_the_first(self):
        self.file(self.home)
        self.home._note_check(datetime.date(2024, 6, 4))
        self.assertFalse(self.home.first_checked_on)
        self.home._note_check(datetime.date(2024, 6, 20))
        self.assertEqual(datetime.date(2024, 6, 20), self.home.first_checked_on)
        self.assertEqual(datetime.date(2024, 6, 20), self.home.last_checked_on)

    def test_institutions_are_objects_of_inspections(self):
        self.assertEqual(self.home.organization_id, self.home.object_id.organization_id)
        self.home.with_user(self.head).write({"stop_on": "2024-06-05"})
        self.home.with_user(self.head).action_close()
        objects = self.env["civil.inspection.object"].with_context(active_test=False)
        found = objects.search(
            [("res_model", "=", self.home._name), ("res_id", "=", self.home.id)]
        )
        self.assertFalse(found.active)
