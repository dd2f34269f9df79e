from odoo.fields import Command
from odoo.tests import HttpCase, new_test_user, tagged

from odoo.addons.civil_base.tests.browser import walk

SHEET = ".o_civil_assessment_sheet"


@tagged("post_install", "-at_install")
class TestWalk(HttpCase):
    """A nurse fills the questionnaire on the screen, and two sign."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("zh_CN")
        cls.district = cls.env["civil.division"].create(
            {"code": "990101", "name": "测试区", "level": "district"}
        )
        cls.nurse = cls.make_user("walk_nurse")
        cls.nurse2 = cls.make_user("walk_nurse2")
        cls.person = cls.env["civil.resident"].create(
            {"name": "程咬金", "division_id": cls.district.id}
        )

    @classmethod
    def make_user(cls, login):
        return new_test_user(
            cls.env,
            login,
            "civil_assessment.group_assessor",
            name=login,
            lang="zh_CN",
            tz="Asia/Shanghai",
            division_ids=[Command.set(cls.district.ids)],
        )

    def walk(self, user, sheet, *steps):
        path = f"/odoo/civil.assessment/{sheet.id}"
        self.browser_js(path, walk(*steps), login=user.login, timeout=240)
        self.env.invalidate_all()

    def test_questionnaire_and_signatures(self):
        sheet = (
            self.env["civil.assessment"]
            .with_user(self.nurse)
            .create({"resident_id": self.person.id, "assessor2_id": self.nurse2.id})
        )
        eating = f"{SHEET} [data-item^='B.1.1 ']"
        self.walk(
            self.nurse,
            sheet,
            ("see", ".o_field_widget[name=missing_names]", "社会交往能力"),
            ("each", f"{SHEET} button[data-score='0']"),
            ("click", f"{eating} button[data-score='4']", "独立进食"),
            ("see", f"{SHEET} .o_total", "4"),
            ("see", ".o_field_widget[name=total]", "4"),
            ("see", ".o_field_widget[name=final_level_id]", "完全失能"),
            ("save",),
            ("click", "button[name=action_score]", "完成评分"),
            ("click", "button[name=action_sign_first]", "第一评估员签字"),
            ("see", ".o_arrow_button_current", "第一评估员已签字"),
        )
        self.assertEqual((4, 4), (sheet.total, sheet.final_level))
        self.walk(
            self.nurse2,
            sheet,
            ("click", ".o_notebook a[name=signatures]"),
            ("pick", ".o_field_widget[name=signer_kind] input", "本人"),
            ("type", ".o_field_widget[name=signer_name] input", "程咬金"),
            ("click", ".o_field_widget[name=person_signed_on] input"),
            ("click", ".o_datetime_picker .o_today"),
            ("gone", ".o_datetime_picker"),
            ("save",),
            ("click", "button[name=action_sign_second]", "第二评估员签字"),
            ("see", ".o_arrow_button_current", "已签字"),
            ("gone", "button[name=action_sign_second]"),
        )
        self.assertEqual("signed", sheet.state)
        self.assertEqual(self.nurse2, sheet.second_uid)
