from odoo.fields import Command
from odoo.tests import HttpCase, new_test_user, tagged

from odoo.addons.civil_base.tests.browser import walk

from .common import SECTION, credit_code, identity


@tagged("post_install", "-at_install")
class TestWalk(HttpCase):
    """The register as its section works with it, in Chinese."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("zh_CN")
        cls.district = cls.env["civil.division"].create(
            {"code": "990101", "name": "测试区", "level": "district"}
        )
        cls.clerk, cls.head, cls.auditor = (
            new_test_user(
                cls.env,
                f"walk_{level}",
                group,
                lang="zh_CN",
                tz="Asia/Shanghai",
                division_ids=[Command.set(cls.district.ids)],
            )
            for level, group in (
                ("clerk", f"{SECTION}.group_clerk"),
                ("head", f"{SECTION}.group_head"),
                ("auditor", "civil_base.group_auditor"),
            )
        )
        cls.org = cls.env["civil.social.org"].create(
            {
                "name": "测试区逾期协会",
                "kind_id": cls.env.ref(f"{SECTION}.kind_association").id,
                "division_id": cls.district.id,
                "credit_code": credit_code(),
                "purpose": "服务社会",
                "term_start": "2018-01-01",
                "term_end": "2022-12-31",
            }
        )

    def walk(self, user, path, *steps):
        """Have somebody take steps on a screen, and look at the records afresh."""
        self.browser_js(path, walk(*steps), login=user.login, timeout=240)
        self.env.invalidate_all()

    def test_from_what_is_to_do_to_an_officer(self):
        self.walk(
            self.clerk,
            "/odoo/social-organizations",
            ("click", ".o_data_cell[name=name]", "测试区逾期协会"),
            ("see", ".alert-danger", "超期未换届"),
            ("see", ".o_readonly_modifier[name=credit_code]"),
            ("click", ".o_notebook a[name=officers]", "负责人"),
            ("click", ".o_field_x2many_list_row_add a", "添加"),
            ("type", ".modal .o_field_widget[name=name] input", "周云"),
            ("type", ".modal .o_field_widget[name=identity_input] input", identity()),
            ("click", ".modal .o_field_widget[name=is_legal_representative] input"),
            ("click", ".modal .o_form_button_save"),
            ("save",),
            ("see", ".o_data_cell[name=name]", "周云"),
            ("see", ".o_data_cell[name=identity_masked]", "****"),
        )
        self.assertEqual("周云", self.org.legal_officer_id.name)
        self.assertEqual("周云", self.org.legal_representative)

    def test_a_head_corrects_and_suspends(self):
        self.walk(
            self.head,
            f"/odoo/social-organizations/{self.org.id}",
            ("click", "button[name=action_open_correction]", "更正"),
            ("choose", ".modal .o_field_widget[name=item_id] input", "宗旨"),
            ("see", ".modal .o_field_widget[name=before]", "服务社会"),
            ("type", ".modal .o_field_widget[name=new_text] textarea", "服务会员"),
            ("type", ".modal .o_field_widget[name=reason] textarea", "录入错误"),
            ("click", ".modal button[name=action_confirm]", "更正"),
            ("gone", ".modal"),
            ("see", ".oe_stat_button[name=action_open_corrections]", "1"),
            ("click", "button[name=action_ask_suspend]", "限期停止活动"),
            ("type", ".modal .o_field_widget[name=reason] textarea", "处罚决定1号"),
            ("click", ".modal button[name=action_confirm]", "确定"),
            ("see", ".o_arrow_button_current", "限期停止活动"),
        )
        self.assertEqual("服务会员", self.org.purpose)
        self.assertEqual("suspended", self.org.state)

    def test_lists_open_from_the_findings(self):
        findings = f"{SECTION}.civil_social_findings_today_action"
        self.walk(
            self.auditor,
            f"/odoo/action-{findings}",
            ("click", ".o_data_row .o_data_cell[name=kind_id]", "超期未换届"),
            ("see", ".o_data_row .o_data_cell[name=name]", "测试区逾期协会"),
        )

    def test_a_name_is_looked_up_while_it_is_typed(self):
        query = f"{SECTION}.civil_social_name_query_action"
        self.walk(
            self.clerk,
            f"/odoo/action-{query}",
            ("type", ".modal .o_field_widget[name=division] input", "测试区"),
            ("type", ".modal .o_field_widget[name=field] input", "余期"),
            ("type", ".modal .o_field_widget[name=form] input", "协会"),
            ("see", ".modal .alert-warning", "测试区逾期协会"),
            ("click", ".modal button[name=action_check]", "查询"),
            ("see", ".modal .alert-success", "符合规则"),
        )
