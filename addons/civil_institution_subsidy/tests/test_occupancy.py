from unittest.mock import patch

from odoo.exceptions import UserError
from odoo.tests import tagged

from odoo.addons.queue_job.tests.common import trap_jobs

from ..models import civil_institution_claim_compute as compute
from .common import ClaimCase, day


@tagged("post_install", "-at_install")
class TestOccupancy(ClaimCase):
    """Who had a bed stands in one place, and both ways of paying read it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.granted = cls.env["civil.subsidy.program"].create(
            {
                "name": "Granted Beds",
                "code": "granted",
                "remark": "床位补贴",
                "amount_method": "bed_day",
                "payee_kind": "institution",
                "leave_rule": "limited",
                "publicity": "none",
            }
        )
        cls.bed_class = cls.env["civil.subsidy.class"].create(
            {"program_id": cls.granted.id, "name": "Bed"}
        )
        cls.env["civil.subsidy.standard"].create(
            {
                "class_id": cls.bed_class.id,
                "amount": 10,
                "leave_days": 7,
                "date_from": "2024-01-01",
            }
        )

    def grant(self, person, home):
        self.env["civil.subsidy.entitlement"].with_user(self.pay_clerk).action_grant(
            {
                "resident_id": person.id,
                "program_id": self.granted.id,
                "class_id": self.bed_class.id,
                "partner_id": home.payee_partner_id.id,
                "effective_month": "2026-02",
                "reason": "入住",
            }
        )
        batch = (
            self.env["civil.subsidy.batch"]
            .with_user(self.pay_clerk)
            .create(
                {
                    "program_id": self.granted.id,
                    "period": "2026-02-01",
                    "division_id": self.district.id,
                }
            )
        )
        batch.action_compute()
        return batch.payment_ids

    def test_entitlements_read_the_placements(self):
        """28 days less 3 of 10 days away, 10 yuan each."""
        person = self.person()
        stay = self.move_in(person, day("2025-06-01"))
        self.leave(stay, day("2026-02-02"), day("2026-02-12"))
        payment = self.grant(person, self.home)
        self.assertEqual((25.0, 250.0), (payment.quantity, payment.gross_amount))

    def test_who_is_paid_by_a_grant_isnt_claimed_again(self):
        person = self.person()
        self.move_in(person, day("2025-06-01"))
        self.grant(person, self.home)
        claim = self.claim()
        self.assertIn("bed_claimed_twice", self.codes(claim, person))
        self.assertEqual("blocked", self.line(claim, person).outcome)

    def test_homes_that_keep_no_stays_report_them(self):
        self.other.keeps_stays = False
        person = self.person()
        stay = self.env["civil.subsidy.stay"].create(
            {
                "resident_id": person.id,
                "partner_id": self.other.payee_partner_id.id,
                "division_id": self.west.id,
                "date_in": "2026-02-05",
            }
        )
        self.env["civil.subsidy.leave"].create(
            {
                "stay_id": stay.id,
                "date_from": "2026-02-10",
                "date_to": "2026-02-12",
                "reason": "hospital",
            }
        )
        self.assertEqual(self.other, stay.institution_id)
        claim = self.claim(user=self.clerk, home=self.other)
        line = self.line(claim, person)
        self.assertEqual(
            (24, 2, 24, "payable"),
            (line.occupied, line.hospital_days, line.bed_days, line.outcome),
        )

    def test_nobody_reports_a_second_time(self):
        with self.assertRaisesRegex(UserError, "keeps its stays"):
            self.env["civil.subsidy.stay"].create(
                {
                    "resident_id": self.person().id,
                    "partner_id": self.home.payee_partner_id.id,
                    "division_id": self.east.id,
                    "date_in": "2026-02-05",
                }
            )

    def test_a_day_told_twice_counts_once(self):
        """Reported up to a day, kept in the system from before it on."""
        self.home.keeps_stays = False
        person = self.person()
        self.env["civil.subsidy.stay"].create(
            {
                "resident_id": person.id,
                "partner_id": self.home.payee_partner_id.id,
                "division_id": self.east.id,
                "date_in": "2026-02-01",
                "date_out": "2026-02-20",
            }
        )
        self.home.keeps_stays = True
        self.move_in(person, day("2026-02-10"))
        self.assertEqual(28, self.line(self.claim(), person).occupied)

    def test_a_month_is_opened_for_all(self):
        for home in (self.home, self.other):
            self.move_in(self.person(), day("2026-02-03"), home=home)
        wizard = (
            self.env["civil.institution.claim.month"]
            .with_user(self.clerk)
            .create({"program_id": self.program.id, "period": "2026-02-01"})
        )
        action = wizard.action_open_month()
        claims = self.env["civil.institution.claim"].search(action["domain"])
        self.assertEqual(self.home | self.other, claims.institution_id)
        self.assertEqual([26, 26], claims.mapped("occupied_days"))
        self.assertEqual(wizard.action_open_month()["domain"], action["domain"])
        with patch.object(compute, "PIECE", 1), trap_jobs() as trap:
            wizard.action_open_month()
            trap.assert_jobs_count(2)
            self.assertEqual([True, True], claims.mapped("is_queued"))
            trap.perform_enqueued_jobs()
        self.assertEqual([False, False], claims.mapped("is_queued"))
        wizard.period = "2024-02-01"
        with self.assertRaisesRegex(UserError, "Nobody had a bed"):
            wizard.action_open_month()
