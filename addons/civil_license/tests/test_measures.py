from datetime import date

from odoo.exceptions import UserError
from odoo.tests import tagged

from .common import LicenseCase


@tagged("post_install", "-at_install")
class TestMeasures(LicenseCase):
    """Suspended, revoked, annulled, struck off: on what, and by whom."""

    def test_suspension_needs_an_issued_decision_and_a_day(self):
        license_ = self.issued().with_user(self.head)
        draft = self.env["civil.document"].create(
            {
                "kind_id": self.decision_kind.id,
                "title": "决定书",
                "division_id": self.town.id,
            }
        )
        with self.assertRaisesRegex(UserError, "issued decision"):
            license_.action_suspend(draft.id, "2024-04-01", "停业整顿")
        decision = self.decision()
        with self.assertRaisesRegex(UserError, "until which day"):
            license_.action_suspend(decision.id, "2024-03-01", "停业整顿")
        with self.assertRaisesRegex(UserError, "reason"):
            license_.action_suspend(decision.id, "2024-04-01", " ")
        license_.action_suspend(decision.id, "2024-04-01", "停业整顿")
        self.assertEqual(license_.state, "suspended")
        self.assertEqual(license_.suspended_until, date(2024, 4, 1))
        event = license_.event_ids.filtered(lambda e: e.kind == "suspended")
        self.assertEqual(event.document_id, decision)
        self.assertEqual(event.user_id, self.head)

    def test_a_suspension_ends_by_itself(self):
        license_ = self.issued()
        license_._suspend(self.decision(), date(2024, 4, 1))
        with self.at("2024-04-01 09:00"):
            self.env["civil.license"]._cron_terms()
            self.assertEqual(license_.state, "suspended")
        with self.at("2024-04-02 09:00"):
            self.env["civil.license"]._cron_terms()
        self.assertEqual(license_.state, "valid")
        self.assertFalse(license_.suspended_until)

    def test_revoked_by_the_deputy_on_a_decision_only(self):
        license_ = self.handed_out()
        decision = self.decision()
        for user in (self.clerk, self.head):
            with self.assertRaises(UserError):
                license_.with_user(user).action_revoke(decision.id, "出租证照")
        with self.assertRaisesRegex(UserError, "issued decision"):
            license_.with_user(self.deputy).action_revoke(False, "出租证照")
        license_.with_user(self.deputy).action_revoke(decision.id, "出租证照")
        self.assertEqual(license_.state, "revoked")
        self.assertEqual(license_.ended_on, date(2024, 3, 4))
        self.assertEqual(set(license_.copy_ids.mapped("state")), {"to_collect"})

    def test_enforcement_revokes_by_its_decision(self):
        """The hook asks for no role of licenses: the penalty was decided there."""
        license_ = self.issued()
        license_.with_user(self.staff)._revoke(self.decision(), "行政处罚")
        self.assertEqual(license_.state, "revoked")

    def test_annulled_then_struck_off(self):
        """行政许可法 art. 69 and 70."""
        license_ = self.issued()
        license_.with_user(self.deputy).action_annul(self.decision().id, "骗取许可")
        self.assertEqual(license_.state, "annulled")
        license_.with_user(self.head).action_cancel("withdrawn", "已撤销")
        self.assertEqual(license_.state, "cancelled")
        self.assertEqual(license_.cancel_ground, "withdrawn")

    def test_giving_up_is_the_holders_own_to_say(self):
        license_ = self.issued().with_user(self.head)
        with self.assertRaisesRegex(UserError, "applies by a case"):
            license_.action_cancel("applied", "持有人放弃")

    def test_nothing_happens_to_a_dead_license(self):
        license_ = self.issued()
        license_._revoke(self.decision())
        with self.assertRaises(UserError):
            license_._suspend(self.decision(), date(2024, 4, 1))
        with self.assertRaises(UserError):
            license_._change({})
        case = self.apply("change", license_)
        case.action_receive()
        case.material_ids.check_result = "ok"
        with self.assertRaisesRegex(UserError, "Revoked"):
            case.action_accept()

    def test_a_grant_comes_too_late_for_a_revoked_license(self):
        license_ = self.issued()
        case = self.apply("change", license_)
        self.fill(case, scope="骨灰盒")
        self.accept(case)
        case.action_submit()
        case.with_user(self.head).action_review()
        license_._revoke(self.decision())
        with self.assertRaises(UserError):
            case.with_user(self.deputy).action_grant()

    def test_the_window_records_the_measure(self):
        license_ = self.issued().with_user(self.head)
        action = license_.action_open_measure("cancel")
        window = (
            self.env["civil.license.measure"]
            .with_user(self.head)
            .with_context(**action["context"])
            .create({"ground": "organization", "reason": "企业已注销"})
        )
        window.action_apply()
        self.assertEqual(license_.state, "cancelled")

    def test_a_decision_of_elsewhere_is_no_ground(self):
        license_ = self.issued()
        decision = self.decision(division_id=self.elsewhere.id)
        with self.assertRaisesRegex(UserError, "can't read"):
            license_.with_user(self.deputy).action_revoke(decision.id, "出租证照")
