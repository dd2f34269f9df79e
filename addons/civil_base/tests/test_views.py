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
    "civil_todo_action",
    "civil_handover_action",
)

#: From the count at the top of the desk over its only row to the record.
_CLICK_THROUGH = """
const steps = [".o_switch_view.o_%s", ".o_civil_desk button",
    ".o_data_row .o_data_cell, .o_kanban_record:not(.o_kanban_ghost)",
    ".o_form_view .o_statusbar_status"];
const timer = setInterval(() => {
    const found = document.querySelector(steps[0]);
    if (found) {
        steps.shift();
        if (steps.length) {
            found.click();
        } else {
            clearInterval(timer);
            console.log("test successful");
        }
    }
}, 500);
"""


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

    def test_the_desk_leads_to_what_waits(self):
        giver, receiver, supervisor = (
            new_test_user(self.env, login, "civil_base.group_staff", lang="zh_CN")
            for login in ("civil_gives", "civil_takes", "civil_sees")
        )
        self.env["civil.handover"].with_user(giver).create(
            {
                "giver_id": giver.id,
                "receiver_id": receiver.id,
                "supervisor_id": supervisor.id,
            }
        )
        for view in ("list", "kanban"):
            self.browser_js(
                "/odoo/desk",
                _CLICK_THROUGH % view,
                login="civil_gives",
            )
