from psycopg2.errors import ExclusionViolation, UniqueViolation

from odoo.exceptions import UserError, ValidationError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import InspectionCase


@tagged("post_install", "-at_install")
class TestRules(InspectionCase):
    """Who is due by which rule, and that the list stays as it was frozen."""

    def test_days_follow_from_the_rule_of_the_kind(self):
        for kind, cutoff, supervisor, registrar in (
            (self.association, "2023-06-30", "2024-03-31", "2024-05-31"),
            (self.unit_kind, "2023-06-30", "2024-03-31", "2024-05-31"),
            (self.foundation, "2023-12-31", "2024-03-31", "2024-03-31"),
        ):
            with self.subTest(kind=kind.code):
                inspection = self.make_inspection(kind)
                days = (
                    inspection.cutoff_date,
                    inspection.supervisor_due,
                    inspection.registrar_due,
                )
                self.assertEqual((cutoff, supervisor, registrar), tuple(map(str, days)))

    def test_a_day_that_the_bureau_sets_leaves_the_others_to_the_rule(self):
        inspection = self.make_inspection(registrar_due="2024-06-30")
        self.assertEqual("2024-06-30", str(inspection.registrar_due))
        self.assertEqual("2024-03-31", str(inspection.supervisor_due))
        self.assertEqual("2023-06-30", str(inspection.cutoff_date))

    def test_the_bureaus_own_rule_comes_before_the_national_one(self):
        rule = self.env.ref("civil_social_org_inspection.rule_association")
        rule.copy({"is_own": True, "year_from": 2023, "cutoff": "12-31"})
        self.assertEqual(
            "2023-12-31", str(self.make_inspection(self.association).cutoff_date)
        )
        earlier = self.make_inspection(self.association, year=2022)
        self.assertEqual("2022-06-30", str(earlier.cutoff_date))

    def test_versions_do_not_overlap(self):
        rule = self.env.ref("civil_social_org_inspection.rule_association")
        with mute_logger("odoo.sql_db"), self.assertRaises(ExclusionViolation):
            rule.copy({"year_from": 2023})

    def test_a_day_that_is_none_is_refused(self):
        rule = self.env.ref("civil_social_org_inspection.rule_association")
        with self.assertRaisesRegex(ValidationError, "is no day"):
            rule.cutoff = "06-31"

    def test_the_list_is_frozen_with_who_is_not_due_and_why(self):
        due = self.make_org("甲园", registration_date="2023-06-30")
        late = self.make_org("乙园", registration_date="2023-07-01")
        ended = self.make_org("丙园")
        ended._end("deregistered", "2023-09-01", "自愿注销")
        gone = self.make_org("丁园")
        gone._end("deregistered", "2022-12-31", "自愿注销")
        other = self.make_org("某协会", kind_id=self.association.id)
        inspection = self.make_inspection()
        inspection.action_open()
        self.assertEqual(due, inspection.report_ids.org_id)
        self.assertEqual(
            {late: "new", ended: "ended"},
            {line.org_id: line.reason for line in inspection.exclusion_ids},
        )
        self.assertNotIn(other, inspection.report_ids.org_id)
        self.assertEqual(
            (3, 1, 2),
            (inspection.total_count, inspection.due_count, inspection.excluded_count),
        )
        self.make_org("戊园")
        self.assertEqual(due, inspection.report_ids.org_id)
        with self.assertRaisesRegex(UserError, "frozen"):
            inspection.cutoff_date = "2023-12-31"
        with self.assertRaisesRegex(UserError, "is kept"):
            inspection.unlink()

    def test_only_what_lies_in_the_inspections_place_is_due(self):
        east = self.make_org("东园")
        self.make_org("西园", division_id=self.west.id)
        inspection = self.make_inspection(division_id=self.east.id)
        inspection.action_open()
        self.assertEqual(east, inspection.report_ids.org_id)

    def test_nobody_due_is_said(self):
        with self.assertRaisesRegex(UserError, "no organization of this kind is due"):
            self.make_inspection(self.foundation).action_open()

    def test_a_year_and_kind_once(self):
        self.make_inspection()
        with mute_logger("odoo.sql_db"), self.assertRaises(UniqueViolation):
            self.make_inspection()

    def test_conclusions_follow_from_the_numbers_of_the_rule(self):
        org = self.make_org(supervisor_type="direct", supervisor_id=False)
        inspection, [report] = self.open_inspection(org)
        inspection.rule_id.write({"unqualified_serious": 2, "unqualified_minor": 3})
        self.submit(
            report,
            activity_count=0,
            fee_item_count=1,
            party_form="none",
            opening_net_assets=49000,
        )
        found = self.found(report)
        minor = ["fees_not_published", "party_missing", "figures_wrong"]
        self.assertEqual({"no_activity", *minor}, set(found))
        found["no_activity"].with_user(self.clerk).action_confirm()
        self.assertEqual("basically", report.proposed_conclusion, "one serious of two")
        for code in minor:
            found[code].with_user(self.clerk).action_confirm()
        self.assertEqual("unqualified", report.proposed_conclusion, "three minor")

    def test_an_item_needs_a_field_of_the_report(self):
        with self.assertRaisesRegex(ValidationError, "has no field"):
            self.env["civil.social.report.item"].create(
                {"section": "other", "field_name": "conclusion"}
            )

    def test_a_sentence_names_known_places_only(self):
        ground = self.env.ref("civil_social_org_inspection.ground_late")
        with self.assertRaisesRegex(ValidationError, "in braces"):
            ground.evidence_text = "{nobody}"
