from freezegun import freeze_time

from odoo.exceptions import UserError
from odoo.tests import Form, tagged

from .common import APRIL, FeeCase


@tagged("post_install", "-at_install")
class TestPay(FeeCase):
    """How bills are paid, and how they are waited for."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.prices()

    def receive(self, bills, amount, method="transfer"):
        action = bills.action_receive()
        wizards = self.env[action["res_model"]].with_user(self.keeper)
        form = Form(wizards.with_context(**action["context"]))
        form.amount, form.method = amount, method
        return form.save().action_confirm()["res_id"]

    def test_the_oldest_bill_is_paid_first(self):
        stay = self.stay()
        march, april = self.issued(), self.issued(APRIL)
        receipt = self.as_keeper("receipt").browse(self.receive(march | april, 3000))
        self.assertEqual([2120, 880], receipt.line_ids.mapped("amount"))
        self.assertEqual(("paid", "part_paid"), (march.state, april.state))
        self.assertEqual(1240, april.balance)
        self.assertEqual(1240, stay.bill_balance)
        with self.assertRaisesRegex(UserError, "1,240.00 is open"):
            self.receive(april, 1241)
        self.receive(april, 1240)
        self.assertEqual("paid", april.state)

    def test_drafts_take_no_money(self):
        self.stay()
        with self.assertRaises(UserError):
            self.compute()._receive("cash")

    def test_bills_of_two_residents_have_two_receipts(self):
        self.stay()
        self.stay(bed=1, name="尉迟恭")
        with self.assertRaises(UserError):
            self.issued().action_receive()

    def test_a_voided_receipt_opens_the_bill_again(self):
        self.stay()
        bill = self.issued()
        receipt = self.as_keeper("receipt").browse(self.receive(bill, 2120))
        with self.assertRaises(UserError):
            receipt.write({"amount": 1})
        with self.assertRaises(UserError):
            bill.action_void("录错")
        receipt.action_void("银行退回")
        self.assertEqual(("issued", 2120), (bill.state, bill.balance))
        bill.action_void("录错")

    def test_the_allowance_pays_for_the_destitute(self):
        self.stay(payer="destitute")
        self.stay(bed=1, name="尉迟恭")
        bills = self.issued()
        with self.assertRaisesRegex(UserError, "isn't supported as destitute"):
            bills.action_pay_allowance()
        receipts = bills[0].action_pay_allowance("特困供养金2024-03")
        self.assertEqual(
            [("allowance", "allowance", "特困供养金2024-03")],
            [(one.method, one.payer_type, one.reference) for one in receipts],
        )
        self.assertEqual(["paid", "issued"], bills.mapped("state"))

    def test_receipts_are_made_by_payments_alone(self):
        stay = self.stay()
        with self.assertRaises(UserError):
            self.as_keeper("receipt").create(
                {
                    "stay_id": stay.id,
                    "institution_id": self.home.id,
                    "date": "2024-04-02",
                    "method": "cash",
                    "amount": 10,
                }
            )

    def test_arrears_wait_on_the_desk(self):
        self.stay()
        bill = self.issued()
        self.assertFalse(self.todos(bill))
        with freeze_time("2024-04-20 04:00:00"):
            bill.invalidate_recordset(["is_overdue"])
            self.assertTrue(bill.is_overdue)
            bills = self.as_keeper("bill")
            self.assertEqual(bill, bills.search([("is_overdue", "=", True)]))
            bill._sync_todos()
            self.assertEqual(1, len(self.todos(bill)))
            self.receive(bill, 2120)
            self.assertFalse(self.todos(bill))

    def todos(self, bill):
        return self.env["civil.todo"].search(
            [("res_model", "=", bill._name), ("res_id", "=", bill.id)]
        )
