from odoo.exceptions import UserError
from odoo.tests import tagged

from odoo.addons.civil_inspection.tests.common import InspectionCase


@tagged("post_install", "-at_install")
class TestShopInspection(InspectionCase):
    """What an inspection of a shop leaves behind."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        section = "civil_funeral_goods"
        clerks = cls.clerk | cls.clerk2 | cls.clerk3
        clerks.write({"group_ids": [(4, cls.env.ref(f"{section}.group_clerk").id)]})
        cls.head.write({"group_ids": [(4, cls.env.ref(f"{section}.group_head").id)]})
        cls.kind = cls.env.ref(f"{section}.inspection_kind_shop")
        cls.shop = (
            cls.env["civil.funeral.shop"]
            .with_user(cls.clerk)
            .create(
                {
                    "name": "郑记棺材店",
                    "division_id": cls.east.id,
                    "shop_kind_id": cls.env.ref(f"{section}.shop_kind_coffin").id,
                    "last_checked_on": "2023-01-10",
                }
            )
        )
        cls.objects = cls.shop.object_id

    def inspected(self):
        record = self.checking(object_id=self.shop.object_id.id)
        record.line_ids.action_yes()
        lines = {line.item_id: line for line in record.line_ids}
        item = self.env.ref("civil_funeral_goods.check_item_no_coffins")
        lines[item].write({"result": "no", "note": "店内有棺材"})
        counted = self.env.ref("civil_funeral_goods.check_item_coffins")
        lines[counted].write({"count": 4})
        record.write({"result": "problems"})
        record.action_sign()
        record.with_user(self.clerk2).action_sign()
        return record

    def test_a_shop_is_an_object_and_stays_as_it_is(self):
        thing = self.shop.object_id
        self.assertEqual((self.shop.name, self.kind), (thing.name, thing.kind_ids))
        self.shop.write({"name": "郑记百货店", "address": "一路2号"})
        self.assertEqual(("郑记百货店", "一路2号"), (thing.name, thing.address))
        self.shop.active = False
        self.assertFalse(thing.active)

    def test_an_object_entered_by_hand_is_taken_over(self):
        organization = self.env["civil.organization"].create(
            {"name": "先登记单位", "division_id": self.east.id}
        )
        other = self.make_kind("t-other")
        entered = self.env["civil.inspection.object"].create(
            {"organization_id": organization.id, "kind_ids": [(6, 0, other.ids)]}
        )
        shop = self.env["civil.funeral.shop"].create(
            {"organization_id": organization.id}
        )
        self.assertEqual(entered, shop.object_id)
        self.assertEqual(self.kind | other, entered.kind_ids)
        shop.address = "一路3号"
        self.assertEqual(self.kind | other, entered.kind_ids)
        self.assertEqual("一路3号", entered.address)

    def test_many_shops_cost_as_many_statements_as_few(self):
        objects = self.env["civil.inspection.object"]
        counts = []
        for number in (2, 20):
            shops = self.env["civil.funeral.shop"].create(
                [
                    {"name": f"{number}-{each}", "division_id": self.east.id}
                    for each in range(number)
                ]
            )
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            objects._contributed({shop: shop._object_values() for shop in shops})
            counts.append(self.env.cr.sql_log_count - before)
        self.assertEqual(*counts)

    def test_an_order_that_is_not_followed_names_the_shop(self):
        record = self.inspected()
        record.action_order_rectification()
        order = record.rectification_ids
        order.action_issue()
        order.with_user(self.head).action_hand_over("逾期未整改")
        clue = self.env["civil.enforcement.clue"].search(
            [("origin_model", "=", order._name), ("origin_id", "=", order.id)]
        )
        self.assertEqual(self.shop.organization_id, clue.organization_id)
        self.assertEqual(["enforcement"], self.shop.violation_ids.mapped("handling"))

    def test_the_shop_knows_what_was_found(self):
        record = self.inspected()
        self.assertEqual("2024-03-04", str(self.shop.last_checked_on))
        self.assertEqual(4, self.shop.coffin_stock)
        self.assertEqual(
            [("店内有棺材", "open", record)],
            [
                (v.description, v.handling, v.inspection_id)
                for v in self.shop.violation_ids
            ],
        )

    def test_a_closed_order_settles_the_violations(self):
        record = self.inspected()
        record.action_order_rectification()
        order = record.rectification_ids
        order.action_issue()
        order.write({"report": "棺材已全部清运"})
        order.action_report()
        with self.assertRaises(UserError):
            order.action_pass(note="已清运")
        order.with_user(self.clerk3).action_pass(note="已清运")
        self.assertEqual("closed", order.state)
        self.assertEqual(["rectified"], self.shop.violation_ids.mapped("handling"))

    def test_a_violation_is_handed_on_once(self):
        self.inspected()
        violation = self.shop.violation_ids.with_user(self.clerk)
        violation.action_hand_on()
        clue = violation.clue_id
        violation.action_hand_on()
        self.assertEqual(clue, violation.clue_id)
        self.assertEqual(self.shop.organization_id, clue.organization_id)
        self.assertEqual("enforcement", violation.handling)
