import datetime

from odoo.fields import Command
from odoo.tests import HttpCase, new_test_user, tagged

from odoo.addons.civil_base.tests.browser import walk


@tagged("post_install", "-at_install")
class TestMonthScreen(HttpCase):
    """The board of institutions by month, in the browser."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("zh_CN")
        cls.district = cls.env["civil.division"].create(
            {"code": "990101", "name": "测试区", "level": "district"}
        )
        cls.clerk = new_test_user(
            cls.env,
            "month_clerk",
            "civil_institution.group_clerk",
            lang="zh_CN",
            tz="Asia/Shanghai",
            division_ids=[Command.set(cls.district.ids)],
        )
        homes = cls.env["civil.institution"].create(
            [
                {
                    "name": name,
                    "division_id": cls.district.id,
                    "kind_id": cls.env.ref("civil_institution.kind_home").id,
                    "beds_approved": 40,
                }
                for name in ("测试康寿养老院", "测试福利院")
            ]
        )
        january = datetime.date.today().replace(month=1, day=1)
        cls.env["civil.hazard"].create(
            {
                "name": "安全出口堵塞",
                "object_id": homes[0].object_id.id,
                "kind_id": cls.env.ref(
                    "civil_institution.inspection_kind_institution"
                ).id,
                "found_date": january,
                "level": "major",
            }
        )

    def test_from_the_cell_to_its_list(self):
        cell = ".o_civil_heat_cell[data-month='1']"
        self.browser_js(
            "/odoo/institution-months",
            walk(
                ("see", ".o_civil_heat_name", "测试福利院"),
                ("type", ".o_civil_heat_search", "康寿"),
                ("see", "tfoot", "未销号隐患"),
                ("click", cell, "重1"),
                ("click", ".o_civil_heat_card button", "重大1项"),
                ("see", ".o_list_view .o_data_row", "安全出口堵塞"),
            ),
            login=self.clerk.login,
            timeout=120,
        )
