from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import tagged

from .common import InstitutionCase


@tagged("post_install", "-at_install")
@freeze_time("2024-06-05 04:00:00")
class TestProject(InstitutionCase):
    """What the end of projects does to the institutions concerned."""

    def project(self, code, homes):
        kind = self.env.ref(f"civil_institution.project_kind_{code}")
        project = (
            self.env["civil.project"]
            .with_user(self.head)
            .create(
                {
                    "name": "专项",
                    "kind_id": kind.id,
                    "division_id": self.east.id,
                    "organization_ids": [Command.set(homes.organization_id.ids)],
                }
            )
        )
        project.action_start()
        project.stage_ids._write_guarded({"state": "done"})
        return project

    def test_homes_that_are_handed_over_are_direct(self):
        project = self.project("direct", self.home)
        self.assertEqual(1, self.home.project_count)
        self.assertEqual(0, self.other.project_count)
        project.action_complete()
        self.assertTrue(self.home.is_direct)
        self.assertFalse(self.other.is_direct)

    def test_homes_to_be_handed_over_are_named(self):
        project = self.project("direct", self.env["civil.institution"])
        with self.assertRaisesRegex(UserError, "name the institutions"):
            project.action_complete()

    def test_a_conversion_ends_when_the_head_says_so(self):
        project = self.project("regional", self.home)
        with self.assertRaises(UserError):
            project.action_convert_institutions()
        project.action_complete()
        before = self.home.kind_id
        todos = self.env["civil.todo"].search(
            [("res_model", "=", "civil.project"), ("res_id", "=", project.id)]
        )
        self.assertEqual("convert", todos.key)
        for user in (self.clerk, self.deputy, self.auditor):
            with self.assertRaises(AccessError):
                project.with_user(user).action_convert_institutions()
        self.assertEqual(before, self.home.kind_id)
        project.action_convert_institutions()
        self.assertEqual(
            self.env.ref("civil_institution.kind_regional"), self.home.kind_id
        )
        self.assertFalse(todos.exists())
        with self.assertRaises(UserError):
            project.action_convert_institutions()
