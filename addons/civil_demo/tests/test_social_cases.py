from odoo.tests import TransactionCase, tagged


@tagged("post_install", "-at_install")
class TestSocialCases(TransactionCase):
    """The cases of organizations in the demonstration, as the section finds them."""

    def act(self, model, login="social"):
        user = self.env.ref(f"civil_demo.user_{login}")
        return self.env[model].with_user(user)

    def cases(self, action):
        domain = [("social_action", "=", action)]
        return self.act("civil.case").search(domain)

    def test_foundings_stand_at_every_stage(self):
        states = set(self.cases("founding").mapped("state"))
        self.assertLessEqual({"to_correct", "accepted", "granted"}, states)
        waiting = self.cases("founding").consultation_ids
        self.assertEqual({"sent"}, set(waiting.mapped("state")))

    def test_whoever_was_founded_holds_a_certificate(self):
        orgs = self.cases("founding").social_org_id
        self.assertEqual(2, len(orgs))
        for org in orgs:
            self.assertEqual("valid", org.license_id.state)
        papers = orgs.license_id.copy_ids.mapped("state")
        self.assertEqual({"handed_out", "waiting"}, set(papers))

    def test_audits_and_a_liquidation_wait(self):
        audits = self.act("civil.social.audit").search([])
        self.assertEqual({"engaged"}, set(audits.mapped("state")))
        liquidation = self.act("civil.social.liquidation").search([])
        self.assertEqual("deregistering", liquidation.org_id.state)
        self.assertTrue(self.cases("change").social_late_note)
