from unittest.mock import patch

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import tagged

from ..hooks import uninstall_hook
from ..tools import glue
from .common import CivilBaseCase


@tagged("post_install", "-at_install")
class TestDepartment(CivilBaseCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.groups = {level: cls.make_group(level) for level in ("clerk", "head")}
        cls.department = cls.env["civil.department"].create(
            {
                "code": "TEST",
                "name": "Test Section",
                # An installed addon stands for the business addon.
                "addon_ids": [Command.create({"module": "report_xlsx"})],
            }
        )

    @classmethod
    def make_group(cls, level):
        group = cls.env["res.groups"].create({"name": f"Test {level}"})
        cls.env["ir.model.data"].create(
            {
                "module": "report_xlsx",
                "name": f"group_{level}",
                "model": "res.groups",
                "res_id": group.id,
            }
        )
        return group

    def enable(self):
        self.department.with_user(self.admin).action_enable()

    def employ(self, level):
        self.staff.write(
            {
                "role_line_ids": [
                    Command.create({"role_id": self.department._role(level).id})
                ]
            }
        )

    def test_enabling_makes_a_role_for_each_level(self):
        self.enable()
        self.assertEqual("enabled", self.department.state)
        self.assertEqual(
            ["clerk", "head", "deputy"], self.department.role_ids.mapped("level")
        )
        role = self.department._role("clerk").with_context(lang="zh_CN")
        self.assertEqual("Test Section经办", role.name)

    def test_roles_give_the_groups_of_their_level(self):
        self.enable()
        self.employ("clerk")
        self.assertIn(self.groups["clerk"], self.staff.all_group_ids)
        self.assertNotIn(self.groups["head"], self.staff.all_group_ids)
        self.assertTrue(self.staff.has_group("civil_base.group_staff"))
        self.assertEqual(1, self.department.staff_count)

    def test_disabling_takes_them_at_once(self):
        self.enable()
        self.employ("clerk")
        self.department.with_user(self.admin).action_disable()
        self.assertFalse(self.staff.has_group("report_xlsx.group_clerk"))
        self.assertTrue(self.staff.has_group("civil_base.group_staff"))
        self.enable()
        self.assertTrue(self.staff.has_group("report_xlsx.group_clerk"))

    def test_archiving_takes_them_too(self):
        self.enable()
        self.employ("clerk")
        self.department.with_user(self.admin).active = False
        self.assertNotIn(self.groups["clerk"], self.staff.all_group_ids)

    def test_roles_follow_addons_installed_later(self):
        self.enable()
        deputy = self.make_group("deputy")
        self.env["civil.department"]._register_hook()
        self.assertIn(deputy, self.department._role("deputy").implied_ids)

    def test_roles_follow_the_name(self):
        self.enable()
        department = self.department.with_user(self.admin)
        department.with_context(lang="zh_CN").name = "Other Section"
        role = self.department._role("clerk").with_context(lang="zh_CN")
        self.assertEqual("Other Section经办", role.name)

    def test_roles_are_named_in_every_language(self):
        department = self.env.ref("civil_base.department_office")
        department.action_enable()
        role = department._role("head").with_context(lang="zh_CN")
        self.assertEqual("办公室股长", role.name)

    def test_missing_addons_are_installed_with_their_glue(self):
        addons = self.department.addon_ids
        self.department.addon_ids = [Command.create({"module": "base_sparse_field"})]
        addon = self.department.addon_ids - addons
        self.env["ir.module.module"].search(
            [("name", "=", "base_sparse_field")]
        ).state = "uninstalled"
        self.assertTrue(self.department.lacks_modules)
        with patch.object(glue, "install") as install:
            action = self.department.with_user(self.admin).action_enable()
        self.assertEqual([addon.module], install.call_args.args[1])
        self.assertEqual("reload", action["tag"])

    def test_unknown_addons_are_named(self):
        self.department.addon_ids = [Command.create({"module": "civil_nowhere"})]
        with self.assertRaisesRegex(UserError, "civil_nowhere"):
            self.enable()

    def test_no_role_before_enabling(self):
        with self.assertRaisesRegex(UserError, "Test Section"):
            self.department._role("clerk")

    def test_only_administrators_enable(self):
        for user in (
            self.staff,
            self.finance,
            self.auditor,
            self.reader,
            self.outsider,
        ):
            for action in ("action_enable", "action_disable"):
                with self.assertRaises(AccessError):
                    getattr(self.department.with_user(user), action)()
            with self.assertRaises(AccessError):
                self.department.with_user(user).name = "Mine"

    def test_staff_see_departments(self):
        department = self.department.with_user(self.staff)
        self.assertEqual("Test Section", department.name)
        self.assertEqual("installed", department.addon_ids.state)
        self.assertEqual(0, department.staff_count)

    def test_administrators_give_posts_and_divisions(self):
        self.enable()
        role = self.department._role("clerk")
        user = self.staff.with_user(self.admin)
        user.write(
            {
                "role_line_ids": [Command.create({"role_id": role.id})],
                "division_ids": [Command.set(self.east.ids)],
            }
        )
        self.assertEqual(self.east, self.staff.division_ids)

    def test_administrators_add_people(self):
        self.enable()
        role = self.department._role("clerk")
        user = (
            self.env["res.users"]
            .with_user(self.admin)
            .create(
                {
                    "name": "New Person",
                    "login": "civil_new_person",
                    "password": "civil_new_person",
                    "division_ids": [Command.set(self.east.ids)],
                    "role_line_ids": [Command.create({"role_id": role.id})],
                }
            )
        )
        self.assertTrue(user.has_group("report_xlsx.group_clerk"))

    def test_the_roles_across_departments(self):
        for role, group in (
            ("role_finance", "group_finance"),
            ("role_auditor", "group_auditor"),
            ("role_personal_data", "group_personal_data"),
            ("role_admin", "group_admin"),
        ):
            role = self.env.ref(f"civil_base.{role}")
            self.staff.write({"role_line_ids": [Command.clear()]})
            self.staff.write({"role_line_ids": [Command.create({"role_id": role.id})]})
            self.assertTrue(self.staff.has_group(f"civil_base.{group}"))
            self.assertEqual(
                group == "group_admin", self.staff.has_group("base.group_erp_manager")
            )


@tagged("post_install", "-at_install")
class TestGlue(CivilBaseCase):
    def make(self, name, depends, auto=True):
        module = self.env["ir.module.module"].create(
            {"name": name, "state": "uninstalled", "auto_install": auto}
        )
        for other in depends:
            self.env["ir.module.module.dependency"].create(
                {"module_id": module.id, "name": other, "auto_install_required": auto}
            )
        return module

    def test_satisfied_glue_of_the_suite_only(self):
        self.make("civil_test_a", ["base"], auto=False)
        self.make("civil_test_b", ["base"], auto=False)
        self.make("civil_test_a_b", ["civil_test_a", "civil_test_b"])
        self.make("civil_test_glue_of_glue", ["civil_test_a_b"])
        self.make("test_a_outside", ["civil_test_a"])
        find = glue.satisfied_glue
        self.assertEqual([], find(self.env, ["civil_test_a"]))
        self.assertEqual(
            ["civil_test_a_b", "civil_test_glue_of_glue"],
            find(self.env, ["civil_test_a", "civil_test_b"]),
        )

    def test_installing_adds_nothing_that_calls_outside(self):
        self.make("civil_test_a", ["base"], auto=False)
        self.make("civil_test_a_base", ["civil_test_a"])
        outside = self.make("test_a_outside", ["civil_test_a"])
        module = self.env["ir.module.module"].search([("name", "=", "civil_test_a")])
        module.button_install()
        self.assertEqual("to install", module.state)
        self.assertEqual("uninstalled", outside.state)
        glued = module.search([("name", "=", "civil_test_a_base")])
        self.assertEqual("to install", glued.state)


@tagged("post_install", "-at_install")
class TestUninstall(CivilBaseCase):
    def test_nothing_of_the_bureau_is_left(self):
        department = self.env.ref("civil_base.department_office")
        department.action_enable()
        role = department._role("clerk")
        group = role.group_id
        self.staff.write({"role_line_ids": [Command.create({"role_id": role.id})]})
        self.load(b"nothing")
        uninstall_hook(self.env)
        self.assertFalse(role.exists() or group.exists())
        self.assertEqual(self.env.ref("base.group_user"), self.staff.group_ids)
        self.assertFalse(self.env["civil.import"].search([]))
