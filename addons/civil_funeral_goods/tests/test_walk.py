from datetime import timedelta
from unittest.mock import patch

from odoo import fields
from odoo.fields import Command
from odoo.tests import HttpCase, new_test_user, tagged

from odoo.addons.civil_base.tests.browser import walk
from odoo.addons.civil_case.tests.common import blank_paper

SECTION = "civil_funeral_goods"
SAVE = ("save",)


class WalkCase(HttpCase):
    """A district and the people of its funeral section, who work in Chinese."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # What papers look like is tested where they are made.
        paper, blank = cls.env.registry["civil.paper"], blank_paper()
        cls.startClassPatcher(
            patch.object(paper, "_pdf", lambda self, html, count_pages=False: blank)
        )
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
        cls.clerk2 = cls.make_user("walk_clerk2", "clerk")
        cls.clerk3 = cls.make_user("walk_clerk3", "clerk")
        cls.head = cls.make_user("walk_head", "head")
        cls.deputy = cls.make_user("walk_deputy", "deputy")
        cls.auditor = cls.make_user("walk_auditor", "civil_base.group_auditor")
        kind = cls.env.ref(f"{SECTION}.shop_kind_coffin")
        cls.shop = cls.env["civil.funeral.shop"].create(
            {
                "name": "安记寿材店",
                "legal_representative": "李四",
                "address": "东镇一路1号",
                "division_id": cls.town.id,
                "shop_kind_id": kind.id,
                "registration": "license",
            }
        )

    @classmethod
    def make_user(cls, login, level):
        return new_test_user(
            cls.env,
            login,
            level if "." in level else f"{SECTION}.group_{level}",
            name=login,
            lang="zh_CN",
            tz="Asia/Shanghai",
            division_ids=[Command.set(cls.district.ids)],
        )

    def walk(self, user, path, *steps):
        """Have somebody take steps on a screen, and look at the records afresh."""
        self.browser_js(path, walk(*steps), login=user.login, timeout=240)
        self.env.invalidate_all()


@tagged("post_install", "-at_install")
class TestWalkLicense(WalkCase):
    """The license of a shop, clicked through from the application to its revocation."""

    def test_from_application_to_revocation(self):
        case = self.apply()
        self.accept(case)
        self.visit(case)
        self.decide(case)
        license_ = self.shop.license_id
        self.assertEqual("valid", license_.state)
        self.assertEqual(license_.valid_until, self.shop.valid_until)
        self.revoke(license_)
        self.assertEqual("revoked", license_.state)
        self.assertEqual("suspended", self.shop.state)

    def apply(self):
        self.walk(
            self.clerk,
            f"/odoo/funeral-shops/{self.shop.id}",
            ("click", "button[name=action_apply]", "申请许可证"),
            ("see", ".o_field_widget[name=organization_id]", "安记寿材店"),
            ("type", ".o_field_widget[name=summary] input", "经营花圈、寿衣"),
            SAVE,
            ("click", ".o_notebook a[name=license]", "证照"),
            ("see", ".o_data_row td[name=value]", "李四"),
        )
        return self.env["civil.case"].search(
            [("organization_id", "=", self.shop.organization_id.id)]
        )

    def accept(self, case):
        case.license_entry_ids.filtered(
            lambda entry: entry.name == "经营范围"
        ).value = "花圈、寿衣"
        self.walk(
            self.clerk,
            f"/odoo/civil.case/{case.id}",
            ("click", "button[name=action_receive]", "收件"),
            ("click", "button[name=action_papers_fit]"),
            ("click", "button[name=action_accept]", "受理"),
            ("see", ".o_arrow_button_current", "已受理"),
        )
        self.assertEqual("accepted", case.state)
        self.assertEqual(self.clerk, case.accepted_uid)

    def visit(self, case):
        self.env["civil.case.visit"].with_user(self.clerk).create(
            {
                "case_id": case.id,
                "place": "东镇一路1号",
                "user_ids": [Command.set((self.clerk | self.clerk2).ids)],
                "findings": "符合要求",
                "result": "fit",
            }
        ).license_check_ids.result = "met"
        self.walk(
            self.clerk,
            f"/odoo/civil.case/{case.id}",
            ("click", ".o_notebook a[name=investigation]", "审查"),
            ("click", "button[name=action_finish]", "完成"),
            ("gone", "button[name=action_finish]"),
            ("click", "button[name=action_submit]", "报批"),
            ("see", ".o_arrow_button_current", "审批中"),
        )

    def decide(self, case):
        self.walk(
            self.head,
            f"/odoo/civil.case/{case.id}",
            ("click", "button[name=action_review]", "审核通过"),
            ("gone", "button[name=action_review]"),
        )
        self.walk(
            self.deputy,
            f"/odoo/civil.case/{case.id}",
            ("click", "button[name=action_grant]", "准予"),
            ("see", ".o_arrow_button_current", "准予"),
        )

    def revoke(self, license_):
        kind = self.env["civil.document.kind"].create(
            {"code": "walk_penalty", "name": "行政处罚决定书"}
        )
        decision = self.env["civil.document"].create(
            {
                "kind_id": kind.id,
                "title": "吊销决定书",
                "addressee": self.shop.name,
                "division_id": self.town.id,
            }
        )
        decision._issue_by_program()
        self.walk(
            self.deputy,
            f"/odoo/civil.license/{license_.id}",
            ("click", "button[name=action_open_measure]", "吊销"),
            ("choose", ".modal .o_field_widget[name=decision_id] input", "吊销决定书"),
            ("type", ".modal [name=reason] :is(input, textarea)", "出售棺材"),
            ("click", ".modal button[name=action_apply]", "登记"),
            ("see", ".o_arrow_button_current", "吊销"),
        )


@tagged("post_install", "-at_install")
class TestWalkInspection(WalkCase):
    """An inspection of shops, clicked through from the draw to the closed order."""

    def test_from_draw_to_closed_rectification(self):
        campaign = self.campaign()
        self.draw(campaign)
        inspection = campaign.inspection_ids
        self.assertEqual(self.shop.object_id, inspection.object_id)
        self.assertEqual(self.clerk | self.clerk2, inspection.inspector_ids.user_id)
        same = campaign.draw_ids.with_user(self.auditor).action_recompute()
        self.assertTrue(same)
        self.inspect(inspection)
        order = self.order(inspection)
        self.put_right(order)
        self.assertEqual("closed", order.state)
        self.assertEqual(["rectified"], self.shop.violation_ids.mapped("handling"))

    def campaign(self):
        today = fields.Date.today()
        unit = self.env.ref("civil_inspection.unit_mz")
        self.env["civil.inspection.inspector"].create(
            [
                {
                    "name": user.name,
                    "user_id": user.id,
                    "unit_id": unit.id,
                    "certificate_number": f"1799{user.id:04d}",
                    "certificate_from": today - timedelta(days=400),
                    "certificate_to": today + timedelta(days=400),
                }
                for user in self.clerk | self.clerk2
            ]
        )
        return (
            self.env["civil.inspection.campaign"]
            .with_user(self.clerk)
            .create(
                {
                    "name": "丧葬用品店专项检查",
                    "kind_id": self.env.ref(f"{SECTION}.inspection_kind_shop").id,
                    "division_id": self.district.id,
                    "date_from": today,
                    "date_to": today + timedelta(days=10),
                    "rate": 1.0,
                }
            )
        )

    def draw(self, campaign):
        path = f"/odoo/inspection-campaigns/{campaign.id}"
        self.walk(
            self.head,
            path,
            ("click", "button[name=action_approve]", "批准"),
            ("see", ".o_arrow_button_current", "已批准"),
        )
        self.walk(
            self.clerk,
            path,
            ("click", "button[name=action_open_freeze]", "冻结"),
            ("type", ".modal .o_field_widget[name=witness] input", "见证人"),
            ("click", ".modal button[name=action_confirm]", "冻结"),
            ("click", "button[name=action_draw]", "抽取"),
            ("see", ".o_arrow_button_current", "已抽取"),
        )

    def inspect(self, inspection):
        path = f"/odoo/inspections/{inspection.id}"
        self.walk(
            self.clerk,
            path,
            ("click", "button[name=action_notify]", "发出检查通知"),
            ("click", "button[name=action_start]", "开始检查"),
            ("click", ".o_statusbar_buttons button[name=action_open_checklist]"),
            ("each", ".o_kanban_record button[name=action_yes]"),
            (
                "click_in",
                ".o_kanban_record",
                "无制作、陈列、销售棺材",
                "[name=action_no]",
            ),
        )
        bad = inspection.line_ids.filtered(lambda line: line.result == "no")
        self.assertEqual(self.env.ref(f"{SECTION}.check_item_no_coffins"), bad.item_id)
        bad.with_user(self.clerk).note = "店内存放棺材3口"
        inspection.with_user(self.clerk).result = "problems"
        for user in (self.clerk, self.clerk2):
            self.walk(
                user,
                path,
                ("click", "button[name=action_open_sign]", "签字"),
                ("click", ".modal button[name=action_confirm]", "签字"),
                ("gone", ".modal"),
            )
        self.assertEqual("signed", inspection.state)

    def order(self, inspection):
        self.walk(
            self.clerk2,
            f"/odoo/inspections/{inspection.id}",
            ("click", ".o_statusbar_buttons [name=action_order_rectification]", "责令"),
            ("click", "button[name=action_issue]", "发出"),
            ("see", ".o_arrow_button_current", "整改中"),
        )
        return inspection.rectification_ids

    def put_right(self, order):
        order.with_user(self.clerk).report = "棺材已全部清运"
        path = f"/odoo/rectification-orders/{order.id}"
        self.walk(
            self.clerk,
            path,
            ("click", "button[name=action_report]", "整改已报告"),
            ("see", ".o_arrow_button_current", "待复查"),
        )
        self.walk(
            self.clerk3,
            path,
            ("click", "button[name=action_pass]", "销号"),
            ("see", ".o_arrow_button_current", "已销号"),
        )
