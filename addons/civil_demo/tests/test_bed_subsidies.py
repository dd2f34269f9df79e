from odoo.tests import TransactionCase, tagged


@tagged("post_install", "-at_install")
class TestBedSubsidies(TransactionCase):
    """The demonstration's claims show every step, and pay by the stays only."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.claims = cls.env["civil.institution.claim"].search(
            [("kind", "=", "operating")]
        )

    def test_steps(self):
        states = set(self.claims.mapped("state"))
        self.assertLessEqual({"submitted", "checking", "publicity", "approved"}, states)
        outcomes = set(self.claims.line_ids.mapped("outcome"))
        self.assertLessEqual({"payable", "held"}, outcomes)

    def test_the_next_batch_pays_what_was_approved(self):
        approved = self.claims.filtered(
            lambda claim: claim.state == "approved" and claim.total
        )
        self.assertTrue(approved)
        self.assertFalse(approved.batch_id)
        batch = (
            self.env["civil.subsidy.batch"]
            .with_user(self.env.ref("civil_demo.user_clerk"))
            .create(
                {
                    "program_id": approved.program_id.id,
                    "period": max(approved.mapped("period")),
                    "division_id": self.env.ref(
                        "civil_demo.user_clerk"
                    ).division_ids.id,
                }
            )
        )
        batch.action_compute()
        payments = batch.payment_ids
        self.assertEqual(approved, payments.institution_claim_id.sorted("id"))
        for payment in payments:
            self.assertEqual(payment.institution_claim_id.total, payment.amount)

    def test_days_are_those_of_the_stays(self):
        for claim in self.claims.filtered(lambda claim: claim.state == "approved"):
            home = claim.institution_id
            last = claim._last_day()
            days = home._bed_days(claim.period, last)[home.id].days
            lines = self.env["civil.institution.claim.line"].search(
                [("institution_id", "=", home.id), ("month", "=", claim.period)]
            )
            self.assertEqual(days, sum(lines.mapped("occupied")))
