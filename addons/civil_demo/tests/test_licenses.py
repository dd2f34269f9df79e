from odoo.tests import TransactionCase, tagged


@tagged("post_install", "-at_install")
class TestLicenses(TransactionCase):
    """The section's certificates look as in use."""

    def test_every_stage_is_there(self):
        kind = self.env["civil.license.kind"].search([("code", "=", "demo_license")])
        licenses = kind.license_ids
        self.assertGreaterEqual(len(licenses), 7)
        self.assertIn("suspended", licenses.mapped("state"))
        self.assertTrue(licenses.filtered(lambda one: one.expiry == "soon"))
        papers = licenses.copy_ids
        self.assertLessEqual(
            {"waiting", "handed_out", "void"}, set(papers.mapped("state"))
        )
        for paper in papers.filtered("sha256"):
            self.assertIsNone(paper._refuse_altered())
        cases = kind.case_kind_ids
        states = self.env["civil.case"].search([("kind_id", "in", cases.ids)])
        self.assertLessEqual(
            {"received", "accepted", "under_approval", "granted"},
            set(states.mapped("state")),
        )

    def test_the_last_years_checks_are_due_or_marked(self):
        annual = self.env["civil.license.annual"].search([])
        self.assertIn("passed", annual.mapped("state"))
        self.assertIn("due", annual.mapped("state"))
