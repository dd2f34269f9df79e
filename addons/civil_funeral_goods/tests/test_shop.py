from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain
from odoo.tests import tagged

from .common import GoodsCase


@tagged("post_install", "-at_install")
@freeze_time("2024-06-01 02:00:00")
class TestShop(GoodsCase):
    def test_the_search_finds_what_the_page_says(self):
        kind = self.env.ref("civil_funeral_goods.shop_kind_coffin").id
        shops = self.make_shop()
        shops |= self.make_shop(name="甲", shop_kind_id=kind)
        shops |= self.make_shop(name="乙", scope="纸人纸马", valid_until="2024-05-31")
        shops |= self.make_shop(name="丙", last_checked_on="2023-05-31")
        shops |= self.make_shop(name="丁", last_checked_on=False)
        self.env.flush_all()
        for name in ("has_findings", "sells_banned", "is_over", "is_unchecked"):
            for wanted in (True, False):
                found = shops.search(
                    Domain("id", "in", shops.ids) & Domain(name, "=", wanted)
                )
                self.assertEqual(
                    shops.filtered(lambda s, n=name, w=wanted: s[n] == w), found, name
                )
        self.assertEqual([False, True, True, True, True], shops.mapped("has_findings"))

    def test_a_shop_is_guided_until_no_coffin_is_left(self):
        kind = self.env.ref("civil_funeral_goods.shop_kind_coffin").id
        shop = self.make_shop(shop_kind_id=kind)
        coffin = self.env.ref("civil_funeral_goods.goods_coffin")
        self.count(shop, "2024-05-01", 5)
        change = (
            self.env["civil.funeral.transition"]
            .with_user(self.clerk)
            .create({"shop_id": shop.id, "aim": "change"})
        )
        with self.assertRaisesRegex(UserError, "last day are missing"):
            change.action_agree()
        change.write(
            {
                "agreed_on": "2024-05-02",
                "deadline": "2024-05-30",
                "new_business": "杂货",
            }
        )
        change.action_agree()
        self.assertTrue(change.is_late)
        with self.assertRaisesRegex(UserError, "role"):
            change.action_done()
        with self.assertRaisesRegex(UserError, "5 coffins"):
            change.with_user(self.head).action_done()
        self.count(shop, "2024-05-28", 0)
        self.assertEqual(5, shop.stock_ids.filtered(lambda s: not s.quantity).before)
        self.assertEqual(coffin, shop.stock_ids.goods_id)
        change.with_user(self.head).action_done()
        self.assertEqual(("done", "changed"), (change.state, shop.state))
        self.assertFalse(shop.has_findings, "a shop that is none is judged no longer")

    def count(self, shop, date, quantity):
        self.env["civil.funeral.stock"].with_user(self.clerk).create(
            {"shop_id": shop.id, "date": date, "quantity": quantity}
        )

    def test_open_violations_keep_a_shop_from_being_in_order(self):
        shop = self.make_shop()
        violation = (
            self.env["civil.funeral.violation"]
            .with_user(self.clerk)
            .create(
                {
                    "shop_id": shop.id,
                    "division_id": self.east.id,
                    "description": "销售冥币",
                    "date": "2024-05-20",
                }
            )
        )
        shop.action_rectify()
        with self.assertRaisesRegex(UserError, "open violations"):
            shop.action_normal()
        violation.handling = "rectified"
        shop.action_normal()
        self.assertEqual("normal", shop.state)

    def test_who_may_not(self):
        shop = self.make_shop(division_id=self.west.id)
        with self.assertRaisesRegex(UserError, "role"):
            shop.action_suspend()
        for user in (self.deputy, self.auditor):
            self.assertEqual(shop.name, shop.with_user(user).name)
            with self.assertRaises(AccessError):
                shop.with_user(user).write({"scope": "x"})
        for user in (self.east_clerk, self.staff):
            with self.assertRaises(AccessError):
                shop.with_user(user).read(["scope"])
        with self.assertRaisesRegex(UserError, "by hand"):
            shop.write({"state": "closed"})
