from unittest.mock import patch

from odoo.fields import Command
from odoo.tests import HttpCase, new_test_user, tagged

from odoo.addons.civil_base.tests.browser import walk
from odoo.addons.civil_case.tests.common import blank_paper

from .common import number

ASK = ".modal .o_field_widget[name=%s] :is(input, textarea)"


def when(name, text, around=""):
    """Say when, as one may: from now."""
    field = f"{around} .o_field_widget[name={name}]"
    return (
        ("click", f"{field} :is(button, input)"),
        ("type", f"{field} input", text),
    )


def entered(button, *values, times=()):
    """Press a button, fill in its window and confirm it."""
    said = [when(name, text, ".modal") for name, text in times]
    return (
        ("click", f"button[name=action_{button}]"),
        *(("type", ASK % name, value) for name, value in values),
        *(step for steps in said for step in steps),
        ("click", ".modal button[name=action_confirm]", "确定"),
        ("gone", ".modal"),
    )


@tagged("post_install", "-at_install")
class TestWalk(HttpCase):
    """A family's whole course, clicked through in Chinese by those who do it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # What papers look like is tested where they are read.
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
        cls.village = divisions.create(
            {
                "code": "990101001001",
                "name": "东村",
                "level": "village",
                "parent_id": cls.town.id,
            }
        )
        cls.informant = cls.make_user("walk_informant", "informant", cls.village)
        cls.home_user = cls.make_user("walk_home", "home", cls.district)
        cls.clerk = cls.make_user("walk_clerk", "clerk", cls.district)
        kinds = cls.env["civil.organization.kind"]
        kind = kinds.search([("code", "=", "funeral_home")]) or kinds.create(
            {"code": "funeral_home", "name": "殡仪馆"}
        )
        # Whichever home stands first is proposed: those of other data step aside.
        cls.env["civil.organization"].search([("kind_ids", "in", kind.ids)]).write(
            {"kind_ids": [Command.unlink(kind.id)]}
        )
        cls.home = cls.env["civil.organization"].create(
            {
                "name": "测试区殡仪馆",
                "kind_ids": [Command.set(kind.ids)],
                "division_id": cls.district.id,
                "home_user_ids": [Command.set(cls.home_user.ids)],
            }
        )

    @classmethod
    def make_user(cls, login, level, division):
        return new_test_user(
            cls.env,
            login,
            f"civil_funeral.group_{level}",
            name=login,
            lang="zh_CN",
            tz="Asia/Shanghai",
            division_ids=[Command.set(division.ids)],
        )

    def walk(self, user, path, *steps):
        """Have somebody take steps on a screen, and look at the records afresh."""
        self.browser_js(path, walk(*steps), login=user.login, timeout=240)
        self.env.invalidate_all()

    def state(self, label):
        return ("see", ".o_arrow_button_current", label)

    def test_from_report_to_closing(self):
        case = self.report()
        path = f"/odoo/funeral-cases/{case.id}"
        self.fetch(case, path)
        self.cremate(case, path)
        self.place(case, path)
        self.close(case, path)

    def report(self):
        self.walk(
            self.informant,
            "/odoo/funeral-board",
            ("click", ".o-kanban-button-new"),
            ("type", ".o_field_widget[name=deceased_name] input", "赵大山"),
            ("type", ".o_field_widget[name=identity_input] input", number(1)),
            ("see", ".o_field_widget[name=sex]", "男"),
            ("choose", ".o_field_widget[name=division_id] input", "东村"),
            ("type", ".o_field_widget[name=death_place] input", "东村三组"),
            ("type", ".o_field_widget[name=reporter_name] input", "钱信息"),
            ("see", ".o_field_widget[name=home_id]", "测试区殡仪馆"),
            *when("death_at", "now -8H"),
            ("click", "button[name=action_report]", "提交报告"),
            self.state("待证明"),
            *entered(
                "certificate",
                ("certificate_issuer", "东镇卫生院"),
                ("certificate_doctor", "孙医生"),
                ("death_cause", "冠心病"),
                ("certificate_input", number(1)),
            ),
            self.state("待接运"),
        )
        case = self.env["civil.funeral.case"].search(
            [("deceased_name", "=", "赵大山"), ("home_id", "=", self.home.id)]
        )
        self.assertEqual("transport_pending", case.state)
        self.assertEqual("medical", case.certificate_kind)
        return case

    def fetch(self, case, path):
        self.walk(
            self.home_user,
            "/odoo/funeral-board",
            ("click", ".o_kanban_record", "赵大山"),
            *entered(
                "dispatch",
                ("vehicle", "鄂S12345"),
                ("driver", "李师傅"),
                ("carriers", "周一、吴二"),
                times=[("dispatched_at", "now -7H")],
            ),
            *entered(
                "transport",
                ("handed_by", "赵小山"),
                ("body_state", "完好"),
                times=[("handed_at", "now -6H")],
            ),
            *entered(
                "admission",
                ("body_tag", "T001"),
                ("cabinet", "A-01"),
                ("admitted_by", "郑馆员"),
                times=[("admitted_at", "now -5H")],
            ),
            self.state("在馆"),
            *entered(
                "farewell", ("farewell_hall", "一号厅"), ("farewell_host", "赵小山")
            ),
            *entered(
                "confirmation",
                ("host_name", "赵小山"),
                ("host_relation", "长子"),
                ("host_input", number(2)),
            ),
            self.state("待火化"),
        )
        self.assertEqual("cremation_pending", case.state)

    def cremate(self, case, path):
        self.walk(
            self.home_user,
            path,
            *entered(
                "cremation",
                ("furnace", "1号炉"),
                ("cremator", "王炉工"),
                times=[("cremation_start", "now -2H")],
            ),
            self.state("已火化"),
            ("see", "button[name=action_open_certificate]", "火化证明"),
            *entered("ashes", ("ashes_by", "郑馆员")),
            self.state("待安放"),
            ("see", "button[name=action_open_receipt]", "领灰证明"),
        )
        self.assertEqual("placement_pending", case.state)
        self.assertEqual("赵小山", case.ashes_to)
        self.assertTrue(case.cremation_number)

    def place(self, case, path):
        self.walk(
            self.informant,
            path,
            ("click", "button[name=action_placement]", "登记安放"),
            ("click", ".modal .o_field_widget[name=placement_kind] label", "墓位"),
            ("type", ASK % "placement_place", "东镇公墓二区3排5号"),
            ("type", ASK % "placement_document", "GAZ-1"),
            ("click", ".modal button[name=action_confirm]", "确定"),
            self.state("已安放"),
            *entered("visit", ("visitor", "钱信息"), ("visit_note", "骨灰已入公墓")),
            *entered("household", ("household_document", "派出所注销证明")),
            ("gone", "button[name=action_household]"),
        )
        self.assertEqual("plot", case.placement_ids.kind)

    def close(self, case, path):
        self.walk(
            self.clerk,
            path,
            ("click", "button[name=action_closing]", "核销"),
            self.state("已核销"),
            ("click", ".o_notebook a[name=nodes]", "环节记录"),
            ("see", ".o_data_row td[name=node]", "死亡报告"),
            ("see", ".o_data_row td[name=node]", "核销"),
        )
        self.assertEqual("closed", case.state)
        self.assertTrue(case.death_id)
