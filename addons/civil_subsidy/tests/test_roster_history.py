from psycopg2.errors import RaiseException

from odoo.tests import tagged
from odoo.tools import SQL, mute_logger

from .common import MARCH, SubsidyCase, roster_row, roster_workbook


@tagged("post_install", "-at_install")
class TestRosterHistory(SubsidyCase):
    """What a roster says of entitlements is added to their history."""

    def load(self, *rows):
        content = roster_workbook({"西城街道": ("2024年3月", list(rows))})
        return (
            self.env["civil.import"]
            .with_user(self.clerk)
            ._load(
                "disability_roster", "roster.xlsx", content, period=MARCH, take="good"
            )
        )

    def care_of(self, job):
        lines = self.env["civil.subsidy.roster.line"].search(
            [("import_id", "=", job.id)]
        )
        return self.env["civil.subsidy.entitlement"].search(
            [
                ("resident_id", "in", lines.resident_id.ids),
                ("program_id", "=", self.care.id),
            ]
        )

    def test_the_grant_names_the_class(self):
        care = self.care_of(self.load(roster_row(1)))
        self.assertEqual(care.version_ids.kind, "granted")
        self.assertEqual(care.class_id, self.env.ref("civil_subsidy.class_care_1"))
        self.assertEqual(care.version_ids.effective_month, care.first_month)
        self.assertEqual(care.state, "active")

    def test_a_corrected_grade_is_a_change(self):
        job = self.load(roster_row(1))
        care = self.care_of(job)
        care.line_id.disability_grade = "2"
        self.assertEqual(care.version_ids.mapped("kind"), ["changed", "granted"])
        self.assertEqual(care.class_id, self.env.ref("civil_subsidy.class_care_2"))

    def test_a_withdrawn_roster_withdraws_what_it_said(self):
        job = self.load(roster_row(1))
        care = self.care_of(job)
        job.action_withdraw()
        self.assertFalse(care.active)
        self.assertTrue(care.version_ids.withdrawn_at)
        self.load(roster_row(1))
        self.assertTrue(care.active)
        self.assertEqual(len(care.version_ids), 2)

    def test_the_database_refuses_to_rewrite_history(self):
        version = self.care_of(self.load(roster_row(1))).version_ids
        for statement in (
            "UPDATE civil_subsidy_entitlement_version SET person_count = 2"
            " WHERE id = %s",
            "DELETE FROM civil_subsidy_entitlement_version WHERE id = %s",
        ):
            with (
                mute_logger("odoo.sql_db"),
                self.assertRaises(RaiseException),
                self.env.cr.savepoint(),
            ):
                self.env.cr.execute(SQL(statement, version.id))
