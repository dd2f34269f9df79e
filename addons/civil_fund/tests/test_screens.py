from odoo.fields import Command
from odoo.tests import HttpCase, new_test_user, tagged

from odoo.addons.civil_base.tests.common import when_open


@tagged("post_install", "-at_install")
class TestScreens(HttpCase):
    """The web client opens each screen without an error in its console."""

    def test_finance_in_chinese(self):
        district = self.env["civil.division"].create(
            {"code": "990101", "name": "测试区", "level": "district"}
        )
        new_test_user(
            self.env,
            "t-fund-see",
            "civil_base.group_finance",
            lang="zh_CN",
            division_ids=[Command.set(district.ids)],
        )
        for path in (
            "desk",
            "indicators/new",
            "allotments/new",
            "execution",
            "projects",
        ):
            self.browser_js(f"/odoo/fund-{path}", when_open(), login="t-fund-see")
