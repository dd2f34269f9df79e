from odoo.tests import TransactionCase, tagged


@tagged("post_install", "-at_install")
class TestHomeSafety(TransactionCase):
    """The demonstration's safety looks as in use: something at every step."""

    def test_in_use(self):
        checks = self.env["civil.safety.check"].search(
            [("institution_id", "!=", False)]
        )
        self.assertGreater(len(checks), 100)
        for name in ("is_late", "is_filed_late", "problem_count"):
            self.assertTrue(checks.filtered(name), name)
        hazards = self.env["civil.hazard"].search([("institution_id", "!=", False)])
        self.assertEqual(
            {"open", "rectifying", "rectified", "closed"}, set(hazards.mapped("state"))
        )
        for name in ("is_listed", "is_overdue", "is_extension_asked", "failed_count"):
            self.assertTrue(hazards.filtered(name), name)
        incidents = self.env["civil.emergency.incident"].search(
            [("institution_id", "!=", False)]
        )
        self.assertEqual(
            {"reported", "controlled", "closed"}, set(incidents.mapped("state"))
        )
        reports = self.env["civil.institution.safety.ledger"].search([])
        self.assertEqual({"draft", "filed"}, set(reports.mapped("state")))

    def test_accounts(self):
        users = self.env["res.users"].search([("login", "like", "inst_")])
        self.assertEqual(3, len(users))
        for user in users:
            self.assertTrue(user._is_organization_user())
