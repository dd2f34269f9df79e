from odoo.tests import HttpCase, new_test_user, tagged

from .common import CivilBaseCase, when_open

ACTIONS = (
    "civil_import_action",
    "civil_import_line_action",
    "civil_import_kind_action",
    "civil_division_action",
    "civil_department_action",
    "civil_parameter_action",
    "civil_workday_exception_action",
    "civil_numbering_action",
)


@tagged("post_install", "-at_install")
class TestViews(CivilBaseCase):
    def test_every_role_opens_the_screens_of_everybody(self):
        for user in (self.staff, self.finance, self.auditor, self.reader, self.admin):
            for name in ACTIONS:
                action = self.env.ref(f"civil_base.{name}")
                model = self.env[action.res_model].with_user(user)
                views = [(False, mode) for mode in action.view_mode.split(",")]
                for view_type, view in model.get_views(views)["views"].items():
                    self.assertTrue(view["arch"], (name, view_type))
                model.web_search_read([], {"display_name": {}}, limit=3)

    def test_staff_see_no_administration(self):
        def titles(user):
            menus = self.env["ir.ui.menu"].with_user(user).load_web_menus(False)
            return {menu["xmlid"] for menu in menus.values()}

        hidden = {
            "civil_base.civil_base_menu_users",
            "civil_base.civil_base_menu_roles",
            "civil_base.civil_base_menu_numbering",
        }
        for user in (self.staff, self.finance, self.auditor):
            self.assertIn("civil_base.civil_base_menu_imports", titles(user))
            self.assertFalse(hidden & titles(user))
        self.assertLessEqual(hidden, titles(self.admin))
        self.assertNotIn("civil_base.civil_base_menu_root", titles(self.outsider))

    def test_lists_have_at_most_eight_columns(self):
        for view in self.env["ir.ui.view"].search([("type", "=", "list")]):
            if view.get_external_id()[view.id].startswith("civil_base."):
                columns = [
                    field
                    for field in self.env[view.model]
                    .get_view(view.id, "list")["arch"]
                    .split("<field")[1:]
                    if 'optional="hide"' not in field
                    and "column_invisible" not in field
                ]
                self.assertLessEqual(len(columns), 8, view.name)


@tagged("post_install", "-at_install")
class TestScreens(HttpCase):
    """The web client opens each screen without an error in its console."""

    def test_staff_in_chinese(self):
        new_test_user(self.env, "civil_see", "civil_base.group_staff", lang="zh_CN")
        for path in ("imports", "departments", "parameters"):
            self.browser_js(f"/odoo/civil-{path}", when_open(), login="civil_see")
