from odoo.exceptions import UserError, ValidationError

from .common import AffairsCase


class TestPublicity(AffairsCase):
    """A round counts the villages that it reached."""

    def setUp(self):
        super().setUp()
        self.village = self.divisions["990101001001"]
        self.round = self.make(
            "publicity.round",
            name="Second round",
            division_id=self.district.id,
            date_from="2024-03-01",
            date_to="2024-06-30",
        )

    def visit(self, division, **values):
        return self.make(
            "publicity",
            name="Leaflets",
            round_id=self.round.id,
            division_id=division.id,
            date="2024-04-01",
            household_count=30,
            **values,
        )

    def test_villages_not_reached_are_a_list(self):
        """What takes place for a town reaches none of its villages."""
        self.round.action_start()
        self.visit(self.village)
        self.visit(self.village)
        self.visit(self.west)
        self.assertEqual(self.round.village_count, 2)
        self.assertEqual(self.round.reached_count, 1)
        self.assertEqual(self.round.coverage, 50)
        self.assertEqual(self.round.household_count, 90)
        missing = self.env["civil.division"].search(
            self.round.action_view_missing()["domain"]
        )
        self.assertEqual(missing, self.divisions["990101002001"])

    def test_activities_belong_to_running_rounds(self):
        """Neither before it begins nor after it ended, nor in the future."""
        with self.assertRaises(UserError):
            self.visit(self.village)
        self.round.action_start()
        activity = self.visit(self.village)
        with self.assertRaises(ValidationError):
            activity.date = "2024-04-05"
        with self.assertRaises(ValidationError):
            activity.date = "2024-02-29"
        headed = self.round.with_user(self.head)
        with self.assertRaisesRegex(UserError, "summary"):
            headed.action_close()
        headed.summary = "Done"
        headed.action_close()
        with self.assertRaises(UserError):
            activity.household_count = 31
        with self.assertRaises(UserError):
            activity.unlink()
