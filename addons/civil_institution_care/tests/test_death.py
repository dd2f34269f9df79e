from odoo.exceptions import UserError
from odoo.tests import tagged

from .common import CareCase


@tagged("post_install", "-at_install")
class TestDeath(CareCase):
    """A death in the institution becomes a fact, and the other way round."""

    def test_discharge_by_death(self):
        stay = self.living(payer="destitute").with_user(self.keeper)
        with self.assertRaisesRegex(UserError, "day of the death"):
            stay.action_discharge(kind="died")
        stay.action_hospital(date="2024-05-01", destination="曾都医院")
        stay.action_discharge(kind="died", date="2024-05-08")
        person = stay.sudo().resident_id
        death = person.death_ids
        self.assertEqual("2024-05-08", str(person.death_date))
        self.assertEqual("institution", death.source)
        self.assertEqual(person.identity_number, death.identity_number)
        self.assertIn("东镇康寿养老院", death.note)
        self.assertEqual("2024-05-08", str(stay.date_to))

    def test_death_known_from_elsewhere(self):
        stay = self.living()
        self.home.user_ids = self.keeper
        self.env["civil.death"].create(
            {
                "name": "程咬金",
                "resident_id": stay.resident_id.id,
                "division_id": self.east.id,
                "death_date": "2024-05-10",
                "source": "police",
            }
        )
        todo = self.env["civil.todo"].search(
            [("res_model", "=", stay._name), ("res_id", "=", stay.id)]
        )
        self.assertEqual(self.keeper, todo.user_id)
        self.assertEqual(f"died-{self.keeper.id}", todo.key)
        # The days of the bed end with the death, before it is registered.
        days = stay._bed_days(stay.date_from, stay.date_from.replace(month=12))
        self.assertEqual(130, days[stay.id].days)
        stay = stay.with_user(self.keeper)
        with self.assertRaisesRegex(UserError, "as a death"):
            stay.action_discharge(kind="left")
        with self.assertRaisesRegex(UserError, "died on"):
            stay.action_discharge(kind="died", date="2024-05-11")
        stay.action_discharge(kind="died")
        self.assertEqual("2024-05-10", str(stay.date_to))
        self.assertEqual(1, len(stay.sudo().resident_id.death_ids))
        self.assertFalse(todo.exists())

    def test_the_dead_dont_move_in(self):
        person = self.make_resident()
        self.env["civil.death"].create(
            {
                "name": "程咬金",
                "resident_id": person.id,
                "division_id": self.east.id,
                "death_date": "2024-05-10",
            }
        )
        with self.assertRaisesRegex(UserError, "the person died"):
            self.enquire(person).action_apply()

    def die(self, stay, day):
        return self.env["civil.death"].create(
            {
                "name": stay.person_name,
                "resident_id": stay.sudo().resident_id.id,
                "division_id": self.east.id,
                "death_date": day,
                "source": "police",
            }
        )

    def test_the_dead_neither_leave_nor_return(self):
        stay = self.living().with_user(self.keeper)
        stay.action_hospital(date="2024-05-01", destination="曾都医院")
        self.die(stay, "2024-05-08")
        with self.assertRaisesRegex(UserError, "died on 2024-05-08"):
            stay.action_return(date="2024-05-10")
        with self.assertRaisesRegex(UserError, "died on 2024-05-08"):
            stay.action_move_bed(bed_id=self.beds[1].id, date="2024-05-10")
        self.assertEqual("in_hospital", stay.state)
        stay.action_discharge(kind="died")
        self.assertEqual("2024-05-08", str(stay.date_to))
        self.assertEqual("2024-05-08", str(stay.absence_ids.date_to))

        other = self.living(self.beds[1], person=self.make_resident("乙", order="021"))
        self.die(other, "2024-05-08")
        other = other.with_user(self.keeper)
        for step in (other.action_leave, other.action_hospital):
            with self.assertRaisesRegex(UserError, "died on 2024-05-08"):
                step(date="2024-05-10", destination="家")

    def test_a_death_that_was_learned_late(self):
        """What was noted meanwhile doesn't keep the discharge off."""
        stay = self.living().with_user(self.keeper)
        stay.action_hospital(date="2024-05-01", destination="曾都医院")
        stay.action_move_bed(bed_id=self.beds[1].id, date="2024-05-11")
        self.die(stay, "2024-05-08")
        stay.action_discharge(kind="died")
        self.assertEqual("discharged", stay.state)
        self.assertEqual("2024-05-08", str(stay.date_to))
        self.assertEqual({"free"}, set((self.beds[0] | self.beds[1]).mapped("state")))
        days = stay._bed_days(stay.date_from, stay.date_from.replace(month=12))
        self.assertEqual((128, 7), (days[stay.id].days, days[stay.id].hospital))
        self.assertFalse(stay.placement_ids.filtered(lambda one: not one.date_to))

    def test_nobody_died_before_moving_in(self):
        stay = self.living().with_user(self.keeper)
        with self.assertRaisesRegex(UserError, "before it"):
            stay.action_discharge(kind="died", date="2023-12-31")
