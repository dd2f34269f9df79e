from unittest.mock import patch

from odoo.fields import Command
from odoo.tests import HttpCase, new_test_user, tagged

from odoo.addons.civil_base.tests.browser import walk
from odoo.addons.civil_case.tests.common import blank_paper

from .common import COMPLETE


@tagged("post_install", "-at_install")
class TestWalk(HttpCase):
    """A filing, clicked through by who examines it, to the end of the service."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # What papers look like is tested where they are made.
        paper, blank = cls.env.registry["civil.paper"], blank_paper()
        cls.startClassPatcher(
            patch.object(paper, "_pdf", lambda self, html, count_pages=False: blank)
        )
        cls.env["res.lang"]._activate_lang("zh_CN")
        cls.district = cls.env["civil.division"].create(
            {"code": "990101", "name": "测试区", "level": "district"}
        )
        cls.clerk, cls.head = map(cls.make_user, ("clerk", "head"))
        cls.home = cls.env["civil.institution"].create(
            {
                **COMPLETE,
                "name": "东镇康寿养老院",
                "division_id": cls.district.id,
                "kind_id": cls.env.ref("civil_institution.kind_home").id,
                "beds_approved": 40,
            }
        )

    @classmethod
    def make_user(cls, level):
        return new_test_user(
            cls.env,
            f"walk_{level}",
            f"civil_institution.group_{level}",
            lang="zh_CN",
            tz="Asia/Shanghai",
            division_ids=[Command.set(cls.district.ids)],
        )

    def walk(self, user, *steps):
        """Have somebody take steps on the institution's form."""
        path = f"/odoo/institutions/{self.home.id}"
        self.browser_js(path, walk(*steps), login=user.login, timeout=240)
        self.env.invalidate_all()

    def test_from_filing_to_the_end(self):
        self.walk(
            self.clerk,
            ("click", "button[name=action_apply]", "受理备案申请"),
            ("click", "button[name=action_ask_correct]", "退回补正"),
            ("type", ".modal .o_field_widget[name=reason] textarea", "缺承诺书"),
            ("click", ".modal button[name=action_confirm]"),
            ("see", ".o_arrow_button_current", "待补正"),
            ("see", ".alert", "缺承诺书"),
            ("click", "button[name=action_apply]", "受理备案申请"),
            ("click", "button[name=action_file]", "予以备案"),
            ("see", ".o_arrow_button_current", "已备案"),
        )
        self.assertEqual("filed", self.home.state)
        self.assertEqual("issued", self.home.document_ids.state)
        self.home.write(
            {
                "notice_on": "2024-01-01",
                "stop_on": "2024-03-01",
                "resettlement_plan": "转入区社会福利院",
            }
        )
        self.walk(
            self.head,
            ("click", "button[name=action_close]", "终止服务"),
            ("click", ".modal footer .btn-primary"),
            ("see", ".o_arrow_button_current", "已终止"),
        )
        self.assertEqual("closed", self.home.state)
