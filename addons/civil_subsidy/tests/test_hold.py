from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common import MARCH
from .life_common import LifeCase


@tagged("post_install", "-at_install")
class TestHold(LifeCase):
    """Holding back by hand, releasing, and answering warnings."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.records = [cls.grant(person) for person in cls.people]
        cls.batch = cls.make_batch(cls.old)
        cls.batch.action_compute()

    def payment(self, number, batch=None):
        batch = batch or self.batch
        return (
            batch.sudo()
            .payment_ids.filtered(lambda p: p.resident_id == self.people[number])
            .with_user(self.clerk)
        )

    def test_held_in_open_batches_and_later_months(self):
        self.assertEqual(self.payment(0).action_hold("举报待核"), 1)
        payment = self.payment(0)
        self.assertEqual((payment.outcome, payment.amount), ("held", 100))
        finding = payment.finding_ids
        self.assertEqual(finding.check_id.code, "held_by_hand")
        hold = self.env["civil.subsidy.hold"].browse(finding.source_id)
        self.assertEqual((hold.reason, hold.create_uid), ("举报待核", self.clerk))
        self.assertEqual((self.batch.payable_count, self.batch.held_count), (8, 1))
        self.approve(self.batch)
        april = self.make_batch(self.old, "2024-04-01")
        april.action_compute()
        self.assertEqual(self.payment(0, april).outcome, "held")

    def test_released_goes_back_to_what_else_is_found(self):
        self.people[1].sudo().account_ids.active = False
        self.batch.action_compute()
        held = self.payment(0) | self.payment(1)
        held.action_hold("举报待核")
        self.assertEqual(held.action_release("查否"), 2)
        self.assertEqual(self.payment(0).outcome, "payable")
        self.assertEqual(self.payment(1).outcome, "held")
        self.assertEqual(self.payment(1).check_ids.code, "account_missing")
        hold = self.env["civil.subsidy.hold"].search(
            [("resident_id", "=", self.first.id)]
        )
        self.assertEqual((hold.released_uid, hold.release_reason), (self.clerk, "查否"))
        self.assertEqual((self.batch.payable_count, self.batch.held_count), (8, 1))
        self.approve(self.batch)

    def test_who_was_held_at_the_computation_gets_the_next_number(self):
        self.payment(0).action_hold("举报待核")
        self.batch.action_compute()
        self.assertFalse(self.payment(0).reference)
        self.payment(0).action_release("查否")
        payment = self.payment(0)
        self.assertEqual(payment.sequence, 9)
        self.assertEqual(payment.reference, f"{self.batch.name}-0000009")
        self.approve(self.batch)
        references = self.batch.payment_ids.mapped("reference")
        self.assertEqual(len(set(references)), 9)

    def test_held_and_released_keeps_its_number(self):
        before = self.payment(2).reference
        self.payment(2).action_hold("举报待核")
        self.payment(2).action_release("查否")
        self.assertEqual(self.payment(2).reference, before)

    def test_months_of_one_person_share_the_reference_again(self):
        self.old.cycle = "quarterly"
        batch = self.make_batch(self.old, "2024-04-01")
        batch.action_compute()
        self.payment(0, batch)[:1].action_hold("举报待核")
        self.assertEqual(set(self.payment(0, batch).mapped("outcome")), {"held"})
        batch.action_compute()
        self.payment(0, batch)[:1].action_release("查否")
        self.assertEqual(len(set(self.payment(0, batch).mapped("reference"))), 1)
        self.approve(batch)

    def test_twice_is_once(self):
        self.payment(0).action_hold("举报待核")
        self.assertEqual(self.payment(0).action_hold("再点一次"), 0)
        self.assertEqual(
            self.env["civil.subsidy.hold"].search_count(
                [("resident_id", "=", self.first.id)]
            ),
            1,
        )
        self.payment(0).action_release("查否")
        with self.assertRaisesRegex(UserError, "None of these is held by hand"):
            self.payment(0).action_release("查否")

    def test_a_submitted_batch_stays(self):
        self.payment(0).action_hold("举报待核")
        self.approve(self.batch)
        for payment, step in ((1, "action_hold"), (0, "action_release")):
            with self.assertRaisesRegex(UserError, "its payments stay"):
                getattr(self.payment(payment), step)("理由")
        hold = self.env["civil.subsidy.hold"].with_user(self.clerk).search([])
        self.assertEqual(hold.action_release("查否"), 1)
        self.assertEqual(self.payment(0).outcome, "held")
        with self.assertRaisesRegex(UserError, "was released already"):
            hold.action_release("查否")

    def test_town_clerk_holds_the_own_people_only(self):
        own, other = self.payment(8), self.payment(0)
        self.assertEqual(own.with_user(self.east_clerk).action_hold("待核"), 1)
        self.assertEqual(self.payment(8).outcome, "held")
        self.assertEqual(self.batch.held_count, 1)
        with self.assertRaises(AccessError):
            other.with_user(self.east_clerk).action_hold("待核")

    def test_who_may_not(self):
        for user in (self.deputy, self.finance, self.auditor):
            with self.assertRaises(AccessError):
                self.payment(0).with_user(user).action_hold("待核")
        self.payment(0).action_hold("待核")
        hold = self.env["civil.subsidy.hold"].search([])
        for user in (self.deputy, self.finance, self.auditor):
            with self.assertRaises(AccessError):
                hold.with_user(user).action_release("查否")
            self.assertEqual(hold.with_user(user).reason, "待核")
        with self.assertRaises(AccessError):
            hold.with_user(self.clerk).write({"released_at": "2024-01-01"})

    def test_statements_do_not_grow(self):
        counts = []
        self.payment(0).action_hold("预热")
        for numbers in ((1,), (2, 3, 4, 5, 6, 7)):
            some = self.env["civil.subsidy.payment"].with_user(self.clerk)
            some = some.union(*(self.payment(number) for number in numbers))
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            some.action_hold("待核")
            counts.append(self.env.cr.sql_log_count - before)
        self.assertEqual(*counts)

    def test_warnings_are_answered_before_submission(self):
        self.records[0].action_change("2024-04", {"supplement": 90}, "重残")
        self.approve(self.batch)
        april = self.make_batch(self.old, "2024-04-01")
        april.action_compute()
        findings = self.env["civil.subsidy.finding"].with_user(self.clerk)
        warned = findings.search([("batch_id", "=", april.id)])
        self.assertEqual(warned.check_id.code, "change_percent")
        self.assertEqual(findings._open_warnings(april), 1)
        with self.assertRaises(AccessError):
            warned.with_user(self.finance).action_give_reason("已核实")
        warned.action_give_reason("重残增发，已核实")
        self.assertEqual(findings._open_warnings(april), 0)
        self.assertEqual(warned.reason_uid, self.clerk)
        self.payment(1, april).action_hold("待核")
        with self.assertRaisesRegex(UserError, "needs no reason"):
            self.payment(1, april).finding_ids.action_give_reason("理由")
        self.approve(april)
        with self.assertRaisesRegex(UserError, "is submitted"):
            warned.action_give_reason("改口")

    def test_source_opens(self):
        self.payment(0).action_hold("待核")
        action = self.payment(0).finding_ids.action_open_source()
        self.assertEqual(action["res_model"], "civil.subsidy.hold")
        self.assertEqual(str(MARCH), str(self.payment(0).period))
