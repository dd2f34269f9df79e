import datetime

from odoo import fields
from odoo.tests import tagged

from odoo.addons.civil_institution_care.tests.test_walk_course import (
    CourseCase,
    field,
)

#: What a day costs, and how many days the person lives there.
PRICE = 40
DAYS = 10
DEPOSIT = 1000


@tagged("post_install", "-at_install")
class TestWalkSettlement(CourseCase):
    """A resident's whole course to the settlement, clicked through by the staff."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        item = cls.env["civil.institution.fee.item"].create(
            {"code": "walk", "name": "床位费", "category": "bed", "unit": "day"}
        )
        prices = cls.env["civil.institution.fee.price"].with_user(cls.keeper)
        prices.create(
            {
                "institution_id": cls.home.id,
                "item_id": item.id,
                "amount": PRICE,
                "date_from": "2020-01-01",
            }
        ).action_publish()
        cls.env["civil.institution.custody"].with_user(cls.keeper).create(
            {"institution_id": cls.home.id, "bank": "随州农商行", "number": "1234"}
        )

    def test_from_the_enquiry_to_the_settlement(self):
        today = fields.Date.context_today(self.env["res.users"].with_user(self.keeper))
        self.enquire_and_apply()
        self.reserve()
        self.assess()
        self.try_out(since=today - datetime.timedelta(days=DAYS))
        self.sign_and_move_in()
        self.leave_and_come_back()
        self.pay_the_deposit()
        self.settle()
        self.other_bed = self.bed
        self.discharge()

    def pay_the_deposit(self):
        self.on_form(
            ("click", "button[name=action_ask_prepay]"),
            ("pick", field("kind", ".modal"), "押金"),
            ("type", field("amount", ".modal"), str(DEPOSIT)),
            ("click", ".modal button[name=action_confirm]"),
            ("gone", ".modal"),
            ("see", ".o_field_widget[name=amount]", "1,000.00"),
        )
        self.assertEqual(DEPOSIT, self.stay.prepaid_balance)

    def settle(self):
        """The deposit pays the ten days; the rest is refunded."""
        owed = PRICE * DAYS
        self.on_form(
            ("click", "button[name=action_settle]"),
            ("see", ".o_field_widget[name=open_total]", f"{owed}.00"),
            ("click", "button[name=action_confirm]"),
            ("click", ".modal footer .btn-primary"),
            ("click", "button[name=action_pay_out]"),
            ("gone", "button[name=action_pay_out]"),
        )
        settlement = self.stay.settlement_ids
        self.assertEqual("paid_out", settlement.state)
        self.assertEqual(
            (owed, DEPOSIT, 0, DEPOSIT - owed),
            (
                settlement.open_total,
                settlement.prepaid_total,
                settlement.to_collect,
                settlement.to_refund,
            ),
        )
        self.assertEqual(0, self.stay.prepaid_balance)
        self.assertEqual(0, self.stay.bill_balance)
