from odoo.tests import TransactionCase, tagged


@tagged("post_install", "-at_install")
class TestEnforcement(TransactionCase):
    """Clues and cases of every stage, and work for everybody."""

    def user(self, login):
        return self.env.ref(f"civil_demo.user_{login}")

    def test_cases_stand_at_every_stage(self):
        states = set(self.env["civil.enforcement.case"].search([]).mapped("state"))
        self.assertLessEqual(
            {
                "draft",
                "filing",
                "investigating",
                "noticed",
                "deciding",
                "decided",
                "served",
                "closed",
            },
            states,
        )

    def test_everybody_finds_work(self):
        cases = self.env["civil.enforcement.case"]
        waiting = [("waiting_for_user", "=", True)]
        for login in ("burial_head", "deputy"):
            self.assertTrue(cases.with_user(self.user(login)).search(waiting), login)
        reviews = self.env["civil.enforcement.legal.review"]
        self.assertTrue(
            reviews.with_user(self.user("legal")).search([("state", "=", "requested")])
        )
        self.assertTrue(
            self.env["civil.todo"]
            .with_user(self.user("burial"))
            .search(
                [("is_mine", "=", True), ("res_model", "=", "civil.enforcement.case")]
            )
        )

    def test_the_bank_took_part_of_a_fine(self):
        case = self.env["civil.enforcement.case"].search([("paid_amount", ">", 0)])
        self.assertEqual((case.fine_amount, case.outstanding_amount), (12000, 7000))
