from odoo import fields
from odoo.tests import TransactionCase, tagged


@tagged("post_install", "-at_install")
class TestRatings(TransactionCase):
    """The demonstration's ratings stand in every state, and agree with the homes."""

    def test_every_state(self):
        ratings = self.env["civil.institution.rating"].search([])
        states = {state for state, _label in ratings._fields["state"].selection}
        self.assertEqual(states, set(ratings.mapped("state")))
        self.assertIn("register", ratings.mapped("origin"))
        self.assertTrue(ratings.filtered("failed_level"))

    def test_homes_have_the_level_of_their_rating(self):
        homes = self.env["civil.institution"].search([("rating_level", "!=", False)])
        today = fields.Date.context_today(homes)
        valid = homes.filtered(lambda home: home.rating_until >= today)
        levels = {home.id: home.rating_level for home in valid}
        self.assertEqual(levels, homes._ratings_on(today))

    def test_a_tenth_is_checked_again(self):
        year = self.env["civil.institution.rating.round"].search([])
        self.assertGreaterEqual(10 * year.drawn_count, year.rated_count)
        self.assertTrue(year.done_count)

    def test_the_homes_own_staff_scores_it(self):
        user = self.env.ref("civil_demo.user_home_staff")
        ratings = self.env["civil.institution.rating"].with_user(user).search([])
        self.assertIn("self_scored", ratings.mapped("state"))
        self.assertEqual(1, len(ratings.institution_id))
