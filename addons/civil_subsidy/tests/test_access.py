from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import tagged

from .common import SubsidyCase


@tagged("post_install", "-at_install")
class TestAccess(SubsidyCase):
    """Who may not see, not change, and not see in the clear."""

    def setUp(self):
        super().setUp()
        self.west_line, self.east_line = self.make_lines(
            self.line_values(1), self.line_values(2, division_id=self.east.id)
        )
        self.batch = self.make_batch()
        self.batch.action_compute()

    def test_staff_without_a_role_sees_nothing(self):
        for model in ("batch", "payment", "roster.line", "entitlement", "file"):
            with self.assertRaises(AccessError):
                self.env[f"civil.subsidy.{model}"].with_user(self.staff).search([])

    def test_who_keeps_residents_only_sees_the_person_and_no_payment(self):
        self.staff.group_ids += self.env.ref("civil_resident.group_clerk")
        resident = self.env["civil.resident"].create(
            {"name": "张三", "division_id": self.village.id}
        )
        [values] = resident.with_user(self.staff).read()
        self.assertEqual(values["name"], "张三")
        self.assertFalse({"entitlement_ids", "subsidy_paid_amount"} & values.keys())
        [values] = resident.with_user(self.clerk).read()
        self.assertIn("entitlement_ids", values)

    def test_town_clerk_sees_the_own_town_only(self):
        lines = self.env["civil.subsidy.roster.line"].with_user(self.east_clerk)
        self.assertEqual(lines.search([]), self.east_line)
        payments = self.env["civil.subsidy.payment"].with_user(self.east_clerk)
        self.assertEqual(payments.search([]).line_id, self.east_line)
        with self.assertRaises(AccessError):
            self.west_line.with_user(self.east_clerk).read(["name"])
        self.assertFalse(
            self.env["civil.subsidy.batch"].with_user(self.east_clerk).search([])
        )

    def test_town_clerk_can_not_compute_the_district(self):
        with self.assertRaises(AccessError):
            self.batch.with_user(self.east_clerk).action_compute()
        with self.assertRaises(AccessError):
            self.env["civil.subsidy.compute"]._run(
                self.batch.with_user(self.east_clerk)
            )

    def test_a_division_taken_away_is_gone_at_once(self):
        lines = self.env["civil.subsidy.roster.line"].with_user(self.east_clerk)
        self.assertTrue(lines.search([]))
        self.east_clerk.division_ids = [Command.set(self.west.ids)]
        self.assertEqual(lines.search([]), self.west_line)

    def test_auditor_reads_and_changes_nothing(self):
        batch = self.batch.with_user(self.auditor)
        self.assertTrue(batch.payable_count)
        for step in ("action_compute", "action_publish", "action_export"):
            with self.assertRaises(AccessError):
                getattr(batch, step)()
        with self.assertRaises(AccessError):
            self.west_line.with_user(self.auditor).write({"account_holder": "x"})
        with self.assertRaises(AccessError):
            self.env["civil.subsidy.standard"].with_user(self.auditor).search([]).write(
                {"amount": 1}
            )

    def test_clerk_can_neither_change_standards_nor_checks(self):
        with self.assertRaises(AccessError):
            self.env["civil.subsidy.standard"].with_user(self.clerk).search([]).write(
                {"amount": 1}
            )
        with self.assertRaises(AccessError):
            self.env["civil.subsidy.check"].with_user(self.clerk).search([]).write(
                {"active": False}
            )

    def test_clerk_can_neither_export_nor_take_a_result(self):
        self.approve(self.batch)
        with self.assertRaises(AccessError):
            self.batch.action_export()
        with self.assertRaises(AccessError):
            self.batch.import_result("DR_x.txt", b"")

    def test_numbers_are_masked_without_the_personal_data_group(self):
        for record in (self.west_line, self.batch.payment_ids[:1]):
            record = record.with_user(self.clerk)
            for field in ("identity_number", "account_number"):
                with self.assertRaises(AccessError):
                    record.read([field])
            self.assertRegex(record.identity_masked, r"^4213\*{10}\d{3}[\dX]$")
            self.assertNotIn("2868975", record.account_masked)

    def test_numbers_in_the_clear_for_the_personal_data_group(self):
        self.clerk.group_ids += self.env.ref("civil_base.group_personal_data")
        line = self.west_line.with_user(self.clerk)
        self.assertEqual(line.identity_number, self.west_line.sudo().identity_number)

    def test_masked_numbers_can_not_be_searched_for(self):
        with self.assertRaises(AccessError):
            self.env["civil.subsidy.payment"].with_user(self.clerk).search(
                [("identity_number", "=like", "4213%")]
            )
