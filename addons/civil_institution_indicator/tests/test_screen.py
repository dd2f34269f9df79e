from odoo.fields import Command
from odoo.tests import HttpCase, new_test_user, tagged

from odoo.addons.civil_base.tests.browser import walk


@tagged("post_install", "-at_install")
class TestScreen(HttpCase):
    """The board of indicators, in the browser."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("zh_CN")
        cls.district = cls.env["civil.division"].create(
            {"code": "990101", "name": "测试区", "level": "district"}
        )
        cls.clerk = new_test_user(
            cls.env,
            "board_clerk",
            "civil_institution.group_clerk",
            lang="zh_CN",
            tz="Asia/Shanghai",
            division_ids=[Command.set(cls.district.ids)],
        )
        cls.env["civil.institution"].create(
            {
                "name": "测试福利院",
                "ownership": "public",
                "division_id": cls.district.id,
                "kind_id": cls.env.ref("civil_institution.kind_welfare").id,
                "beds_approved": 40,
            }
        )

    def test_from_what_lacks_to_its_list(self):
        row = "tr[data-code=institution_rated]"
        self.browser_js(
            "/odoo/institution-indicators",
            walk(
                ("see", row, "未达标"),
                ("click", f"{row} .o_civil_indicators_months"),
                ("see", ".o_civil_indicators_cells button", "1月"),
                ("click", f"{row} .o_civil_indicators_gap"),
                ("see", ".o_list_view .o_data_row", "测试福利院"),
            ),
            login=self.clerk.login,
            timeout=120,
        )
