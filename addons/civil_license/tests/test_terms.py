from datetime import date

from odoo.exceptions import UserError
from odoo.tests import tagged

from .common import LicenseCase


@tagged("post_install", "-at_install")
class TestTerms(LicenseCase):
    """Reminders, the window of renewal, and the end of a term."""

    def renewal(self, license_, moment):
        with self.at(moment):
            case = self.apply("renewal", license_)
            case.action_receive()
            case.material_ids.check_result = "ok"
            case.action_accept()
        return case

    def test_renewal_only_within_the_window(self):
        """行政许可法 art. 50: thirty days before the end at the latest."""
        self.license_kind.is_single = False
        with self.assertRaisesRegex(UserError, "from 2026-12-03 on"):
            self.renewal(self.issued(), "2026-12-02 09:00")
        with self.assertRaisesRegex(UserError, "by 2027-02-01"):
            self.renewal(self.issued(), "2027-02-02 09:00")
        self.renewal(self.issued(), "2027-02-01 09:00")

    def test_a_renewal_follows_the_present_term(self):
        license_ = self.issued()
        case = self.renewal(license_, "2026-12-03 09:00")
        with self.at("2026-12-10 09:00"):
            case.action_submit()
            case.with_user(self.head).action_review()
            case.with_user(self.deputy).action_grant()
        self.assertEqual(license_.valid_from, date(2024, 3, 4))
        self.assertEqual(license_.valid_until, date(2030, 3, 3))
        self.assertEqual(license_.version_id.cause, "renewal")
        self.assertIn("2024年3月4日至2030年3月3日", license_.version_id.content_text)

    def test_a_term_ends(self):
        license_ = self.handed_out()
        with self.at("2027-03-03 23:00"):
            self.env["civil.license"]._cron_terms()
            self.assertEqual(license_.state, "valid")
        with self.at("2027-03-04 01:00"):
            self.env["civil.license"]._cron_terms()
        self.assertEqual(license_.state, "expired")
        self.assertEqual(license_.ended_on, date(2027, 3, 3))
        self.assertEqual(set(license_.copy_ids.mapped("state")), {"to_collect"})

    def test_what_was_applied_for_in_time_goes_on_holding(self):
        """行政许可法 art. 50: undecided in time, it counts as granted."""
        license_ = self.issued()
        case = self.renewal(license_, "2027-01-05 09:00")
        with self.at("2027-03-10 09:00"):
            self.env["civil.license"]._cron_terms()
            self.assertEqual(license_.state, "valid")
            self.assertFalse(license_._is_over())
            case.action_withdraw("申请人撤回")
            self.env["civil.license"]._cron_terms()
        self.assertEqual(license_.state, "expired")

    def test_a_license_without_term_never_ends(self):
        self.license_kind.has_term = False
        license_ = self.issued()
        self.assertFalse(license_.valid_until)
        self.assertIn("长期有效", license_.version_id.content_text)
        with self.at("2054-03-04 09:00"):
            self.env["civil.license"]._cron_terms()
        self.assertEqual(license_.state, "valid")

    def test_the_term_of_the_day_counts(self):
        """A later parameter changes no license of before."""
        parameters = self.env["civil.parameter"]
        parameters.search([("code", "=", "license.term_months")]).date_to = "2024-12-31"
        parameters.flush_model()
        parameters.create(
            {
                "code": "license.term_months",
                "name": "Term",
                "value_type": "integer",
                "value": "60",
                "date_from": "2025-01-01",
            }
        )
        license_ = self.issued()
        self.assertEqual(license_.valid_until, date(2027, 3, 3))
        self.license_kind.is_single = False
        with self.at("2025-01-06 09:00"):
            self.assertEqual(self.issued().valid_until, date(2030, 1, 5))

    def test_the_desk_and_an_activity_remind(self):
        license_ = self.handed_out()
        todos = self.env["civil.todo"].search
        domain = [("res_model", "=", "civil.license"), ("res_id", "=", license_.id)]
        with self.at("2026-12-02 09:00"):
            self.env["civil.license"]._cron_terms()
            self.assertFalse(todos([*domain, ("key", "=", "expiry")]))
        with self.at("2026-12-03 09:00"):
            self.env["civil.license"]._cron_terms()
            self.env["civil.license"]._cron_terms()
            todo = todos([*domain, ("key", "=", "expiry")])
            self.assertEqual(len(todo), 1)
            self.assertEqual(todo.user_id, self.clerk)
            self.assertEqual(license_.expiry, "soon")
        activity = license_.activity_ids
        self.assertEqual(len(activity), 1)
        self.assertEqual(activity.date_deadline, date(2027, 3, 3))
        self.assertEqual(activity.user_id, self.clerk)

    def test_without_anybody_responsible_every_clerk_is_reminded(self):
        license_ = self.env["civil.license"]._issue(
            self.license_kind,
            {"party_type": "organization", "organization_id": self.organization.id},
            self.town,
            {},
            number="旧0001号",
            on=date(2021, 6, 1),
            valid_until=date(2024, 5, 31),
        )
        self.env["civil.license"]._cron_terms()
        self.assertFalse(license_.user_id)
        todo = self.env["civil.todo"].search(
            [("res_model", "=", "civil.license"), ("res_id", "=", license_.id)]
        )
        self.assertEqual(todo.group_id, self.env.ref("civil_license.group_clerk"))

    def test_papers_wait_on_the_desk(self):
        """行政许可法 art. 44: within ten working days."""
        license_ = self.issued()
        todos = self.env["civil.todo"].search
        domain = [
            ("res_model", "=", "civil.license"),
            ("res_id", "=", license_.id),
            ("key", "=", "hand_out"),
        ]
        self.assertEqual(license_.version_id.hand_out_by, date(2024, 3, 18))
        self.assertTrue(todos(domain))
        self.print_papers(license_)
        license_.copy_ids.action_hand_out("李四")
        self.assertFalse(todos(domain))

    def test_lists_find_what_expires(self):
        license_ = self.issued()
        licenses = self.env["civil.license"]
        mine = [("id", "=", license_.id)]
        with self.at("2026-12-03 09:00"):
            self.assertTrue(licenses.search([*mine, ("expiry", "=", "soon")]))
            self.assertFalse(licenses.search([*mine, ("expiry", "=", "over")]))
        with self.at("2027-03-04 09:00"):
            self.assertFalse(licenses.search([*mine, ("expiry", "=", "soon")]))
            self.assertTrue(licenses.search([*mine, ("expiry", "=", "over")]))
        self.assertTrue(licenses.search([*mine, ("expiry", "=", False)]))
