from unittest.mock import patch

from odoo.fields import Command
from odoo.tests import HttpCase, new_test_user, tagged

from odoo.addons.civil_base.tests.browser import walk
from odoo.addons.civil_case.tests.common import blank_paper
from odoo.addons.civil_license.tests.common import PDF, fake_certificate

from .case_common import PEOPLE, SECTION, credit_code

SAVE = ("save",)
CURRENT = ".o_arrow_button_current"


@tagged("post_install", "-at_install")
class TestCaseWalk(HttpCase):
    """A private unit, clicked through from the check of its name to its certificate."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # What papers look like is tested where they are read.
        paper, blank = cls.env.registry["civil.paper"], blank_paper()
        copies = cls.env.registry["civil.license.copy"]
        cls.startClassPatcher(
            patch.object(paper, "_pdf", lambda self, html, count_pages=False: blank)
        )
        cls.startClassPatcher(patch.object(copies, "_certificate", fake_certificate))
        cls.env["res.lang"]._activate_lang("zh_CN")
        divisions = cls.env["civil.division"]
        cls.district = divisions.create(
            {"code": "990101", "name": "测试区", "level": "district"}
        )
        cls.town = divisions.create(
            {
                "code": "990101001",
                "name": "东镇",
                "level": "town",
                "parent_id": cls.district.id,
            }
        )
        cls.clerk = cls.make_user("walk_clerk", "clerk")
        cls.head = cls.make_user("walk_head", "head")
        cls.deputy = cls.make_user("walk_deputy", "deputy")
        organizations = cls.env["civil.organization"]
        cls.founder = organizations.create(
            {"name": "东镇安康投资公司", "division_id": cls.town.id}
        )
        cls.supervisor = organizations.create(
            {"name": "测试区教育局", "division_id": cls.district.id}
        )

    @classmethod
    def make_user(cls, login, level):
        return new_test_user(
            cls.env,
            login,
            f"{SECTION}.group_{level}",
            name=login,
            lang="zh_CN",
            tz="Asia/Shanghai",
            division_ids=[Command.set(cls.district.ids)],
        )

    def walk(self, user, path, *steps):
        """Have somebody take steps on a screen, and look at the records afresh."""
        self.browser_js(path, walk(*steps), login=user.login, timeout=240)
        self.env.invalidate_all()

    def test_from_the_name_to_the_certificate(self):
        check = self.check_name()
        self.decide(check)
        founding = self.apply(check)
        self.accept(founding)
        self.decide(founding)
        org = founding.social_org_id
        self.assertEqual("测试区安康养老服务中心", org.name)
        self.hand_out(org)
        self.assertEqual({"handed_out"}, set(org.license_id.copy_ids.mapped("state")))

    def check_name(self):
        self.walk(
            self.clerk,
            "/odoo/social-cases/new",
            ("choose", ".o_field_widget[name=kind_id] input", "民办非企业单位名称核准"),
            (
                "choose",
                ".o_field_widget[name=organization_id] input",
                "东镇安康投资公司",
            ),
            ("choose", ".o_field_widget[name=division_id] input", "东镇"),
            ("click", ".o_notebook a[name=social_name]", "名称"),
            ("type", "[name=social_name_area] input", "测试区"),
            ("type", "[name=social_name_trade] input", "安康"),
            ("type", "[name=social_name_field] input", "养老"),
            ("type", "[name=social_name_form] input", "公司"),
            # The name is built and checked while it is typed.
            ("see", "[name=social_name]", "测试区安康养老公司"),
            ("see", "[name=social_name_problem]", "公司"),
            ("type", "[name=social_name_form] input", "服务中心"),
            ("see", "[name=social_name]", "测试区安康养老服务中心"),
            ("gone", "[name=social_name_problem]"),
            SAVE,
            ("click", "button[name=action_receive]", "收件"),
            ("click", "button[name=action_papers_fit]"),
            ("click", "button[name=action_accept]", "受理"),
            ("see", CURRENT, "已受理"),
        )
        return self.env["civil.case"].search([("social_action", "=", "name_check")])

    def decide(self, case):
        path = f"/odoo/social-cases/{case.id}"
        self.walk(
            self.clerk,
            path,
            ("click", "button[name=action_submit]", "报批"),
            ("see", CURRENT, "审批中"),
        )
        self.walk(
            self.head,
            path,
            ("click", "button[name=action_review]", "审核通过"),
            ("gone", "button[name=action_review]"),
        )
        self.walk(
            self.deputy,
            path,
            ("click", "button[name=action_grant]", "准予"),
            ("see", CURRENT, "准予"),
        )
        self.assertEqual("granted", case.state)

    def apply(self, check):
        self.walk(
            self.clerk,
            "/odoo/social-cases/new",
            ("choose", ".o_field_widget[name=kind_id] input", "民办非企业单位成立登记"),
            ("click", ".o_notebook a[name=social_name]", "名称"),
            ("choose", "[name=social_name_case_id] input", check.name),
            ("see", "[name=social_name]", "测试区安康养老服务中心"),
            ("click", ".o_notebook a[name=social_founding]"),
            ("type", "[name=social_domicile] input", "东镇一路1号"),
            ("type", "[name=social_fund] input", "50000"),
            ("type", "[name=social_credit_code] input", credit_code("52", 88)),
            ("type", "[name=social_purpose] textarea", "服务老年人"),
            ("type", "[name=social_scope] textarea", "养老服务"),
            ("click", ".o_notebook a[name=social_people]", "发起人和负责人"),
            ("click", "[name=social_person_ids] .o_field_x2many_list_row_add a"),
            ("type", ".modal [name=name] input", "陈明"),
            ("type", ".modal [name=identity_input] input", PEOPLE["陈明"]),
            ("pick", ".modal [name=post] input", "理事长"),
            ("click", ".modal [name=is_legal_representative] input"),
            ("click", ".modal .o_form_button_save"),
            ("see", "[name=social_person_ids] .o_data_row", "陈明"),
            ("click", ".o_notebook a[name=social_supervision]", "主管单位与审计"),
            ("pick", "[name=social_supervisor_type] input", "双重管理"),
            ("choose", "[name=social_supervisor_id] input", "测试区教育局"),
            ("type", "[name=social_consent_no] input", "测教批〔2024〕1号"),
            SAVE,
        )
        case = self.env["civil.case"].search([("social_action", "=", "founding")])
        self.assertEqual(self.founder, case.organization_id)
        category = self.env["civil.social.category"].search(
            [("kind_id", "=", case.social_kind_id.id)], limit=1
        )
        case.with_user(self.clerk).write(
            {
                "social_category_id": category.id,
                "social_consent_date": "2024-02-28",
                "social_term_start": "2024-03-10",
                "social_term_end": "2028-03-09",
            }
        )
        return case

    def accept(self, case):
        path = f"/odoo/social-cases/{case.id}"
        self.walk(self.clerk, path, ("click", "button[name=action_receive]", "收件"))
        case = case.with_user(self.clerk)
        case.material_ids.check_result = "ok"
        files = self.env["ir.attachment"].with_user(self.clerk)
        for paper in case.material_ids.filtered("social_purpose"):
            paper.attachment_ids = files.create({"name": "签署件.pdf", "raw": PDF})
        self.walk(
            self.clerk,
            path,
            ("click", "button[name=action_accept]", "受理"),
            ("see", CURRENT, "已受理"),
            ("click", ".o_notebook a[name=social_people]", "发起人和负责人"),
            ("click", "[name=social_person_ids] button[name=action_find_fit]"),
            ("see", "[name=social_person_ids] [name=check_state]", "审查合格"),
        )

    def hand_out(self, org):
        self.walk(
            self.clerk,
            f"/odoo/social-organizations/{org.id}",
            ("click", ".o_notebook a[name=cases]", "办件与证书"),
            ("see", ".o_data_row", "民办非企业单位成立登记"),
        )
        papers = org.license_id.copy_ids.with_user(self.clerk)
        papers.action_print()
        papers.action_hand_out("陈明")
