from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from odoo.exceptions import UserError
from odoo.tests import tagged

from .common import APRIL, FeeCase


@tagged("post_install", "-at_install")
class TestSettlement(FeeCase):
    """The account closed when somebody leaves."""

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

    def totals(self, one):
        return tuple(
            one[name]
            for name in (
                "open_total",
                "prepaid_total",
                "offset_total",
                "to_collect",
                "to_refund",
            )
        )

    def test_what_is_left_of_the_deposit_goes_back(self):
        self.resident.action_prepay("service", 500)
        self.resident.action_prepay("deposit", 9000)
        self.issued(APRIL.replace(month=1))
        self.issued(APRIL.replace(month=2))
        march = self.issued()
        one = self.settle()
        last = one.bill_id
        self.assertEqual("final", last.kind)
        self.assertEqual([1], list(set(last.line_ids.mapped("days"))))
        owed = sum(self.resident.bill_ids.mapped("balance"))
        self.assertAlmostEqual(owed, one.open_total, 2)
        self.assertEqual(9500, one.prepaid_total)
        one.action_confirm()
        self.assertEqual("paid", march.state)
        self.assertEqual(0, self.resident.bill_balance)
        self.assertAlmostEqual(9500 - owed, self.resident.prepaid_balance, 2)
        one.action_pay_out()
        self.assertEqual(("paid_out", 0), (one.state, self.resident.prepaid_balance))
        self.resident.action_discharge(kind="left", date="2024-04-02")
        self.assertEqual("discharged", self.resident.state)

    def test_months_that_were_never_issued_come_with_it(self):
        self.compute(APRIL.replace(month=1))
        one = self.settle()
        self.assertEqual(
            ["2024-01-01", "2024-02-01", "2024-03-01", "2024-04-01"],
            sorted(set(map(str, one.bill_id.line_ids.mapped("month")))),
        )
        self.assertEqual(one.bill_id, self.resident.bill_ids)

    def test_what_was_before_the_first_bills_is_not_charged(self):
        self.compute()
        self.assertEqual("2024-03-01", str(self.home.fee_from))
        one = self.settle()
        self.assertEqual(
            ["2024-03-01", "2024-04-01"],
            sorted(set(map(str, one.bill_id.line_ids.mapped("month")))),
        )

    def test_nobody_leaves_before_the_settlement(self):
        with self.assertRaisesRegex(UserError, "isn't settled"):
            self.resident.action_discharge(kind="left", date="2024-04-02")
        one = self.settle()
        one.action_confirm()
        with self.assertRaisesRegex(UserError, "bills are still open"):
            self.resident.action_discharge(kind="left", date="2024-04-02")
        with self.assertRaisesRegex(UserError, "bills are still open"):
            one.action_pay_out()
        self.resident._open_bills()._receive("cash")
        with (
            self.assertRaisesRegex(UserError, "settled for 2024-04-02"),
            self.env.cr.savepoint(),
        ):
            self.resident.action_discharge(kind="left", date="2024-04-01")
        self.env.invalidate_all()
        self.resident.action_discharge(kind="left", date="2024-04-02")

    def test_death_waits_for_nobody(self):
        self.resident.action_prepay("deposit", 1000)
        self.die(self.resident, "2024-03-05")
        if self.resident.state != "discharged":
            self.resident.action_discharge(kind="died", date="2024-03-05")
        todo = self.env["civil.todo"].search(
            [
                ("res_model", "=", self.resident._name),
                ("res_id", "=", self.resident.id),
                ("key", "=", "settle"),
            ]
        )
        self.assertEqual(1, len(todo))
        one = self.settle(date="2024-03-05")
        days = one.bill_id.line_ids.filtered(
            lambda line: str(line.month) == "2024-03-01"
        ).mapped("days")
        self.assertEqual([4], list(set(days)))
        self.assertEqual(one.open_total, one.offset_total + one.to_collect)
        one.action_confirm()
        self.assertFalse(todo.exists())

    def test_who_leaves_during_the_trial_gets_back_what_is_not_used(self):
        stay = self.env["civil.institution.stay"].create(
            {"institution_id": self.home.id, "resident_id": self.person("单雄信").id}
        )
        # The agreements and assessments before the trial are others' subject.
        stay._put_into(self.beds[1], APRIL.replace(month=3, day=25))
        stay._write_guarded({"state": "trial"})
        stay = stay.with_user(self.keeper)
        stay.action_prepay("service", 3000)
        one = self.as_keeper("settlement").create(
            {"stay_id": stay.id, "date": "2024-04-02"}
        )
        self.assertTrue(one.is_trial)
        # Seven days of March and one of April, of bed and meals.
        used = 1820 * 7 / 31 + 1820 / 30
        self.assertAlmostEqual(used, one.open_total, 1)
        one.action_confirm()
        one.action_pay_out()
        stay.action_discharge(kind="left", date="2024-04-02")
        self.assertAlmostEqual(3000 - one.open_total, one.to_refund, 2)

    def test_a_late_leave_is_given_back_at_last(self):
        for month in (1, 2, 3):
            self.issued(APRIL.replace(month=month))._receive("cash")
        self.env["civil.institution.absence"].create(
            {
                "stay_id": self.resident.id,
                "kind": "leave",
                "date_from": "2024-03-01",
                "date_to": "2024-03-31",
            }
        )
        one = self.settle()
        self.assertLess(one.bill_id.amount, 0)
        self.assertEqual(
            (0, -one.bill_id.amount, 0, 0, -one.bill_id.amount), self.totals(one)
        )
        one.action_confirm()
        one.action_pay_out()
        self.assertEqual(0, self.resident.prepaid_balance)

    def test_belongings_are_handed_over_first(self):
        thing = self.as_keeper("belonging").create(
            {"stay_id": self.resident.id, "name": "金戒指", "received_on": "2024-02-01"}
        )
        one = self.settle()
        with self.assertRaisesRegex(UserError, "金戒指"):
            one.action_confirm()
        thing.write({"returned_on": "2024-04-02", "returned_to": "罗成"})
        one.action_confirm()
        with self.assertRaises(UserError):
            one.date = "2024-04-01"

    def test_a_left_draft_lets_the_months_go_on(self):
        one = self.settle()
        one.action_cancel()
        self.assertFalse(self.resident.bill_ids)
        self.assertEqual("month", self.compute().kind)

    @settings(max_examples=10, deadline=None, derandomize=True, phases=[Phase.generate])
    @given(
        service=st.integers(0, 2_000_000),
        deposit=st.integers(0, 1_400_000),
        last=st.integers(1, 60),
    )
    def test_both_sides_add_up(self, service, deposit, last):
        with self.env.cr.savepoint() as savepoint:
            for kind, cents in (("service", service), ("deposit", deposit)):
                if cents:
                    self.resident.action_prepay(kind, cents / 100)
            if last % 2:
                self.issued()
            date = APRIL.replace(month=2 + last // 31, day=1 + last % 28)
            one = self.settle(min(date, APRIL))
            owed, prepaid, offset, collect, refund = self.totals(one)
            self.assertAlmostEqual(owed, offset + collect, 2)
            self.assertAlmostEqual(prepaid, offset + refund, 2)
            # A month issued after the last day is given back, too.
            back = -min(one.bill_id.amount, 0)
            self.assertAlmostEqual(prepaid, (service + deposit) / 100 + back, 2)
            self.assertFalse(collect and refund)
            one.action_confirm()
            self.assertAlmostEqual(collect, self.resident.bill_balance, 2)
            self.assertAlmostEqual(refund, self.resident.prepaid_balance, 2)
            savepoint.rollback()
        self.env.invalidate_all()
