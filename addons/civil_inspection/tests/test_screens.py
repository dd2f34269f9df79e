from odoo.fields import Command
from odoo.tests import HttpCase, new_test_user, tagged

from odoo.addons.civil_base.tests.common import when_open


@tagged("post_install", "-at_install")
class TestScreens(HttpCase):
    """The web client opens each screen without an error in its console."""

    def setUp(self):
        super().setUp()
        self.district = self.env["civil.division"].create(
            {"code": "990101", "name": "测试区", "level": "district"}
        )

    def user(self, login, group):
        new_test_user(
            self.env,
            login,
            f"civil_base.group_staff,{group}",
            lang="zh_CN",
            division_ids=[Command.set(self.district.ids)],
        )
        return login

    def test_head_in_chinese(self):
        login = self.user("t-insp-see", "civil_inspection.group_head")
        for path in (
            "inspections/new",
            "inspection-campaigns/new",
            "hazards/new",
            "rectification-orders",
            "safety-figures",
            "inspection-checklists/new",
        ):
            self.browser_js(f"/odoo/{path}", when_open(), login=login)

    def test_auditor_in_chinese(self):
        login = self.user("t-insp-audit", "civil_base.group_auditor")
        for path in ("inspection-draws", "inspection-results"):
            self.browser_js(f"/odoo/{path}", when_open(), login=login)

    def test_checklist_on_a_tablet(self):
        """An inspector answers with one big button, at the width of a tablet."""
        self.browser_size = "820x1180"
        self.touch_enabled = True
        login = self.user("t-insp-tablet", "civil_inspection.group_clerk")
        inspector = self.env["civil.inspection.inspector"].create(
            {
                "name": "检查员",
                "unit_id": self.env.ref("civil_inspection.unit_mz").id,
                "user_id": self.env["res.users"].search([("login", "=", login)]).id,
            }
        )
        kind = self.env.ref("civil_inspection.kind_safety")
        record = self.env["civil.inspection"].create(
            {
                "kind_id": kind.id,
                "object_id": self.env["civil.inspection.object"]
                .create(
                    {
                        "name": "测试机构",
                        "kind_ids": [Command.set(kind.ids)],
                        "division_id": self.district.id,
                    }
                )
                .id,
                "planned_date": "2024-03-05",
                "inspector_ids": [Command.set(inspector.ids)],
            }
        )
        self.env["civil.inspection.line"]._copy_checklist(record)
        record._write_guarded({"state": "checking"})
        self.browser_js(
            "/odoo/inspection-items",
            """
            const wait = (test, next) => {
                const timer = setInterval(() => {
                    if (test()) { clearInterval(timer); next(); }
                }, 100);
            };
            const yes = () => document.querySelector("button[name=action_yes]");
            const done = () => document.querySelector(
                "button[name=action_yes].btn-success");
            const fits = () => document.body.scrollWidth <= window.innerWidth;
            wait(yes, () => {
                if (yes().offsetHeight < 44 || !fits()) {
                    console.error("a button is too small, or the page too wide");
                }
                yes().click();
                wait(done, () => console.log("test successful"));
            });
            """,
            login=login,
        )
        record.invalidate_recordset()
        self.assertEqual(record.line_ids.mapped("result").count("yes"), 1)
