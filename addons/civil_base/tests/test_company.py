from odoo.tests import tagged

from .common import CivilBaseCase


@tagged("post_install", "-at_install")
class TestCompany(CivilBaseCase):
    def test_a_bureau_in_china(self):
        company = self.env["res.company"].search([], limit=1)
        self.assertEqual("CN", company.country_id.code)
        self.assertEqual("CNY", company.currency_id.name)
        self.assertTrue(self.env["res.lang"]._lang_get("zh_CN"))

    def test_new_people_read_chinese_on_chinese_time(self):
        user = self.env["res.users"].create({"name": "新人", "login": "civil_new"})
        self.assertEqual("zh_CN", user.lang)
        self.assertEqual("Asia/Shanghai", user.tz)

    def test_a_time_zone_given_is_kept(self):
        user = self.env["res.users"].create(
            {"name": "新人", "login": "civil_new", "tz": "Asia/Urumqi"}
        )
        self.assertEqual("Asia/Urumqi", user.tz)

    def test_everybody_has_a_time_zone(self):
        users = self.env["res.users"].with_context(active_test=False).search([])
        self.assertTrue(all(users.mapped("tz")))
