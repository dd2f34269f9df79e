from datetime import date

from odoo.exceptions import ValidationError

from .common import ResidentCase, make_number


class TestDeath(ResidentCase):
    def test_earliest_of_several_deaths_counts(self):
        later = self._death(self.number, date(2024, 2, 9))
        self.assertEqual(later.resident_id, self.resident)
        self.assertEqual(self.resident.death_date, date(2024, 2, 9))
        self._death(self.number, date(2024, 2, 3))
        self.assertEqual(self.resident.death_date, date(2024, 2, 3))

    def test_death_waits_for_its_resident(self):
        number = make_number("19330303", "033")
        death = self._death(number)
        self.assertFalse(death.resident_id)
        person = self._resident("后来", number, division=self.village)
        self.assertEqual(death.resident_id, person)
        self.assertEqual(person.death_date, death.death_date)
        self.assertEqual((death.division_id, death.town_id), (self.village, self.north))

    def test_death_of_a_chosen_resident_gets_the_number(self):
        death = (
            self.env["civil.death"]
            .with_user(self.clerk)
            .create(
                {
                    "name": "单雄信",
                    "resident_id": self.resident.id,
                    "division_id": self.district.id,
                    "death_date": "2024-02-02",
                }
            )
        )
        self.assertEqual(death.sudo().identity_number, self.number)
        self.assertEqual(death.division_id, self.village)

    def test_death_of_somebody_without_a_number(self):
        person = self._resident("无名氏", division=self.village)
        death = self._death(False, resident_id=person.id)
        self.assertEqual(date(2024, 2, 1), person.death_date)
        self.assertFalse(death.identity_number)
        self.assertEqual(self.village, death.division_id)

    def test_corrected_number_takes_the_deaths_along(self):
        death = self._death(self.number)
        corrected = make_number(order="015")
        self.resident.with_user(self.clerk).identity_input = corrected
        self.assertEqual(death.identity_number, corrected)

    def test_impossible_dates_are_refused(self):
        with self.assertRaisesRegex(ValidationError, "before the birth"):
            self._death(self.number, date(1949, 12, 31))
        with self.assertRaisesRegex(ValidationError, "before it happens"):
            self._death(self.number, date(2999, 1, 1))

    def test_cremation_before_death_is_named(self):
        death = self._death(
            self.number, date(2024, 2, 5), cremation_date=date(2024, 2, 4)
        )
        self.assertIn("cremation lies before", death.warning)

    def test_taken_back_death_leaves_a_note(self):
        death = self._death(self.number)
        death.with_user(self.head).unlink()
        self.assertFalse(self.resident.death_date)
        self.assertIn("2024-02-01", self.resident.message_ids[:1].body)
