from unittest.mock import patch

from odoo import fields
from odoo.fields import Command
from odoo.tests import HttpCase, new_test_user, tagged

from odoo.addons.civil_base.tests.browser import walk
from odoo.addons.civil_case.tests.common import blank_paper

BUTTON = ".o_civil_plan_act"


@tagged("post_install", "-at_install")
class TestWalk(HttpCase):
    """From the plan to the grave, clicked through by the keeper, in Chinese."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # What papers look like is tested where they are made.
        paper, blank = cls.env.registry["civil.paper"], blank_paper()
        cls.startClassPatcher(
            patch.object(paper, "_pdf", lambda self, html, count_pages=False: blank)
        )
        cls.env["res.lang"]._activate_lang("zh_CN")
        district = cls.env["civil.division"].create(
            {"code": "990101", "name": "测试区", "level": "district"}
        )
        cls.town = cls.env["civil.division"].create(
            {
                "code": "990101001",
                "name": "东镇",
                "level": "town",
                "parent_id": district.id,
            }
        )
        cls.users = {
            level: new_test_user(
                cls.env,
                f"walk_{level}",
                f"civil_cemetery.group_{level}",
                lang="zh_CN",
                tz="Asia/Shanghai",
                division_ids=[Command.set(district.ids)],
            )
            for level in ("keeper", "clerk", "head")
        }
        cls.facility = cls.env["civil.cemetery.facility"].create(
            {
                "name": "东镇公益性公墓",
                "kind": "public",
                "division_id": cls.town.id,
                "approved_on": "2010-01-01",
                "user_ids": [Command.set(cls.users["keeper"].ids)],
            }
        )
        cls.open_facility()
        cls.zone = cls.env["civil.cemetery.zone"].create(
            {"facility_id": cls.facility.id, "code": "A", "name": "松鹤区"}
        )
        cls.env["civil.cemetery.fee"].create(
            {
                "facility_id": cls.facility.id,
                "date_from": "2000-01-01",
                "amount": 30,
                "legal_basis": "价目表",
            }
        )
        today = fields.Date.today()
        cls.env["civil.death"].create(
            {
                "name": "张三",
                "division_id": cls.town.id,
                "death_date": today,
                "cremation_date": today,
                "certificate_number": "HZ-1",
                "source": "cremation",
            }
        )

    @classmethod
    def open_facility(cls):
        cls.facility.accepted_on = "2010-01-01"
        cls.facility.with_user(cls.users["head"]).action_operate()

    def walk(self, level, path, *steps):
        """Have somebody take steps on a screen, and look at the records afresh."""
        self.env.flush_all()
        self.browser_js(
            f"/odoo/{path}",
            walk(*steps),
            login=f"walk_{level}",
            timeout=240,
        )
        self.env.invalidate_all()

    def test_from_the_plan_to_the_grave(self):
        self.make_plots()
        plot = self.zone.plot_ids.sorted("number")[0]
        self.reserve(plot)
        agreement = plot.agreement_id
        self.assertEqual("draft", agreement.state)
        self.pay_and_bury()
        self.assertEqual("active", agreement.state)
        self.assertEqual(600, agreement.amount_paid)
        self.assertEqual("occupied", plot.state)
        self.assertEqual("张三", agreement.interment_ids.name)

    def make_plots(self):
        self.walk(
            "clerk",
            f"civil.cemetery.zone/{self.zone.id}",
            ("click", "button[name=action_generate]"),
            ("choose", ".modal [name=plot_type_id] input", "双穴"),
            ("type", ".modal [name=row_to] input", "2"),
            ("type", ".modal [name=number_to] input", "6"),
            ("type", ".modal [name=area] input", "0.8"),
            ("click", ".modal button[name=action_generate]"),
            ("see", ".o_civil_plan_legend", "未建12"),
            ("see", "canvas"),
        )
        self.assertEqual(12, len(self.zone.plot_ids))
        self.zone.plot_ids.with_user(self.users["clerk"]).action_offer()

    def reserve(self, plot):
        number = ".o_field_widget[name=cremation_number] input"
        self.walk(
            "keeper",
            "plot-plan",
            ("click", ".o_civil_plan_tile", "松鹤区"),
            ("type", ".o_civil_plan_search input", "A-1-1"),
            ("click", ".o_civil_plan_found", "A-1-1"),
            ("see", ".o_civil_plan_card", "双穴"),
            ("click", BUTTON, "办理留墓、定墓"),
            ("type", ".o_field_widget[name=holder_name] input", "李四"),
            ("type", number, "HZ-1"),
            ("see", ".o_field_widget[name=user_name]", "张三"),
            ("click", "button[name=action_order]"),
            ("see", ".o_arrow_button_current", "定墓"),
            ("click", "button[name=action_agree]"),
            ("see", "button[name=action_sign]"),
        )
        self.assertEqual("ordered", plot.state)
        self.assertEqual(self.town, plot.reservation_ids.residence_id)

    def pay_and_bury(self):
        self.walk(
            "keeper",
            "plot-agreements",
            ("click", ".o_data_cell", "李四"),
            ("click", "button[name=action_sign]"),
            ("see", ".alert", "请先收取"),
            ("click", "button[name=action_pay]"),
            ("see", ".modal .o_field_widget[name=amount]", "600"),
            ("click", ".modal .o_form_button_save"),
            ("gone", ".modal"),
            ("click", "button[name=action_activate]"),
            ("see", ".o_arrow_button_current", "履行中"),
            ("click", "button[name=action_inter]"),
            ("see", ".o_field_widget[name=name] input", "张三"),
            ("click", "button[name=action_inter]"),
            ("see", ".o_arrow_button_current", "已安葬"),
        )

    def test_the_arrow_keys_move(self):
        self.env["civil.cemetery.generate"].create(
            {
                "zone_id": self.zone.id,
                "plot_type_id": self.env.ref("civil_cemetery.plot_type_double").id,
                "row_to": 3,
                "number_to": 3,
                "aisle_numbers": 2,
            }
        ).action_generate()
        press = """
            const pause = (ms) => new Promise((done) => setTimeout(done, ms));
            const until = async (text) => {
                for (let wait = 0; wait < 600; wait++) {
                    const card = document.querySelector(".o_civil_plan_card h3");
                    if (card?.textContent === text) { return; }
                    await pause(50);
                }
                throw new Error(`never on ${text}`);
            };
            const press = (key) =>
                document.querySelector(".o_civil_plan_scroll").dispatchEvent(
                    new KeyboardEvent("keydown", { key, bubbles: true }));
            (async () => {
                while (!document.querySelector(".o_civil_plan_tile")) {
                    await pause(100);
                }
                document.querySelector(".o_civil_plan_tile").click();
                while (!document.querySelector("canvas")?.width
                       || document.querySelector(".o_civil_plan_loading")) {
                    await pause(50);
                }
                await pause(300);
                press("ArrowRight"); await until("A-1-1");
                press("ArrowRight"); await until("A-1-2");
                press("ArrowRight"); await until("A-1-3");
                press("ArrowDown"); await until("A-2-3");
                press("ArrowRight"); await until("A-2-3");
                press("ArrowLeft"); await until("A-2-2");
                press("-"); press("Escape");
                await pause(200);
                if (document.querySelector(".o_civil_plan_card")) {
                    throw new Error("the card is still there");
                }
                console.log("test successful");
            })();
        """
        self.env.flush_all()
        self.browser_js(
            "/odoo/plot-plan",
            press,
            login="walk_keeper",
            timeout=240,
        )
