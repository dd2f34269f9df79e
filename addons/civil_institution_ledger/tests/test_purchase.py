from decimal import Decimal

import psycopg2

from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import LedgerCase


@tagged("post_install", "-at_install")
class TestPurchase(LedgerCase):
    def stock(self, food):
        return self.env["civil.institution.ledger.move"]._stock(self.home, food)

    def grant(self, amount):
        self.voucher("living", "opening", amount, date="2024-05-01")

    def test_who_buys_neither_receives_nor_weighs(self):
        for name in ("receiver_id", "weigher_id"):
            with (
                self.assertRaises(psycopg2.IntegrityError),
                mute_logger("odoo.sql_db"),
                self.env.cr.savepoint(),
            ):
                self.purchase((self.rice, 1, 1), **{name: self.buyer.id})

    def test_people_of_the_home_buy_and_receive(self):
        stranger = self.buyer.copy({"institution_id": self.other.id})
        with self.assertRaisesRegex(UserError, "work in the home"):
            self.purchase((self.rice, 1, 1), buyer_id=stranger.id)

    def test_amounts_are_exact(self):
        purchase = self.purchase((self.rice, 3.333, 2.5), (self.pork, 0.1, 26.25))
        self.assertEqual([8.33, 2.63], purchase.line_ids.mapped("amount"))
        self.assertEqual(10.96, purchase.amount)
        self.assertEqual(
            (Decimal("3.333"), Decimal("8.33")), tuple(self.stock(self.rice))
        )

    def test_what_was_accepted_stays(self):
        purchase = self.purchase((self.rice, 10, 5))
        for change in (
            lambda: purchase.write({"supplier": "别家"}),
            lambda: purchase.line_ids.write({"price": 1}),
            lambda: purchase.write(
                {
                    "line_ids": [
                        Command.create(
                            {"food_id": self.pork.id, "quantity": 1, "price": 1}
                        )
                    ]
                }
            ),
            purchase.unlink,
        ):
            with self.assertRaises(UserError), self.env.cr.savepoint():
                change()
        self.assertEqual(50, purchase.amount)

    def test_food_is_paid_by_its_purchase_once(self):
        self.grant(1000)
        purchase = self.purchase((self.rice, 10, 5))
        with self.assertRaisesRegex(UserError, "by the purchase"):
            self.voucher("living", "payment", 50, "food")
        context = purchase.action_pay()["context"]
        self.assertEqual(50, context["default_amount"])
        pay = {"purchase_id": purchase.id}
        with self.assertRaisesRegex(UserError, "another amount"):
            self.voucher("living", "payment", 60, "food", **pay)
        with self.assertRaisesRegex(UserError, "another account"):
            self.voucher("social", "payment", 50, "food", **pay)
        voucher = self.voucher("living", "payment", 50, "food", **pay)
        self.assertTrue(purchase.is_paid)
        with self.assertRaisesRegex(UserError, "paid already"):
            self.voucher("living", "payment", 50, "food", **pay)
        voucher.action_take_back("付错")
        self.assertFalse(purchase.is_paid)
        self.voucher("living", "payment", 50, "food", **pay)
        self.assertTrue(purchase.is_paid)

    def test_food_is_not_paid_from_care_money(self):
        with self.assertRaisesRegex(UserError, "isn't paid from"):
            self.purchase((self.rice, 1, 1), account_id=self.accounts["care"].id)

    def test_the_store_gives_what_it_has(self):
        self.purchase((self.rice, 3, 3.3333))
        self.assertEqual((3, Decimal("10.00")), tuple(self.stock(self.rice)))
        self.refused("the store has 3", self.issue, (self.rice, 3.001))
        self.refused("2024-05-09", self.issue, (self.rice, 1), date="2024-05-09")
        one = self.issue((self.rice, 1))
        self.assertEqual(3.33, one.value)
        with self.assertRaisesRegex(UserError, "lost"):
            self.issue((self.rice, 1), reason="loss")
        rest = self.issue((self.rice, 2), reason="loss", note="霉变")
        self.assertEqual(6.67, rest.value)
        self.assertEqual((0, 0), tuple(self.stock(self.rice)))
        for change in (
            lambda: one.write({"date": "2024-05-12"}),
            lambda: one.line_ids.write({"quantity": 2}),
            lambda: one.line_ids.write({"value": 2}),
        ):
            with self.assertRaises(UserError):
                change()
