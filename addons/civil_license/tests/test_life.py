from datetime import date

from odoo.exceptions import UserError
from odoo.tests import tagged

from .common import LicenseCase


@tagged("post_install", "-at_install")
class TestLife(LicenseCase):
    """A license from application to cancellation, by the roles that do it."""

    def test_no_license_before_the_grant(self):
        """Neither receipt, nor acceptance, nor review makes a license."""
        case = self.apply("new")
        self.fill(case)
        self.accept(case)
        case.action_submit()
        case.with_user(self.head).action_review()
        self.assertFalse(
            self.env["civil.license"].search([("kind_id", "=", self.license_kind.id)])
        )
        case.with_user(self.deputy).action_grant()
        self.assertRecordValues(
            case.license_id,
            [
                {
                    "state": "valid",
                    "holder_name": "Test Company",
                    "issued_on": date(2024, 3, 4),
                    "valid_until": date(2027, 3, 3),
                    "remind_on": date(2026, 12, 3),
                    "division_id": self.town.id,
                    "user_id": self.clerk.id,
                }
            ],
        )
        self.assertEqual(case._subject(), case.license_id)

    def test_numbers_have_no_gaps(self):
        first = self.issued()
        self.license_kind.is_single = False
        second = self.issued()
        self.assertEqual(first.number, "民许证字〔2024〕第9901010001号")
        self.assertEqual(second.number, "民许证字〔2024〕第9901010002号")

    def test_a_refused_application_makes_nothing(self):
        case = self.apply("new")
        self.fill(case)
        self.accept(case)
        case.action_propose("refuse", "不符合", self.ground.ids, "场所不符合条件")
        case.action_submit()
        case.with_user(self.head).action_review()
        case.with_user(self.deputy).action_refuse()
        self.assertFalse(case.license_id)

    def test_what_the_kind_requires_has_to_be_stated(self):
        case = self.apply("new")
        self.accept(case)
        case.license_entry_ids.value = False
        with self.assertRaisesRegex(UserError, "负责人"):
            case.action_submit()

    def test_what_was_stated_is_frozen_under_approval(self):
        case = self.apply("new")
        self.fill(case)
        self.accept(case)
        case.action_submit()
        with self.assertRaises(UserError):
            case.license_entry_ids[0].value = "其他"

    def test_a_second_license_of_a_single_kind_is_refused(self):
        self.issued()
        case = self.apply("new")
        case.action_receive()
        case.material_ids.check_result = "ok"
        with self.assertRaisesRegex(UserError, "already holds"):
            case.action_accept()

    def test_a_change_keeps_number_and_term_and_what_was_printed(self):
        license_ = self.handed_out()
        before = license_.version_id
        self.organization.name = "Test Company Renamed"
        case = self.apply("change", license_)
        self.assertEqual(
            case.license_entry_ids.filtered(
                lambda entry: entry.field_id.source == "scope"
            ).former,
            "花圈",
        )
        self.fill(case, scope="花圈、骨灰盒")
        number, until = license_.number, license_.valid_until
        self.grant(case)
        self.assertEqual((license_.number, license_.valid_until), (number, until))
        self.assertEqual(license_.holder_name, "Test Company Renamed")
        self.assertEqual(license_.scope, "花圈、骨灰盒")
        self.assertEqual(before.holder_name, "Test Company")
        self.assertIn("经营范围：花圈\n", before.content_text)
        self.assertFalse(before.is_current)
        self.assertEqual(license_.version_id.sequence, 2)
        old = license_.copy_ids.filtered(lambda p: p.version_id == before)
        self.assertEqual(set(old.mapped("state")), {"to_collect"})

    def test_a_change_of_nothing_is_refused(self):
        license_ = self.issued()
        case = self.apply("change", license_)
        self.accept(case)
        with self.assertRaisesRegex(UserError, "nothing of the license"):
            case.action_submit()

    def test_a_license_is_not_handed_on(self):
        """行政许可法 art. 9."""
        license_ = self.issued()
        other = self.env["civil.organization"].create(
            {"name": "Other Company", "division_id": self.town.id}
        )
        case = self.apply("change", license_, organization_id=other.id)
        case.action_receive()
        case.material_ids.check_result = "ok"
        with self.assertRaisesRegex(UserError, "belongs to somebody else"):
            case.action_accept()

    def test_two_applications_at_once_are_refused(self):
        license_ = self.issued()
        self.accept(self.apply("change", license_))
        second = self.apply("change", license_)
        second.action_receive()
        second.material_ids.check_result = "ok"
        with self.assertRaisesRegex(UserError, "isn't decided yet"):
            second.action_accept()

    def test_new_papers_wait_until_the_old_ones_are_back(self):
        license_ = self.handed_out()
        old = license_.copy_ids
        case = self.apply("change", license_)
        self.fill(case, scope="骨灰盒")
        self.grant(case)
        self.print_papers(license_)
        new = license_.copy_ids - old
        with self.assertRaisesRegex(UserError, "collect"):
            new.action_hand_out("李四")
        old[:2].action_collect()
        old[2:].action_declare_void()
        new.action_hand_out("李四")
        self.assertEqual(old.mapped("state"), ["collected", "collected", "void"])
        self.assertEqual(set(new.mapped("state")), {"handed_out"})

    def test_a_lost_paper_is_reissued_once_the_loss_was_made_public(self):
        license_ = self.handed_out()
        old, token = license_.copy_ids, license_.version_id.token
        case = self.apply("reissue", license_, reissue_cause="lost")
        case.action_receive()
        case.material_ids.check_result = "ok"
        with self.assertRaisesRegex(UserError, "made public"):
            case.action_accept()
        case.write({"loss_medium": "随州日报", "loss_date": "2024-03-01"})
        case.action_accept()
        case.action_submit()
        case.with_user(self.head).action_review()
        case.with_user(self.deputy).action_grant()
        self.assertEqual(set(old.mapped("state")), {"void"})
        self.assertEqual(license_.state, "valid")
        self.assertNotEqual(license_.version_id.token, token)
        event = license_.event_ids.filtered(lambda e: e.kind == "reissued")
        self.assertIn("随州日报", event.reason)

    def test_a_holder_gives_the_license_up(self):
        license_ = self.handed_out()
        case = self.apply("cancel", license_)
        self.grant(case)
        self.assertRecordValues(
            license_,
            [
                {
                    "state": "cancelled",
                    "cancel_ground": "applied",
                    "ended_on": date(2024, 3, 4),
                }
            ],
        )
        self.assertEqual(set(license_.copy_ids.mapped("state")), {"to_collect"})

    def test_the_history_names_case_and_decider(self):
        license_ = self.issued()
        event = license_.event_ids
        self.assertEqual(event.kind, "issued")
        self.assertEqual(event.user_id, self.deputy)
        self.assertEqual(event.case_id, license_.case_ids)

    def test_a_license_from_before_keeps_its_number_and_days(self):
        license_ = self.env["civil.license"]._issue(
            self.license_kind,
            {"party_type": "organization", "organization_id": self.organization.id},
            self.town,
            {"scope": "花圈"},
            number="曾民许字〔2022〕7号",
            on=date(2022, 5, 1),
            valid_until=date(2025, 4, 30),
        )
        self.assertRecordValues(
            license_,
            [
                {
                    "number": "曾民许字〔2022〕7号",
                    "valid_from": date(2022, 5, 1),
                    "valid_until": date(2025, 4, 30),
                    "copy_ids": [],
                }
            ],
        )
