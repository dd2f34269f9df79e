from odoo.exceptions import UserError
from odoo.fields import Command, Date
from odoo.tests import tagged

from .common import WaiverCase


@tagged("post_install", "-at_install")
class TestPriceList(WaiverCase):
    """Price lists: listed services only, published once, never edited."""

    def test_basic_services_by_the_day(self):
        """Farewell became a basic service with the regulation of 2026 (第五条)."""
        farewell = self.service("farewell")
        natures = farewell._natures_on(Date.to_date("2026-03-29"))
        self.assertEqual({}, natures)
        natures = farewell._natures_on(Date.to_date("2026-03-30"))
        self.assertEqual({farewell.id: "basic"}, natures)

    def test_an_unlisted_service_is_refused(self):
        prices = self.make_prices(self.home, date_from="2026-09-01")
        prices.line_ids = [
            Command.create({"service_id": self.service("host").id, "price": 800})
        ]
        with self.assertRaisesRegex(UserError, "no list of services"):
            prices.action_submit()
        self.env["civil.funeral.service.list"].with_user(self.head).create(
            {
                "name": "非基础项目清单",
                "level": "city",
                "nature": "non_basic",
                "date_from": "2026-06-01",
                "legal_basis": "随发改价〔2026〕9号",
                "entry_ids": [Command.create({"service_id": self.service("host").id})],
            }
        )
        prices.action_submit()
        self.assertEqual("under_approval", prices.state)

    def test_published_lists_stay(self):
        self.assertEqual("published", self.prices.state)
        self.assertTrue(self.prices.is_current)
        for user in (self.home_user, self.clerk, self.head):
            prices = self.prices.with_user(user)
            with self.assertRaises(UserError):
                prices.legal_basis = "another"
            with self.assertRaises(UserError):
                prices.line_ids[0].price = 1
            with self.assertRaises(UserError):
                prices.line_ids = [
                    Command.create({"service_id": self.service("urn").id, "price": 200})
                ]
            with self.assertRaises(UserError):
                prices.line_ids[0].unlink()
            with self.assertRaises(UserError):
                prices.unlink()

    def test_a_new_version_ends_the_one_before(self):
        action = self.prices.action_new_version()
        version = self.env["civil.funeral.price.list"].browse(action["res_id"])
        version = version.with_user(self.home_user)
        version.date_from = "2026-09-01"
        version.line_ids.filtered(lambda line: line.name == "遗体冷藏").price = 10
        self.publish(version)
        self.assertEqual("2026-08-31", str(self.prices.date_to))
        lists = self.env["civil.funeral.price.list"]
        days = {"2026-03-31": lists, "2026-08-31": self.prices, "2026-09-01": version}
        for day, expected in days.items():
            found = lists._for(self.home, Date.to_date(day))
            self.assertEqual(expected.ids, found.ids)

    def test_a_version_has_to_begin_later(self):
        version = self.make_prices(self.home, date_from="2026-04-01")
        with self.assertRaisesRegex(UserError, "begin later"):
            version.action_submit()

    def test_nobody_approves_his_own(self):
        prices = self.make_prices(self.home, user=self.head, date_from="2026-10-01")
        prices.action_submit()
        with self.assertRaises(UserError):
            prices.action_review()
        self.assertEqual("under_approval", prices.state)

    def test_sent_back_with_a_reason(self):
        prices = self.make_prices(self.home, date_from="2026-10-01")
        prices.action_submit()
        prices.with_user(self.head).action_send_back("文号有误")
        self.assertEqual("draft", prices.state)
        self.assertIn("文号有误", prices.message_ids[0].body)
