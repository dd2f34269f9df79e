from unittest.mock import patch

from freezegun import freeze_time

from odoo.exceptions import UserError
from odoo.tests import tagged

from .common import APRIL, MARCH, FeeCase, day


@tagged("post_install", "-at_install")
class TestLoophole(FeeCase):
    """What nobody gets by a detour: money that wasn't received, or twice."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.prices()
        cls.as_keeper("custody").create(
            {"institution_id": cls.home.id, "bank": "随州农商行", "number": "1234"}
        )
        cls.resident = cls.stay()

    def settle(self, date="2024-04-02", **values):
        return self.as_keeper("settlement").create(
            {"stay_id": self.resident.id, "date": date, **values}
        )

    def test_nobody_adds_a_bill_to_a_receipt(self):
        march, april = self.issued(), self.issued(APRIL)
        receipt = march._receive("cash", 100)
        lines = self.as_keeper("receipt.line")
        values = {"receipt_id": receipt.id, "bill_id": april.id, "amount": 1000}
        for context in ({}, {"civil_institution_receipt": True}):
            with self.assertRaises(UserError):
                lines.with_context(**context).create(values)
            with self.assertRaises(UserError):
                lines.sudo().with_context(**context).create(values)
        for change in ({"amount": 1}, {"bill_id": april.id}):
            with self.assertRaises(UserError):
                receipt.line_ids.sudo().write(change)
        with self.assertRaises(UserError):
            receipt.line_ids.sudo().unlink()

    def test_months_issued_after_the_last_day_are_given_back(self):
        for month in (1, 2, 3, 4):
            self.issued(APRIL.replace(month=month))._receive("cash")
        self.die(self.resident, "2024-02-10")
        one = self.settle("2024-02-10")
        by_month = {}
        for line in one.bill_id.line_ids:
            key = str(line.month)
            by_month[key] = by_month.get(key, 0) + line.amount
        self.assertEqual({"2024-02-01", "2024-03-01", "2024-04-01"}, set(by_month))
        self.assertAlmostEqual(-2120, by_month["2024-03-01"], 2)
        self.assertAlmostEqual(-2120, by_month["2024-04-01"], 2)
        paid = sum(self.resident.bill_ids.mapped("paid"))
        owed = sum((self.resident.bill_ids - one.bill_id).mapped("amount"))
        self.assertAlmostEqual(paid, owed, 2)
        self.assertAlmostEqual(-one.bill_id.amount, one.to_refund, 2)

    def test_a_month_billed_ahead_is_given_back(self):
        for month in (1, 2, 3, 4, 5):
            self.issued(APRIL.replace(month=month))._receive("cash")
        one = self.settle()
        may = one.bill_id.line_ids.filtered(lambda line: line.month == day("05-01"))
        self.assertAlmostEqual(-2120, sum(may.mapped("amount")), 2)

    def test_nothing_is_refunded_where_nothing_is_asked(self):
        self.resident.action_prepay("deposit", 1000)
        account = self.resident._prepayment("deposit")
        for amount in (0, 0.0, "0", -5):
            with self.assertRaisesRegex(UserError, "nothing to refund"):
                account.action_refund(amount=amount)
        with self.assertRaisesRegex(UserError, "cash or by transfer"):
            account.action_refund(amount=1, method="allowance")
        self.assertEqual(1000, account.balance)

    def test_a_dialog_acts_once(self):
        self.resident.action_prepay("deposit", 1000)
        account = self.resident._prepayment("deposit")
        refund = self.as_keeper("refund").create(
            {
                "prepayment_id": account.id,
                "amount": 300,
                "payee": "罗成",
                "note": "多收",
            }
        )
        refund.action_confirm()
        refund.action_confirm()
        self.assertEqual(700, account.balance)
        prepay = self.as_keeper("prepay").create(
            {"stay_id": self.resident.id, "kind": "service", "amount": 100}
        )
        first = prepay.action_confirm()
        self.assertEqual(first, prepay.action_confirm())
        self.assertEqual(100, self.resident._prepayment("service").balance)
        bill = self.issued()
        receive = self.as_keeper("receive").create(
            {"bill_ids": bill.ids, "amount": 50, "method": "cash"}
        )
        first = receive.action_confirm()
        self.assertEqual(first, receive.action_confirm())
        self.assertEqual(50, bill.paid)

    def test_what_is_settled_stays(self):
        self.resident.action_prepay("service", 500)
        self.issued()
        one = self.settle()
        one.action_confirm()
        used = self.as_keeper("receipt").search([("method", "=", "prepayment")])
        with self.assertRaisesRegex(UserError, "settled"):
            one.bill_id.action_void("错")
        with self.assertRaisesRegex(UserError, "settled"):
            used.action_void("错")
        with self.assertRaisesRegex(UserError, "settled"):
            self.resident.action_prepay("service", 10)

    def test_a_draft_whose_charge_changed_is_not_issued(self):
        charge = self.as_keeper("charge").create(
            {
                "stay_id": self.resident.id,
                "item_id": self.items["agency"].id,
                "date": "2024-03-03",
                "note": "配药",
                "price": 30,
            }
        )
        bill = self.compute()
        charge.price = 300
        with self.assertRaisesRegex(UserError, "compute again"):
            bill.action_issue()
        self.compute()
        charge.unlink()
        with self.assertRaisesRegex(UserError, "compute again"):
            bill.action_issue()
        self.compute()
        bill.action_issue()
        self.assertEqual(2120, bill.amount)

    def test_a_narrower_price_is_no_way_around_the_notice(self):
        with freeze_time("2024-04-03 04:00:00"):
            with self.assertRaisesRegex(UserError, "days before"):
                self.price("bed", 3000, "2024-04-04", room_type="double")
            for amount, since in ((900, "2024-04-04"), (3000, "2024-06-01")):
                price = self.price("bed", amount, since, room_type="double")
                self.assertEqual("published", price.state)

    def test_money_is_not_received_in_the_future(self):
        bill = self.issued()
        with self.assertRaisesRegex(UserError, "in the future"):
            bill._receive("cash", date="2024-04-03")
        with self.assertRaisesRegex(UserError, "in the future"):
            self.resident.action_prepay("service", 10, date="2024-04-03")

    def test_reading_an_institution_prints_nothing(self):
        papers = type(self.env["civil.paper"])
        with patch.object(papers, "_pdf", autospec=True) as pdf:
            self.home.read()
        pdf.assert_not_called()
        self.assertEqual(MARCH, self.issued().month)

    def test_bills_of_years_ahead_are_no_way_around_the_limit(self):
        with self.assertRaisesRegex(UserError, "too far ahead"):
            self.compute(day("06-01"))
        self.assertTrue(self.compute(day("05-01")))

    def test_a_price_between_two_is_withdrawn(self):
        between = self.price("bed", 1300, "2024-06-01")
        self.price("bed", 1400, "2024-07-01")
        between.action_withdraw()
        price = self.as_keeper("fee.price").search(
            [("item_id", "=", self.items["bed"].id), ("amount", "=", 1200)]
        )
        self.assertEqual(day("06-30"), price.date_to)
