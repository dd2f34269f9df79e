from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common import GoodsCase

#: Actions that only show something.
SHOWS = (
    "action_open",
    "action_view",
    "action_archive",
    "action_unarchive",
    "action_feedback",
)
MODELS = (
    "shop",
    "transition",
    "practitioner",
    "training",
    "training.contract",
    "violation",
    "agent",
    "cleanup",
    "cleanup.site",
)


@tagged("post_install", "-at_install")
class TestAccess(GoodsCase):
    """Whoever must not press a button can't, and nothing is changed."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        place = {"division_id": cls.west.id}
        shop = cls.make_west_shop()
        trade = cls.env.ref("civil_funeral_goods.trade_band").id
        cleanup = cls.make(
            "cleanup",
            name="清理",
            date_from="2024-05-01",
            date_to="2024-06-30",
            **place,
        )
        cls.records = {
            "shop": shop,
            "transition": cls.make("transition", shop_id=shop.id),
            "practitioner": cls.make(
                "practitioner", name="张三", trade_id=trade, **place
            ),
            "training": cls.make("training", name="培训", **place),
            "training.contract": cls.make(
                "training.contract",
                name="培训",
                number="1",
                contractor_id=shop.organization_id.id,
                amount=1,
                date_from="2024-05-01",
                date_to="2024-06-30",
                **place,
            ),
            "violation": cls.make(
                "violation", shop_id=shop.id, description="冥币", **place
            ),
            "agent": cls.make(
                "agent", organization_id=shop.organization_id.id, **place
            ),
            "cleanup": cleanup,
            "cleanup.site": cls.make(
                "cleanup.site", cleanup_id=cleanup.id, place="村口", **place
            ),
        }

    @classmethod
    def make(cls, model, **values):
        return cls.env[f"civil.funeral.{model}"].create(values)

    @classmethod
    def make_west_shop(cls):
        kind = cls.env.ref("civil_funeral_goods.shop_kind_coffin").id
        return cls.make(
            "shop", name="西镇寿材店", shop_kind_id=kind, division_id=cls.west.id
        )

    def actions(self, record):
        """Names of the methods of the module's own that a button may call."""
        return [
            name
            for name in dir(type(record))
            if name.startswith("action_")
            and not name.startswith(SHOWS)
            and getattr(type(record), name).__module__.startswith(
                "odoo.addons.civil_funeral_goods."
            )
        ]

    def test_no_button_works_for_others(self):
        pressed = 0
        for model in MODELS:
            for name in self.actions(self.records[model]):
                if name in ("action_guide", "action_apply"):
                    # They open a window; what it makes is refused by its model.
                    continue
                for user in (self.auditor, self.deputy, self.east_clerk, self.staff):
                    with self.subTest(model=model, action=name, user=user.login):
                        self.refused(self.records[model].with_user(user), name)
                        pressed += 1
        self.assertGreater(pressed, 60)

    def refused(self, record, name):
        before = record.sudo().read()[0]
        with self.assertRaises(UserError), self.env.cr.savepoint():
            getattr(record, name)()
        self.env.invalidate_all()
        self.assertEqual(before, record.sudo().read()[0])

    def test_nobody_else_writes_or_makes(self):
        for model in MODELS:
            record = self.records[model]
            for user in (self.auditor, self.deputy, self.east_clerk, self.staff):
                with self.subTest(model=model, user=user.login):
                    theirs = record.with_user(user)
                    with self.assertRaises(AccessError):
                        theirs.write({"division_id": self.east.id})
                    with self.assertRaises(AccessError):
                        theirs.unlink()

    def test_heads_alone_keep_goods_and_bans(self):
        ban = self.env.ref("civil_funeral_goods.ban_coffin")
        with self.assertRaises(AccessError):
            ban.with_user(self.clerk).write({"date_to": "2024-01-01"})
        ban.with_user(self.head).write({"date_to": "2030-01-01"})
        self.assertEqual("2030-01-01", str(ban.date_to))
