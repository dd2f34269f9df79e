from decimal import Decimal

import psycopg2

from odoo.exceptions import UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import CemeteryCase


@tagged("post_install", "-at_install")
class TestMoney(CemeteryCase):
    """Fees by the day's price, receipts exact to the cent and never changed."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.receipts = cls.env["civil.cemetery.receipt"].with_user(cls.keeper)

    def signed(self, **values):
        self.make_death()
        agreement = self.agree(**values)
        agreement.action_sign()
        return agreement

    def take(self, agreement, amount):
        return self.receipts.create({"agreement_id": agreement.id, "amount": amount})

    def test_sums_are_exact(self):
        self.charge(self.public, 0.1)
        agreement = self.signed(years=3)
        # 0.1 * 3 as binary fractions is 0.30000000000000004.
        for _part in range(3):
            self.take(agreement, 0.1)
        self.assertEqual(Decimal("0.30"), Decimal(f"{agreement.amount_paid:.2f}"))
        self.assertEqual(0, agreement.amount_open)
        agreement.action_activate()

    def test_never_more_than_is_due(self):
        self.charge(self.public, 50)
        agreement = self.signed(years=2)
        self.take(agreement, 60)
        with (
            self.assertRaisesRegex(UserError, "is due in all"),
            self.env.cr.savepoint(),
        ):
            self.take(agreement, 40.01)
        self.env.invalidate_all()
        self.take(agreement, 40)
        self.assertEqual("SJ-990101-2024-0100001", agreement.receipt_ids[-1].number)

    def test_the_fee_of_the_day_and_of_the_type(self):
        self.charge(self.public, 10, date_to="2024-06-02")
        self.charge(self.public, 20, date_from="2024-06-03")
        agreement = self.signed(years=1)
        self.assertEqual(20, agreement.amount_due)
        self.charge(self.public, 35, plot_type_id=self.double.id)
        self.assertEqual(35, agreement._fee(1, agreement.date_from))

    def test_receipts_are_reversed_not_changed(self):
        self.charge(self.public, 50)
        agreement = self.signed(years=1)
        receipt = self.take(agreement, 50)
        with self.assertRaisesRegex(UserError, "Receipts don't change"):
            receipt.sudo().write({"amount": 40})
        with self.assertRaisesRegex(UserError, "never deleted"):
            receipt.sudo().unlink()
        receipt.action_reverse(reason="收款方式登记错误")
        self.assertEqual(50, agreement.amount_open)
        with (
            mute_logger("odoo.sql_db"),
            self.assertRaises(psycopg2.errors.UniqueViolation),
            self.env.cr.savepoint(),
        ):
            receipt.action_reverse(reason="重复")
        self.env.invalidate_all()
        self.take(agreement, 50)
        self.assertEqual(0, agreement.amount_open)
