from odoo.exceptions import UserError
from odoo.tests import tagged

from .common import SOUND, InspectionCase


@tagged("post_install", "-at_install")
class TestPortalApi(InspectionCase):
    """What the organization's own screens are built on."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.org = cls.make_org(supervisor_type="direct", supervisor_id=False)
        cls.env["civil.social.org.year"].create(
            {"org_id": cls.org.id, "year": 2022, "net_assets": 48000}
        )
        cls.inspection, [cls.report] = cls.open_inspection(cls.org)
        cls.report = cls.report.sudo()

    def fields_of(self, report):
        return {
            field["name"]: field
            for section in report._portal_sections()
            for field in section["fields"]
        }

    def test_the_register_is_carried_into_the_report(self):
        shown = self.fields_of(self.report)
        self.assertEqual("安心幼儿园", shown["reg_name"]["value"])
        self.assertEqual("30000.00", shown["reg_fund"]["value"])
        self.assertEqual("48000.00", shown["opening_net_assets"]["value"])
        self.assertEqual("2026-05-31", shown["term_end_on"]["value"])
        self.assertTrue(shown["reg_name"]["required"])

    def test_only_what_the_kind_is_asked_is_shown_and_taken(self):
        self.assertNotIn("dues_collected", self.fields_of(self.report))
        with self.assertRaisesRegex(UserError, "doesn't ask for dues_collected"):
            self.report._portal_save({"dues_collected": 1})
        for name in ("state", "conclusion", "org_id", "is_late"):
            with self.assertRaisesRegex(UserError, "doesn't ask for"):
                self.report._portal_save({name: False})

    def test_problems_stand_with_their_fields(self):
        problems = self.report._portal_save(
            {"insured_count": 5, "staff_count": 3, "income": 10}
        )
        self.assertIn("insured_count", problems)
        self.assertIn("income", problems)
        self.assertIn("contact_name", problems)
        self.assertIn("file_ids", problems)
        self.assertTrue(self.report.saved_at)
        problems = self.fill(self.report, income=40000, insured_count=2)
        self.assertEqual(["file_ids"], list(problems))
        self.assertFalse(self.report._problems())

    def test_fractions_of_a_yuan_add_up(self):
        problems = self.fill(
            self.report,
            income_donation=0.1,
            income_service=0.2,
            income=0.3,
            expense_activity=0.1,
            expense_admin=0.7,
            expense=0.8,
        )
        self.assertEqual(["file_ids"], list(problems))

    def test_last_years_answers_stand_beside_this_years(self):
        self.submit(self.report, activity_count=9)
        self.inspection.with_context(active_test=False)
        following, [report] = self.open_inspection(self.org, year=2024)
        shown = self.fields_of(report.sudo())
        self.assertEqual(9, shown["activity_count"]["last"])
        self.assertEqual("60000.00", shown["opening_net_assets"]["value"])
        self.assertEqual(self.report.id, report.previous_id.id)
        self.assertEqual("open", following.state)

    def test_a_handed_in_report_takes_nothing(self):
        self.submit(self.report)
        with self.assertRaisesRegex(UserError, "stays as it is"):
            self.report._portal_save({"activity_count": 1})
        with self.assertRaisesRegex(UserError, "papers stay"):
            self.report._portal_add_file("report", "a.pdf", "UERG")

    def test_papers_the_report_asks_for_only(self):
        with self.assertRaisesRegex(UserError, "doesn't ask for this paper"):
            self.report._portal_add_file("nothing", "a.pdf", "UERG")
        first = self.report._portal_add_file("report", "a.pdf", "UERG")
        self.report._portal_add_file("report", "a.pdf", "UERH")
        self.assertFalse(first.exists())
        self.assertEqual(1, len(self.report.file_ids))

    def test_a_later_version_of_the_report_asks_for_more(self):
        item = self.env.ref("civil_social_org_inspection.item_honor_note")
        item.year_to = 2022
        self.assertNotIn("honor_note", self.fields_of(self.report))
        item.write({"year_from": 2023, "year_to": False})
        self.assertIn("honor_note", self.fields_of(self.report))
        self.assertNotIn("honor_note", SOUND)
