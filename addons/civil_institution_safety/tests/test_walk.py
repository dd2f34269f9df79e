from unittest.mock import patch

from odoo import fields
from odoo.fields import Command
from odoo.tests import HttpCase, new_test_user, tagged

from odoo.addons.civil_base.tests.browser import walk
from odoo.addons.civil_case.tests.common import blank_paper

from .phone import phone_walk

SECTIONS = 11


class WalkCase(HttpCase):
    """A filed home with an account on a phone; the section at its desks, in Chinese.

    No frozen day: the browser has its own clock.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        paper, blank = cls.env.registry["civil.paper"], blank_paper()
        cls.startClassPatcher(
            patch.object(paper, "_pdf", lambda self, html, count_pages=False: blank)
        )
        cls.env["res.lang"]._activate_lang("zh_CN")
        cls.today = fields.Date.context_today(cls.env.user)
        cls.district = cls.env["civil.division"].create(
            {"code": "990101", "name": "测试区", "level": "district"}
        )
        cls.clerk = cls.make_user("clerk", "clerk")
        cls.clerk2 = cls.make_user("clerk2", "clerk")
        cls.head = cls.make_user("head", "head")
        cls.home = (
            cls.env["civil.institution"]
            .with_user(cls.clerk)
            .create(
                {
                    "name": "东镇康寿养老院",
                    "division_id": cls.district.id,
                    "kind_id": cls.env.ref("civil_institution.kind_home").id,
                    "beds_approved": 40,
                    "user_id": cls.clerk.id,
                }
            )
        )
        cls.home.action_note_filed("2020-01-01")
        cls.home.action_open_account("13800138000", "王芳")
        cls.person = cls.home.sudo().organization_id.portal_account_ids.user_id
        # The browser of tests logs in with the login name for a password.
        cls.person.write(
            {
                "password": cls.person.login,
                "organization_password_pending": False,
                "lang": "zh_CN",
            }
        )

    @classmethod
    def make_user(cls, name, level):
        return new_test_user(
            cls.env,
            f"walk_{name}",
            f"civil_institution.group_{level}",
            lang="zh_CN",
            tz="Asia/Shanghai",
            division_ids=[Command.set(cls.district.ids)],
        )

    def phone(self, *steps):
        """Have the institution's person take steps on the phone."""
        login = self.person.login
        self.browser_js("/my", phone_walk(*steps), login=login, timeout=240)
        self.env.invalidate_all()

    def desk(self, user, hazard, *steps):
        """Have somebody of the bureau take steps on the hazard's form."""
        path = f"/odoo/institution-hazards/{hazard.id}"
        self.browser_js(path, walk(*steps), login=user.login, timeout=240)
        self.env.invalidate_all()


@tagged("post_install", "-at_install")
class TestWalkPhone(WalkCase):
    """A hazard from its discovery to the end, clicked by the roles that do it."""

    browser_size = "390x844"
    touch_enabled = True

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["civil.safety.check"]._open_month(cls.today)
        cls.check = cls.env["civil.safety.check"].search(
            [("institution_id", "=", cls.home.id)]
        )
        cls.first = cls.check._page_sections()[0]["lines"]

    def answered(self, line, result):
        return f"label[for=result_{line.id}_{result}]"

    def test_the_self_check_on_a_phone(self):
        exits = self.first[0]
        good = [("click", self.answered(line, "yes")) for line in self.first[1:]]
        self.phone(
            ("go", "/my"),
            ("click", "a[href='/my/self-checks']"),
            ("click", ".list-group-item", f"{self.today:%Y-%m}"),
            ("fits",),
            ("click", ".o_civil_go_on", "继续填写"),
            ("gone", f"#note_{exits.id}"),
            ("click", self.answered(exits, "no")),
            ("type", f"#note_{exits.id}", "二楼通道堆放纸箱"),
            ("see", ".o_civil_saved", "已保存"),
            ("fits",),
            *good,
            ("see", ".o_civil_saved", f"已填{len(self.first)}项"),
            ("click", ".o_civil_next", "下一部分"),
            ("see", "h1", f"2/{SECTIONS}"),
        )
        self.assertEqual((exits.result, exits.note), ("no", "二楼通道堆放纸箱"))
        self.assertEqual(self.check.answered_count, len(self.first))
        rest = self.check.line_ids - self.first
        rest.write({"result": "yes"})
        self.phone(
            ("go", f"/my/self-checks/{self.check.id}"),
            ("click", ".o_civil_to_file", "检查并上报"),
            ("see", ".list-group-item", "重大隐患"),
            ("type", "#checker", "王芳"),
            ("fits",),
            ("click", "button[type=submit]", "确认上报"),
            ("see", ".alert-success", "已上报"),
            ("fits",),
        )
        self.assertEqual(self.check.state, "filed")
        hazard = self.check.hazard_ids
        self.assertEqual((hazard.level, hazard.state), ("major", "open"))

    def test_nothing_is_lost_without_a_connection(self):
        line = self.first[0]
        self.phone(
            ("go", f"/my/self-checks/{self.check.id}/sections/1"),
            ("see", ".o_civil_item"),
            ("gone", f"#note_{line.id}"),
            ("line", "down"),
            ("click", self.answered(line, "no")),
            ("type", f"#note_{line.id}", "断网时填写"),
            ("see", ".o_civil_saved", "没有网络"),
            ("go", f"/my/self-checks/{self.check.id}"),
            ("go", f"/my/self-checks/{self.check.id}/sections/1"),
            ("see", ".o_civil_saved", "已保存"),
        )
        self.assertEqual((line.result, line.note), ("no", "断网时填写"))


