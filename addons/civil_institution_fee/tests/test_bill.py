from odoo.exceptions import UserError
from odoo.tests import tagged

from .common import APRIL, MARCH, FeeCase, day


@tagged("post_install", "-at_install")
class TestBill(FeeCase):
    """What a month comes to."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.prices()

    def test_a_whole_month_is_the_price(self):
        self.stay()
        bill = self.compute()
        self.assertEqual({"bed": 1200, "meal": 620, "care": 300}, self.lines(bill))
        self.assertEqual(2120, bill.amount)
        self.assertEqual((1, 3, 2120), tuple(self.figures))
        self.assertEqual("draft", bill.state)

    def test_a_part_counts_by_the_days_of_the_month(self):
        self.stay(since="2024-03-22")
        bill = self.compute()
        line = bill.line_ids.filtered(lambda line: line.item_id.code == "bed")
        self.assertEqual((10, 31), (line.days, line.divisor))
        self.assertEqual((day("03-22"), day("03-31")), (line.date_from, line.date_to))
        self.assertAlmostEqual(387.10, line.amount, 2)
        self.assertEqual("1,200.00 a month × 10 of 31 days", line.explanation)

    def test_thirty_days_where_the_institution_says_so(self):
        self.home.fee_month_basis = "thirty"
        self.stay(since="2024-03-22")
        self.stay(bed=1, name="尉迟恭")
        part, whole = self.compute()
        self.assertAlmostEqual(400, self.lines(part)["bed"], 2)
        self.assertEqual(1200, self.lines(whole)["bed"])

    def test_the_bed_runs_and_the_meals_stop(self):
        stay = self.stay()
        stay.action_leave(
            date="2024-03-11", expected_on="2024-03-16", destination="女儿家"
        )
        stay.action_return(date="2024-03-16")
        lines = self.lines(self.compute())
        self.assertEqual(1200, lines["bed"])
        self.assertEqual(self.money("520.00"), lines["meal"])
        self.assertEqual(self.money("251.61"), lines["care"])

    def test_whether_nursing_runs_in_hospital_is_data(self):
        stay = self.stay()
        stay.action_hospital(date="2024-03-01", destination="中心医院")
        stay.action_return(date="2024-03-16")
        self.assertEqual(self.money("154.84"), self.lines(self.compute())["care"])
        self.items["care"].runs_in_hospital = True
        self.assertEqual(300, self.lines(self.compute())["care"])

    def test_a_new_price_splits_the_month(self):
        self.stay()
        price = self.price("bed", 1550, since="2024-03-16", publish=False)
        with self.assertRaises(UserError):
            price.action_publish()
        price.date_from = "2024-05-02"
        price.action_publish()
        bill = self.compute(day("05-01"))
        lines = bill.line_ids.filtered(lambda line: line.item_id.code == "bed")
        self.assertEqual([1, 30], lines.mapped("days"))
        self.assertAlmostEqual(round(1200 / 31, 2) + 1500, sum(lines.mapped("amount")))

    def test_a_new_level_splits_the_month(self):
        stay = self.stay()
        levels = self.env["civil.institution.stay.level"]
        former = levels.search([("stay_id", "=", stay.id)])
        former.date_to = "2024-03-21"
        former.flush_recordset()
        levels.create(
            {
                "stay_id": stay.id,
                "level_id": self.levels["half"].id,
                "date_from": "2024-03-21",
            }
        )
        lines = self.compute().line_ids.filtered(lambda one: one.item_id.code == "care")
        self.assertEqual([20, 11], lines.mapped("days"))
        self.assertEqual(
            [self.money("193.55"), self.money("319.35")],
            [self.money(f"{amount:.2f}") for amount in lines.mapped("amount")],
        )

    def test_the_narrowest_price_decides(self):
        self.price("bed", 1800, bed_class="nursing")
        self.price("bed", 2000, room_type="double")
        self.beds[0].bed_class = "nursing"
        self.stay()
        self.assertEqual(2000, self.lines(self.compute())["bed"])

    def test_who_has_no_level_owes_nothing_by_level(self):
        self.stay(level=None)
        bill = self.compute()
        self.assertNotIn("care", self.lines(bill))
        self.assertFalse(bill.gap_days)

    def test_days_without_a_price_stop_the_bill(self):
        stay = self.stay(level="special")
        bill = self.compute()
        self.assertEqual(31, bill.gap_days)
        with self.assertRaisesRegex(UserError, "31 days have no price"):
            bill.action_issue()
        self.price("care", 2200, level_id=self.levels["special"].id)
        self.compute().action_issue()
        self.assertEqual("issued", stay.bill_ids.state)

    def test_single_charges_come_once(self):
        stay = self.stay()
        charge = self.as_keeper("charge").create(
            {
                "stay_id": stay.id,
                "item_id": self.items["agency"].id,
                "date": "2024-03-05",
                "note": "代购药品",
                "quantity": 3,
                "price": 12.35,
            }
        )
        bill = self.issued()
        self.assertEqual(self.money("37.05"), self.lines(bill)["agency"])
        self.assertTrue(charge.is_billed)
        with self.assertRaises(UserError):
            charge.price = 1
        self.assertNotIn("agency", self.lines(self.compute(APRIL)))

    def test_nothing_is_charged_after_death(self):
        stay = self.stay()
        self.die(stay, "2024-03-11")
        bill = self.compute()
        self.assertEqual([10], list(set(bill.line_ids.mapped("days"))))

    def test_nobody_writes_bills(self):
        self.stay()
        bill = self.compute()
        for values in ({"amount": 1}, {"state": "paid"}, {"payer": "destitute"}):
            with self.assertRaises(UserError):
                bill.write(values)
        with self.assertRaises(UserError):
            self.as_keeper("bill").create({"stay_id": bill.stay_id.id})
        bill.action_issue()
        with self.assertRaises(UserError):
            bill.unlink()

    def test_a_voided_bill_has_a_successor(self):
        self.stay()
        bill = self.issued()
        with self.assertRaises(UserError):
            bill.action_void(" ")
        bill.action_void("护理等级录错")
        again = self.compute()
        self.assertNotEqual(bill, again)
        self.assertEqual(bill, again.replaces_id)
        self.assertEqual(("voided", "draft"), (bill.state, again.state))

    def test_kept_beds_cost_what_the_contract_says(self):
        self.home.ownership = "public_private"
        approvals = self.env["civil.institution.fee.approval"].with_user(self.clerk)
        approvals.create(
            {
                "institution_id": self.home.id,
                "item_id": self.items["bed"].id,
                "amount": 1500,
                "number": "曾发改价〔2023〕5号",
                "organ": "曾都区发展和改革局",
                "approved_on": "2023-01-01",
                "date_from": "2019-01-01",
            }
        )
        contract = self.env["civil.institution.contract"].create(
            {
                "name": "1",
                "institution_id": self.home.id,
                "owner_id": self.other.organization_id.id,
                "reserved_price": 500,
            }
        )
        contract._write_guarded({"state": "running"})
        with self.assertRaisesRegex(UserError, "at most 500.00"):
            self.price("bed", 501, is_kept=True)
        self.price("bed", 500, is_kept=True)
        self.beds[:2].is_destitute = True
        self.stay(payer="destitute")
        self.stay(bed=1, name="尉迟恭")
        kept, other = self.compute(MARCH)
        self.assertEqual(500, self.lines(kept)["bed"])
        self.assertEqual(1200, self.lines(other)["bed"])
