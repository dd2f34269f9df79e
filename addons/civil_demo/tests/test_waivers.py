from odoo.tests import TransactionCase, tagged


@tagged("post_install", "-at_install")
class TestWaivers(TransactionCase):
    """The counter, the claim and the reconciliation of the demonstration."""

    def test_the_home_sees_its_sheets(self):
        home = self.env.ref("civil_demo.user_home")
        sheets = self.env["civil.funeral.charge"].with_user(home).search([])
        self.assertLessEqual(
            {"draft", "settled", "voided"}, set(sheets.mapped("state"))
        )
        self.assertTrue(sheets.filtered("waived"))
        self.assertTrue(sheets.filtered("replaces_id"))

    def test_the_claim_waits_to_be_paid(self):
        claim = self.env["civil.funeral.settlement"].search([])
        self.assertEqual(["approved"], claim.mapped("state"))
        self.assertFalse(claim.batch_id)
        self.assertAlmostEqual(claim.total, sum(claim.line_ids.mapped("amount")), 2)

    def test_months_are_reconciled(self):
        clerk = self.env.ref("civil_demo.user_burial")
        months = self.env["civil.funeral.reconciliation"].with_user(clerk).search([])
        self.assertEqual(["computed"] * 2, months.mapped("state"))
        for month in months:
            self.assertEqual(month.death_count, len(month.line_ids))
