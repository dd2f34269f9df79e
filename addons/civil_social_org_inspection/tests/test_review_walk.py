from freezegun import freeze_time

from odoo.fields import Command
from odoo.tests import HttpCase, new_test_user, tagged

from odoo.addons.civil_base.tests.browser import walk

from ..tools.sample import answer_reports, seed_organizations


@tagged("post_install", "-at_install")
class TestReviewWalk(HttpCase):
    """The reviewers' side in the browser, in Chinese, without leaving the keyboard."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("zh_CN")
        cls.district = cls.env["civil.division"].create(
            {"code": "990101", "name": "测试区", "level": "district"}
        )
        cls.unit = cls.env["civil.organization"].create(
            {"name": "区教育局", "division_id": cls.district.id}
        )
        cls.clerk = cls.make_user("walk_clerk", "civil_social_org.group_clerk")
        cls.head = cls.make_user("walk_head", "civil_social_org.group_head")
        cls.supervisor = cls.make_user(
            "walk_unit", "civil_social_org_inspection.group_supervisor"
        )
        cls.supervisor.social_unit_ids = cls.unit
        kind = cls.env.ref("civil_social_org.kind_private_unit")
        seed_organizations(cls.env, kind, cls.district, cls.unit, 24)
        cls.inspection = (
            cls.env["civil.social.inspection"]
            .with_user(cls.head)
            .create({"year": 2023, "kind_id": kind.id, "division_id": cls.district.id})
        )
        with freeze_time("2024-01-05"):
            cls.inspection.action_open()
        answer_reports(cls.env, cls.inspection)
        cls.inspection.action_find()
        cls.reports = {
            int(report.name[3:]): report.with_env(cls.env)
            for report in cls.inspection.report_ids
        }

    @classmethod
    def make_user(cls, login, group):
        return new_test_user(
            cls.env,
            login,
            group,
            name=login,
            lang="zh_CN",
            tz="Asia/Shanghai",
            division_ids=[Command.set(cls.district.ids)],
        )

    def walk(self, user, path, *steps):
        self.browser_js(path, walk(*steps), login=user.login, timeout=240)
        self.env.invalidate_all()

    def test_first_review_and_review_by_keyboard(self):
        self.walk(
            self.supervisor,
            f"/odoo/civil.social.inspection/{self.inspection.id}",
            ("click", "button[name=action_view_review]", "审查"),
            ("see", ".o_social_current", "测试社000002"),
            ("click", ".o_social_step", "初审通过"),
            ("see", ".o_social_current", "测试社000004"),
            ("click", ".o_social_step", "退回"),
            ("type", ".o_social_answer", "请补充章程"),
            ("click", ".o_social_foot .btn-primary", "确定"),
            ("see", ".o_social_current", "测试社000006"),
        )
        self.assertEqual("registrar_review", self.reports[2].state)
        self.assertEqual("returned", self.reports[4].state)
        self.assertEqual(["请补充章程"], self.reports[4].remark_ids.mapped("text"))
        # Number 5 is registered directly and has no ground; 15 is the like.
        self.walk(
            self.clerk,
            f"/odoo/civil.social.inspection/{self.inspection.id}",
            ("click", "button[name=action_view_review]", "审查"),
            ("see", ".o_social_current", "测试社000002"),
            ("see", ".o_social_step", "拟定：合格"),
            ("click", ".o_social_step", "拟定：合格"),
            ("see", ".o_social_current", "测试社000005"),
            ("click", ".o_social_step", "其他结论"),
            ("type", ".o_social_answer", "内部管理不规范"),
            ("click", ".o_social_foot .btn-primary", "确定"),
            ("see", ".o_social_current", "测试社000015"),
        )
        self.assertEqual(
            ("proposed", "qualified"),
            (self.reports[2].state, self.reports[2].conclusion),
        )
        self.assertEqual(
            ("proposed", "basically", "内部管理不规范"),
            (
                self.reports[5].state,
                self.reports[5].conclusion,
                self.reports[5].opinion,
            ),
        )
        self.walk(
            self.head,
            f"/odoo/civil.social.inspection/{self.inspection.id}",
            ("click", "button[name=action_view_review]", "审查"),
            ("click", ".o_social_head .btn", "待定结论"),
            ("see", ".o_social_current", "测试社000002"),
            ("click", ".o_social_step", "审定：合格"),
            ("see", ".o_social_current", "测试社000005"),
        )
        self.assertEqual("concluded", self.reports[2].state)
        self.assertEqual(self.head, self.reports[2].concluded_uid)

    def test_grounds_are_decided_by_keys(self):
        report = self.reports[7]
        report.with_user(self.supervisor).action_supervise()
        script = """
            const wait = (test) => new Promise((resolve, reject) => {
                let tries = 0;
                const look = () => {
                    if (test()) { resolve(); }
                    else if (tries++ > 400) { reject(new Error(`never: ${test}`)); }
                    else { setTimeout(look, 50); }
                };
                look();
            });
            const press = (key) => document.body.dispatchEvent(
                new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true })
            );
            const shown = (selector, text) =>
                [...document.querySelectorAll(selector)].some(
                    (element) => element.textContent.includes(text)
                );
            (async () => {
                await wait(() => shown("button[name=action_view_review]", "审查"));
                document.querySelector("button[name=action_view_review]").click();
                await wait(() => shown(".o_social_current", "测试社000005"));
                press("j");
                await wait(() => shown(".o_social_current", "测试社000007"));
                await wait(() => shown(".o_social_finding", "党员3名"));
                press("a");
                await wait(() => shown(".o_social_error", "1"));
                press("c");
                await wait(() => shown(".o_social_finding", "已确认"));
                await wait(() => shown(".o_social_step", "拟定：基本合格"));
                press("a");
                await wait(() => shown(".o_social_current", "测试社000015"));
                console.log("test successful");
            })().catch((error) => console.error(error.message));
        """
        self.browser_js(
            f"/odoo/civil.social.inspection/{self.inspection.id}",
            script,
            login=self.clerk.login,
            timeout=120,
        )
        self.env.invalidate_all()
        self.assertEqual(("proposed", "basically"), (report.state, report.conclusion))
        self.assertEqual(["confirmed"], report.finding_ids.mapped("state"))
