from psycopg2 import IntegrityError

from odoo.exceptions import UserError, ValidationError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import ClaimCase, day


@tagged("post_install", "-at_install")
class TestBatch(ClaimCase):
    """Approved claims are paid by a batch of the program, each once, to the home."""

    def setUp(self):
        super().setUp()
        for home in (self.home, self.home, self.other):
            self.move_in(self.person(), day("2025-06-01"), home=home)

    def batch(self, period="2026-02-01"):
        return (
            self.env["civil.subsidy.batch"]
            .with_user(self.pay_clerk)
            .create(
                {
                    "program_id": self.program.id,
                    "period": period,
                    "division_id": self.district.id,
                }
            )
        )

    def test_two_homes_two_transfers(self):
        mine = self.approve(self.claim())
        theirs = self.approve(self.claim(user=self.clerk, home=self.other))
        batch = self.batch()
        batch.action_compute()
        paid = {
            payment.institution_claim_id: (
                payment.amount,
                payment.person_count,
                payment.quantity,
                payment.partner_id,
                payment.outcome,
            )
            for payment in batch.payment_ids.sudo()
        }
        self.assertEqual(
            {
                mine: (480.0, 2, 56.0, self.home.payee_partner_id, "payable"),
                theirs: (240.0, 1, 28.0, self.other.payee_partner_id, "payable"),
            },
            paid,
        )
        self.assertEqual(batch, mine.batch_id)

    def test_only_approved_ones(self):
        self.reach(self.claim(), "under_approval")
        with self.assertRaisesRegex(UserError, "no approved claim"):
            self.batch().action_compute()

    def test_no_claim_is_paid_twice(self):
        claim = self.approve(self.claim())
        batch = self.batch()
        batch.action_compute()
        batch.action_compute()
        self.assertEqual(1, len(batch.payment_ids))
        later = self.batch("2026-03-01")
        with self.assertRaisesRegex(UserError, "no approved claim"):
            later.action_compute()
        batch.action_void("月份有误")
        later.action_compute()
        self.assertEqual(later, claim.batch_id)
        with (
            mute_logger("odoo.sql_db"),
            self.assertRaises(IntegrityError),
            self.env.cr.savepoint(),
        ):
            self.env.cr.execute(
                "UPDATE civil_subsidy_payment SET institution_claim_id = %s"
                " WHERE batch_id = %s",
                [claim.id, batch.id],
            )

    def test_through_to_approval(self):
        self.approve(self.claim())
        bank = self.env["civil.bank.agent"].create(
            {
                "name": "曾都农商行",
                "code": "T-INS",
                "agreement_number": "IN2026001",
                "division_id": self.district.id,
                "format_request_id": self.env.ref("civil_subsidy.bank_format_df").id,
                "format_result_id": self.env.ref("civil_subsidy.bank_format_dr").id,
            }
        )
        share = {"source": "district", "percent": 100, "date_from": "2026-01-01"}
        self.program.write({"bank_agent_id": bank.id, "share_ids": [(0, 0, share)]})
        self.assertFalse(self.program.setup_warning)
        batch = self.batch()
        batch.action_compute()
        batch.action_publish()
        batch.action_submit()
        batch.with_user(self.pay_head).action_review()
        batch.with_user(self.pay_deputy).action_approve()
        self.assertEqual(("approved", 480), (batch.state, batch.frozen_amount))

    def test_without_an_account_it_is_held(self):
        self.approve(self.claim())
        self.home.payee_partner_id.bank_ids.active = False
        batch = self.batch()
        batch.action_compute()
        self.assertEqual("held", batch.payment_ids.outcome)

    def test_the_program_has_to_fit(self):
        for vals in (
            {"payee_kind": "person"},
            {"amount_method": "fixed"},
            {"claim_kind": False},
            {"cycle": "quarterly"},
        ):
            with self.assertRaises(ValidationError), self.env.cr.savepoint():
                self.program.write(vals)

    def test_nobody_is_granted_it(self):
        entitlements = self.env["civil.subsidy.entitlement"].with_user(self.pay_clerk)
        with self.assertRaisesRegex(UserError, "nobody is granted"):
            entitlements.action_grant(
                {
                    "resident_id": self.person().id,
                    "program_id": self.program.id,
                    "effective_month": "2026-02",
                    "reason": "x",
                }
            )
