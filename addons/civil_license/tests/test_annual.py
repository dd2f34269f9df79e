from datetime import date

from odoo.exceptions import UserError
from odoo.tests import tagged

from .common import LicenseCase


@tagged("post_install", "-at_install")
class TestAnnual(LicenseCase):
    """Each year of a license is checked once, by a day that a parameter sets."""

    def due(self, license_, moment="2025-01-02 09:00"):
        with self.at(moment):
            self.env["civil.license"]._cron_annual_checks()
        return license_.annual_ids.with_user(self.clerk)

    def test_last_year_becomes_due_once(self):
        license_ = self.issued()
        self.due(license_)
        annual = self.due(license_)
        self.assertRecordValues(
            annual, [{"year": 2024, "due_on": date(2025, 5, 31), "state": "due"}]
        )
        todo = self.env["civil.todo"].search(
            [("res_model", "=", "civil.license"), ("res_id", "=", license_.id)]
        )
        self.assertIn("annual_2024", todo.mapped("key"))

    def test_a_license_of_this_year_isnt_checked_yet(self):
        license_ = self.issued()
        self.assertFalse(self.due(license_, "2024-06-01 09:00"))

    def test_a_kind_without_annual_check(self):
        self.license_kind.has_annual_check = False
        self.assertFalse(self.due(self.issued()))

    def test_marks_name_who_and_when(self):
        annual = self.due(self.issued())
        with self.at("2025-03-01 09:00"):
            annual.action_pass()
        self.assertEqual(annual.state, "passed")
        self.assertEqual(annual.checked_uid, self.clerk)
        mine = [("res_model", "=", "civil.license")]
        mine += [("res_id", "=", annual.license_id.id)]
        left = self.env["civil.todo"].search(mine).mapped("key")
        self.assertNotIn("annual_2024", left)
        self.assertIn("hand_out", left)
        with self.assertRaises(UserError):
            annual.action_fail()

    def test_what_has_to_be_corrected_passes_or_fails_later(self):
        annual = self.due(self.issued())
        annual.action_require_correction()
        with self.assertRaises(UserError):
            annual.action_fail()
        annual.with_user(self.head).action_fail()
        self.assertEqual(annual.state, "failed")

    def test_late_ones_are_found(self):
        annual = self.due(self.issued())
        found = self.env["civil.license.annual"].search
        with self.at("2025-06-01 09:00"):
            self.assertIn(annual, found([("is_overdue", "=", True)]))
        with self.at("2025-05-31 09:00"):
            self.assertNotIn(annual, found([("is_overdue", "=", True)]))
