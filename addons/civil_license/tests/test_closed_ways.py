from odoo.exceptions import UserError
from odoo.tests import tagged

from .common import LicenseCase


@tagged("post_install", "-at_install")
class TestClosedWays(LicenseCase):
    """No write, create, import or context leads past cases and decisions."""

    def test_not_even_the_administrator_makes_a_license(self):
        values = {
            "kind_id": self.license_kind.id,
            "organization_id": self.organization.id,
            "division_id": self.town.id,
        }
        licenses = self.env["civil.license"]
        contexts = ({}, {"civil_license_making": True}, {"civil_license_making": {}})
        for context in contexts:
            with self.assertRaisesRegex(UserError, "made when its application"):
                licenses.with_context(**context).create(values)

    def test_what_was_granted_cannot_be_written(self):
        license_ = self.issued().sudo()
        for values in (
            {"state": "cancelled"},
            {"number": "1"},
            {"valid_until": "2099-01-01"},
            {"holder_name": "别人"},
            {"scope": "棺材"},
            {"kind_id": self.license_kind.id},
            {"organization_id": False},
            {"division_id": self.elsewhere.id},
            {"version_ids": [(5,)]},
            {"case_ids": [(5,)]},
            {"company_id": self.env.company.id},
        ):
            with self.assertRaises(UserError, msg=values):
                license_.write(values)
            with self.assertRaises(UserError, msg=values):
                license_.with_context(civil_workflow_pass=True).write(values)

    def test_notes_and_who_is_responsible_stay_open(self):
        license_ = self.issued()
        license_.with_user(self.clerk).write(
            {"note": "电话联系过", "user_id": self.clerk2.id}
        )
        self.assertEqual(license_.user_id, self.clerk2)

    def test_history_only_grows(self):
        license_ = self.issued().sudo()
        for record in (license_.version_id, license_.event_ids):
            with self.assertRaises(UserError):
                record.write({"license_id": license_.id})
            with self.assertRaises(UserError):
                record.unlink()
            with self.assertRaises(UserError):
                record.with_context(civil_license_recording=True).create(
                    {"license_id": license_.id}
                )
        with self.assertRaises(UserError):
            license_.version_id.token = "known"
        with self.assertRaises(UserError):
            license_.unlink()

    def test_papers_change_by_their_buttons_only(self):
        paper = self.handed_out().copy_ids[0].sudo()
        for values in (
            {"state": "void"},
            {"sha256": "0"},
            {"receiver": "别人"},
            {"attachment_id": False},
            {"version_id": paper.version_id.id},
        ):
            with self.assertRaises(UserError, msg=values):
                paper.write(values)
        with self.assertRaises(UserError):
            paper.copy()
        with self.assertRaises(UserError):
            paper.unlink()

    def test_a_license_isnt_copied(self):
        with self.assertRaises(UserError):
            self.issued().sudo().copy()

    def test_marks_of_a_year_are_not_written(self):
        license_ = self.issued()
        with self.at("2025-01-02 09:00"):
            self.env["civil.license"]._cron_annual_checks()
        for values in ({"state": "passed"}, {"year": 2020}, {"due_on": "2030-01-01"}):
            with self.assertRaises(UserError, msg=values):
                license_.annual_ids.sudo().write(values)

    def test_the_license_of_a_case_stays_once_received(self):
        license_ = self.issued()
        case = self.apply("change", license_)
        case.action_receive()
        with self.assertRaises(UserError):
            case.license_id = False

    def test_lines_stay_with_their_application(self):
        entry = self.apply("new").license_entry_ids[0]
        with self.assertRaises(UserError):
            entry.former = "伪造"
        with self.assertRaises(UserError):
            entry.field_id = self.license_kind.field_ids[0]

    def test_the_site_is_checked_item_by_item(self):
        kind = self.make_license_kind(
            "visited",
            visit_item_ids=[
                (0, 0, {"name": "场所面积"}),
                (0, 0, {"name": "消防设施"}),
            ],
        )
        matter = kind.case_kind_ids.filtered(lambda m: m.license_action == "new")
        self.assertTrue(matter.needs_visit)
        case = self.make_case(kind_id=matter.id)
        self.fill(case)
        self.accept(case)
        with self.assertRaisesRegex(UserError, "site visit"):
            case.action_submit()
        visit = (
            self.env["civil.case.visit"]
            .with_user(self.clerk)
            .create(
                {
                    "case_id": case.id,
                    "place": "东镇",
                    "user_ids": [(6, 0, (self.clerk | self.clerk2).ids)],
                    "findings": "符合",
                    "result": "fit",
                }
            )
        )
        with self.assertRaisesRegex(UserError, "场所面积"):
            visit.action_finish()
        visit.license_check_ids[0].result = "met"
        visit.license_check_ids[1].result = "unmet"
        with self.assertRaisesRegex(UserError, "can't be fit"):
            visit.action_finish()
        visit.license_check_ids[1].result = "met"
        visit.action_finish()
        case.action_submit()
        with self.assertRaises(UserError):
            visit.license_check_ids[1].result = "unmet"
