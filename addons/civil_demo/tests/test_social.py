from odoo.exceptions import AccessError
from odoo.tests import TransactionCase, tagged

from ..district.social import COUNT


@tagged("post_install", "-at_install")
class TestSocial(TransactionCase):
    """The social organizations of the demonstration, as the section finds them."""

    def act(self, model, login="social"):
        user = self.env.ref(f"civil_demo.user_{login}")
        return self.env[f"civil.social.{model}"].with_user(user)

    def test_the_register_is_there_and_most_is_in_order(self):
        orgs = self.act("org").search([])
        self.assertEqual(COUNT, len(orgs))
        self.assertEqual({"normal", "suspended"}, set(orgs.mapped("state")))
        wrong = orgs.filtered("has_findings")
        self.assertTrue(10 < len(wrong) < COUNT / 2)
        self.assertTrue(orgs.filtered("is_dormant"))
        self.assertEqual(
            COUNT, len(orgs.officer_ids.filtered("is_legal_representative"))
        )

    def test_there_is_something_to_do(self):
        alerts = set(self.act("org").search([]).mapped("term_alert"))
        self.assertLessEqual({"overdue", "late", "soon"}, alerts)
        self.assertTrue(self.act("filing").search([("is_late", "=", True)]))
        self.assertEqual(
            {"draft", "noticed", "listed", "removed"},
            set(self.act("listing").search([]).mapped("state")),
        )
        user = self.env.ref("civil_demo.user_social")
        todos = self.env["civil.todo"].with_user(user)
        self.assertTrue(todos.search([("res_model", "=", "civil.social.org")]))

    def test_a_town_clerk_of_another_section_sees_nothing(self):
        with self.assertRaises(AccessError):
            self.act("org", "town").search([])
