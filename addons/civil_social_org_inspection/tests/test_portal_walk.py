from unittest.mock import patch

from odoo.fields import Command
from odoo.tests import HttpCase, new_test_user, tagged

from odoo.addons.civil_case.tests.common import blank_paper

from .common import SOUND
from .portal_walk import phone_walk

SECTION = "civil_social_org"
SAVED = ("see", ".o_civil_saved", "已保存")
OPENED = ("ready", ".o_civil_section[open]")


@tagged("post_install", "-at_install")
class TestPortalWalk(HttpCase):
    """A volunteer fills in the report of a small association on a phone, in Chinese.

    No frozen day: the browser has its own clock. The last day lies far away.
    """

    browser_size = "375x667"
    touch_enabled = True

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        paper, blank = cls.env.registry["civil.paper"], blank_paper()
        cls.startClassPatcher(
            patch.object(paper, "_pdf", lambda self, html, count_pages=False: blank)
        )
        cls.env["res.lang"]._activate_lang("zh_CN")
        district = cls.env["civil.division"].create(
            {"code": "990101", "name": "测试区", "level": "district"}
        )
        cls.clerk = new_test_user(
            cls.env,
            "walk_clerk",
            f"{SECTION}.group_clerk",
            division_ids=[Command.set(district.ids)],
        )
        cls.org = cls.env["civil.social.org"].create(
            {
                "name": "测试区书画协会",
                "kind_id": cls.env.ref(f"{SECTION}.kind_association").id,
                "division_id": district.id,
                "address": "东镇一路1号",
                "legal_representative": "李会长",
                "registered_fund": 30000,
                "registration_date": "2015-03-01",
                "supervisor_type": "direct",
                "term_end": "2098-05-31",
                "scope": "书画交流",
            }
        )
        cls.inspection = cls.env["civil.social.inspection"].create(
            {
                "year": 2023,
                "kind_id": cls.org.kind_id.id,
                "division_id": district.id,
            }
        )
        cls.inspection.registrar_due = "2098-05-31"
        cls.inspection.action_open()
        cls.report = cls.inspection.report_ids
        cls.org.with_user(cls.clerk).action_open_account("13800138000", "王芳")
        cls.person = cls.org.sudo().organization_id.portal_account_ids.user_id
        # The browser of tests logs in with the login name for a password.
        cls.person.write(
            {
                "password": cls.person.login,
                "organization_password_pending": False,
                "lang": "zh_CN",
            }
        )

    def walk(self, *steps):
        login = self.person.login
        self.browser_js("/my", phone_walk(*steps), login=login, timeout=180)
        self.env.invalidate_all()

    @property
    def address(self):
        return f"/my/reports/{self.report.id}"

    def fill_rest(self):
        report = self.report.sudo()
        asked = set(report._items().mapped("field_name"))
        report._portal_save({k: v for k, v in SOUND.items() if k in asked})
        for paper in report._papers().filtered("is_required"):
            report._portal_add_file(paper.code, "a.pdf", "JVBERi0xLjQK")

    def test_fill_in_and_save(self):
        self.walk(
            ("go", "/my"),
            ("click", "a[href='/my/reports']"),
            ("click", ".list-group-item", "2023"),
            OPENED,
            ("fits",),
            ("type", "#field_is_compliant", "yes"),
            SAVED,
            ("click", "#section_finance summary"),
            ("type", "#field_income_donation", "１２,000.5"),
            ("type", "#field_income_dues", "3000"),
            ("see", "#field_income", "15000.50"),
            SAVED,
            ("type", "#field_income_other", "三百"),
            ("see", "#problem_income_other", "请只填数字"),
            ("type", "#field_income_other", "300"),
            ("see", "#field_income", "15300.50"),
            ("see", ".o_civil_echo", "万元"),
            SAVED,
            ("fits",),
        )
        self.assertEqual(self.report.is_compliant, "yes")
        self.assertEqual(self.report.income, 15300.5)

    def test_nothing_is_lost_when_the_line_breaks(self):
        self.walk(
            ("go", self.address),
            OPENED,
            ("line", "down"),
            ("type", "#field_compliance_note", "断网时填写的内容"),
            ("see", ".o_civil_saved", "网络不通"),
            # The window is closed, and opened again.
            ("go", "/my"),
            ("go", self.address),
            ("see", ".o_civil_banner", "未保存"),
            ("click", ".o_civil_banner button", "恢复"),
            ("see", "#field_compliance_note", "断网时填写的内容"),
            SAVED,
            ("line", "down"),
            ("type", "#field_compliance_note", "第二次"),
            ("see", ".o_civil_saved", "网络不通"),
            ("line", "up"),
            SAVED,
        )
        self.assertEqual(self.report.compliance_note, "第二次")

    def test_later_window_is_told(self):
        self.walk(
            ("go", self.address),
            OPENED,
            ("elsewhere", f"{self.address}/answers", {"compliance_note": "先填的"}),
            ("type", "#field_compliance_note", "更晚的"),
            ("see", ".o_civil_banner", "另一个窗口"),
            ("click", ".o_civil_banner button", "查看最新内容"),
            ("see", "#field_compliance_note", "先填的"),
            ("see", ".o_civil_banner", "未保存"),
            ("elsewhere", f"{self.address}/answers", {"activity_note": "又一次"}),
            ("click", ".o_civil_banner button", "恢复"),
            ("see", ".o_civil_banner", "另一个窗口"),
            ("click", ".o_civil_banner button", "以我填写的为准"),
            SAVED,
        )
        self.assertEqual(self.report.compliance_note, "更晚的")
        self.assertEqual(self.report.activity_note, "又一次")

    def test_submit_return_and_submit_again(self):
        self.fill_rest()
        sign = (
            ("click", ".o_civil_submit"),
            ("click", "#agreed"),
            ("type", "#name", "李会长"),
            ("fits",),
            ("click", "button[type=submit]", "签署并提交"),
            ("see", ".alert-success", "报告已提交"),
        )
        self.walk(
            ("go", self.address),
            # The script has looked at what is missing: nothing.
            ("see", "#section_files .text-bg-success"),
            *sign,
        )
        self.assertEqual(self.report.state, "registrar_review")
        self.report.with_user(self.clerk).action_return(
            reason="请核对", remarks={"contact_phone": "电话打不通"}
        )
        self.env.flush_all()
        self.walk(
            ("go", "/my"),
            ("see", ".o_civil_card", "已退回"),
            ("go", self.address),
            ("see", ".alert-danger", "请核对"),
            ("click", "#section_registration summary"),
            ("see", ".o_civil_field .alert-danger", "电话打不通"),
            ("type", "#field_contact_phone", "0722-3322222"),
            SAVED,
            *sign,
        )
        self.assertEqual(self.report.state, "registrar_review")
        self.assertEqual(self.report.contact_phone, "0722-3322222")
        self.assertEqual(self.report.version_ids.mapped("number"), [2, 1])
