from odoo.exceptions import UserError
from odoo.tests import tagged

from .common import APRIL, MARCH, FeeCase


@tagged("post_install", "-at_install")
class TestCorrection(FeeCase):
    """What turns out different after a month was issued."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.prices()

    def late_leave(self, stay):
        """Record a leave of ten days of March after March was issued."""
        self.env["civil.institution.absence"].create(
            {
                "stay_id": stay.id,
                "kind": "leave",
                "date_from": "2024-03-11",
                "date_to": "2024-03-21",
            }
        )

    def test_a_late_leave_is_put_right_with_the_next_bill(self):
        stay = self.stay()
        bill = self.issued()
        self.late_leave(stay)
        self.assertEqual(bill, self.compute())
        self.assertEqual(2120, bill.amount)
        april = self.compute(APRIL)
        corrections = april.line_ids.filtered(lambda line: line.kind == "adjustment")
        self.assertEqual([MARCH], list(set(corrections.mapped("month"))))
        self.assertEqual(
            {"care": self.money("-96.77"), "meal": self.money("-200.00")},
            {
                line.item_id.code: self.money(f"{line.amount:.2f}")
                for line in corrections
            },
        )
        self.assertIn("420.00 due, 620.00 issued", corrections[1].explanation)

    def test_a_correction_comes_once(self):
        stay = self.stay()
        self.issued()
        self.late_leave(stay)
        april = self.issued(APRIL)
        may = self.compute(APRIL.replace(month=5))
        self.assertFalse(may.line_ids.filtered(lambda one: one.kind == "adjustment"))
        self.assertEqual(2120 - 296.77, april.amount)

    def test_a_corrected_bill_is_not_voided(self):
        stay = self.stay()
        march = self.issued()
        self.late_leave(stay)
        april = self.issued(APRIL)
        with self.assertRaisesRegex(UserError, "a later bill corrects it"):
            march.action_void("录错")
        april.action_void("录错")
        march.action_void("录错")
        self.compute()
        again = self.compute(APRIL)
        self.assertFalse(again.line_ids.filtered(lambda one: one.kind == "adjustment"))

    def test_what_is_given_back_is_prepaid(self):
        stay = self.stay()
        self.issued()
        self.env["civil.institution.placement"].search(
            [("stay_id", "=", stay.id)]
        ).date_to = "2024-03-11"
        bill = self.issued(APRIL)
        self.assertLess(bill.amount, 0)
        self.assertEqual(("paid", 0), (bill.state, bill.balance))
        account = stay.prepayment_ids
        self.assertEqual(("service", -bill.amount), (account.kind, account.balance))
