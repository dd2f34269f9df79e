from psycopg2 import IntegrityError

from odoo.exceptions import UserError, ValidationError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import SettlementCase


@tagged("post_install", "-at_install")
class TestBatch(SettlementCase):
    """Approved claims are paid by a batch of the program, each once."""

    def test_a_batch_pays_the_approved_claim(self):
        self.waive()
        self.waive()
        claim = self.approve(self.claim())
        batch = self.batch()
        batch.action_compute()
        payment = batch.payment_ids
        self.assertRecordValues(
            payment.sudo(),
            [
                {
                    "outcome": "payable",
                    "amount": 3760.0,
                    "person_count": 2,
                    "partner_id": self.home.payee_partner_id.id,
                    "settlement_id": claim.id,
                    "account_number": "820100000001230021",
                    "resident_id": False,
                }
            ],
        )
        self.assertEqual(batch, claim.batch_id)

    def test_the_batch_goes_through_to_approval(self):
        self.waive()
        claim = self.approve(self.claim())
        bank = self.env["civil.bank.agent"].create(
            {
                "name": "曾都农商行",
                "code": "T-FW",
                "agreement_number": "FW2026001",
                "division_id": self.district.id,
                "format_request_id": self.env.ref("civil_subsidy.bank_format_df").id,
                "format_result_id": self.env.ref("civil_subsidy.bank_format_dr").id,
            }
        )
        self.money.write(
            {
                "bank_agent_id": bank.id,
                "share_ids": [
                    (
                        0,
                        0,
                        {
                            "source": "district",
                            "percent": 100,
                            "date_from": "2026-01-01",
                        },
                    )
                ],
            }
        )
        batch = self.batch()
        batch.action_compute()
        batch.action_publish()
        batch.action_submit()
        batch.with_user(self.pay_head).action_review()
        batch.with_user(self.pay_deputy).action_approve()
        self.assertEqual("approved", batch.state)
        self.assertEqual(1880, batch.frozen_amount)
        self.assertEqual(claim, batch.payment_ids.settlement_id)

    def test_claims_not_approved_are_not_paid(self):
        self.waive()
        self.claim()
        with self.assertRaisesRegex(UserError, "no approved claim"):
            self.batch().action_compute()

    def test_no_claim_is_paid_twice(self):
        self.waive()
        claim = self.approve(self.claim())
        batch = self.batch()
        batch.action_compute()
        batch.action_compute()
        self.assertEqual(1, len(batch.payment_ids))
        later = self.batch("2026-09-01")
        with self.assertRaisesRegex(UserError, "no approved claim"):
            later.action_compute()
        batch.action_void("月份有误")
        self.assertFalse(claim.batch_id)
        later.action_compute()
        self.assertEqual(later, claim.batch_id)
        self.assertEqual(claim, later.payment_ids.settlement_id)
        with (
            mute_logger("odoo.sql_db"),
            self.assertRaises(IntegrityError),
            self.env.cr.savepoint(),
        ):
            self.env.cr.execute(
                "UPDATE civil_subsidy_payment SET settlement_id = %s"
                " WHERE batch_id = %s",
                [claim.id, batch.id],
            )

    def test_two_homes_in_one_batch(self):
        self.waive()
        first = self.approve(self.claim())
        self.other_home.payee_partner_id = self.make_payee("第二殡仪馆", "0022")
        prices = self.make_prices(self.other_home, user=self.other_home_user)
        self.publish(prices)
        self.clock.move_to("2026-08-05 10:00:00")
        self.home, self.home_user = self.other_home, self.other_home_user
        self.prices = prices
        self.waive(("遗体接运", 1))
        second = self.approve(self.claim(home=self.other_home))
        batch = self.batch()
        batch.action_compute()
        paid = {p.settlement_id: p.amount for p in batch.payment_ids}
        self.assertEqual({first: 1880.0, second: 300.0}, paid)

    def test_without_an_account_it_is_held(self):
        self.waive()
        self.approve(self.claim())
        self.home.payee_partner_id.bank_ids.active = False
        batch = self.batch()
        batch.action_compute()
        self.assertEqual("held", batch.payment_ids.outcome)

    def test_nobody_is_granted_such_a_program(self):
        resident = self.env["civil.resident"].create(
            {"name": "周云", "division_id": self.village.id}
        )
        entitlements = self.env["civil.subsidy.entitlement"].with_user(self.pay_clerk)
        with self.assertRaisesRegex(UserError, "nobody is granted"):
            entitlements.action_grant(
                {
                    "resident_id": resident.id,
                    "program_id": self.money.id,
                    "effective_month": "2026-08",
                    "decided_amount": 1,
                    "reason": "x",
                }
            )

    def test_such_a_program_pays_institutions_monthly(self):
        for vals in ({"payee_kind": "person"}, {"amount_method": "fixed"}):
            with self.assertRaises(ValidationError), self.env.cr.savepoint():
                self.money.write(vals)

    def test_the_next_month_is_compared_by_home(self):
        self.waive()
        self.approve(self.claim())
        self.batch().action_compute()
        self.clock.move_to("2026-09-05 10:00:00")
        self.waive()
        self.clock.move_to("2026-10-02 10:00:00")
        self.approve(self.claim("2026-09-01"))
        batch = self.batch("2026-09-01")
        batch.action_compute()
        self.assertFalse(
            batch.finding_ids.filtered(lambda f: f.check_id.code == "missing")
        )
        moved = {m.kind: m.amount for m in batch.movement_ids if m.amount}
        self.assertEqual({"last": 1880.0, "this": 1880.0}, moved)