@tagged("post_install", "-at_install")
class TestWalkHazard(WalkCase):
    """A hazard from its discovery to the end, clicked by the roles that do it."""

    def found(self):
        """File a self-check with one problem; return the hazard that it becomes."""
        self.env["civil.safety.check"]._open_month(self.today)
        check = self.env["civil.safety.check"].search(
            [("institution_id", "=", self.home.id)]
        )
        exits = check.line_ids.filtered(lambda line: line.criterion_id.code == "F2")[:1]
        answers = {line.id: {"result": "yes"} for line in check.line_ids - exits}
        check.with_user(self.person).sudo()._page_save(answers)
        self.phone(
            ("go", f"/my/self-checks/{check.id}"),
            ("click", ".o_civil_go_on", "继续填写"),
            ("click", f"label[for=result_{exits.id}_no]"),
            ("type", f"#note_{exits.id}", "二楼通道堆放纸箱"),
            ("photo", f"#photo_{exits.id}", "前.jpg"),
            ("see", ".o_civil_photo_state", "照片已上传"),
            ("click", ".o_civil_next"),
            ("go", f"/my/self-checks/{check.id}/file"),
            ("type", "#checker", "王芳"),
            ("click", "button[type=submit]", "确认上报"),
            ("see", ".alert-success", "已上报"),
        )
        hazard = check.hazard_ids
        self.assertEqual(
            (hazard.state, hazard.level, hazard.found_by), ("open", "major", "self")
        )
        self.assertTrue(hazard.photo)
        return hazard

    def test_from_discovery_to_the_end(self):
        hazard = self.found()
        page = f"/my/hazards/{hazard.id}"
        due = fields.Date.add(self.today, days=15)
        self.phone(
            ("go", "/my/hazards"),
            ("click", ".list-group-item", "二楼通道"),
            ("type", "#responsible", "刘主任"),
            ("type", "#measures", "清理通道"),
            ("type", "#funds", "200"),
            ("type", "#deadline", str(due)),
            ("type", "#protection", "专人看守"),
            ("fits",),
            ("click", ".o_civil_plan", "提交整改方案"),
            ("see", ".alert-success", "已提交"),
        )
        self.assertTrue(hazard.plan_date)
        self.assertEqual((hazard.funds, hazard.deadline), (200, due))
        self.desk(
            self.clerk,
            hazard,
            ("see", ".alert-info", "五落实"),
            ("click", "button[name=action_assign]"),
            ("see", ".o_arrow_button_current", "整改中"),
        )
        self.assertEqual(
            (hazard.state, hazard.assigned_uid), ("rectifying", self.clerk)
        )
        self.desk(
            self.head,
            hazard,
            ("click", "button[name=action_list]"),
            ("see", ".ribbon, .o_widget_web_ribbon", "挂牌"),
            ("click", "button[name=action_stop_admission]"),
            ("gone", "button[name=action_stop_admission]"),
        )
        self.assertTrue(hazard.is_listed)
        self.assertTrue(self.home.admission_stopped)
        self.assertEqual(hazard.report_ids.recipient, "department")
        later = fields.Date.add(self.today, days=25)
        self.phone(
            ("go", page),
            ("click", "summary", "申请延期"),
            ("type", "#until", str(later)),
            ("type", "#reason", "货架未到"),
            ("click", "details button[type=submit]", "申请延期"),
            ("see", ".alert-success"),
        )
        self.assertTrue(hazard.is_extension_asked)
        self.desk(
            self.head,
            hazard,
            ("see", ".alert-warning", "货架未到"),
            ("click", "button[name=action_extend]"),
            ("gone", "button[name=action_extend]"),
        )
        self.assertEqual(hazard.deadline, later)
        report = (
            ("go", page),
            ("photo", "#photo_after", "后.jpg"),
            ("see", ".o_civil_photo_state", "照片已上传"),
            ("type", "#note", "纸箱已清走"),
            ("click", ".o_civil_hand_in", "申请复查"),
            ("see", ".alert-success"),
        )
        self.phone(*report)
        self.assertEqual(
            (hazard.state, hazard.rectified_uid), ("rectified", self.person)
        )
        self.desk(
            self.clerk2,
            hazard,
            ("click", "button[name=action_fail]"),
            ("type", ".modal .o_field_widget[name=reason] textarea", "仍有纸箱"),
            ("click", ".modal button[name=action_confirm]"),
            ("see", ".o_arrow_button_current", "整改中"),
        )
        self.assertEqual((hazard.failed_count, hazard.state), (1, "rectifying"))
        self.phone(("go", page), ("see", ".alert-danger", "仍有纸箱"), *report[1:])
        self.desk(
            self.clerk2,
            hazard,
            ("click", "button[name=action_verify]"),
            ("see", ".o_arrow_button_current", "复查"),
        )
        self.assertEqual((hazard.state, hazard.verified_uid), ("verified", self.clerk2))
        self.desk(
            self.head,
            hazard,
            ("click", "button[name=action_close]"),
            ("see", ".o_arrow_button_current", "销号"),
        )
        self.assertEqual((hazard.state, hazard.closed_uid), ("closed", self.head))
        self.phone(("go", page), ("see", ".badge", "已销号"))
