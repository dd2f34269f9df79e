from odoo.tests import TransactionCase, tagged


@tagged("post_install", "-at_install")
class TestWelfareHomes(TransactionCase):
    """The demonstration's institutions look as in use; staff see their own."""

    def test_in_use(self):
        homes = self.env["civil.institution"].search([])
        self.assertGreater(len(homes), 20)
        self.assertEqual({"registered", "filing", "filed"}, set(homes.mapped("state")))
        for name in ("lacks_rating", "lacks_self_check", "lacks_check"):
            self.assertTrue(homes.filtered(name), name)
        states = set(self.env["civil.institution.bed"].search([]).mapped("state"))
        self.assertIn("occupied", states)
        contracts = self.env["civil.institution.contract"]
        self.assertTrue(contracts.search([("has_fee_due", "=", True)]))

    def test_staff_see_their_own(self):
        user = self.env.ref("civil_demo.user_home_staff")
        home = self.env["civil.institution"].with_user(user).search([])
        self.assertEqual(1, len(home))
        beds = self.env["civil.institution.bed"].with_user(user).search([])
        self.assertEqual(home, beds.institution_id)
