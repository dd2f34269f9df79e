from odoo.fields import Command
from odoo.tests import tagged

from .common import CareCase


@tagged("post_install", "-at_install")
class TestMerge(CareCase):
    """A resident on file twice who lives in a home."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.twice = cls.make_resident("程咬金", "19400305", "003")
        cls.right = cls.make_resident("程咬金", "19400305", "011")
        cls.registrar = cls.make_user("care_registrar", "civil_resident.group_head")

    def merge(self):
        wizard = (
            self.env["civil.resident.merge"]
            .with_user(self.registrar)
            .create(
                {
                    "resident_ids": [Command.set((self.twice | self.right).ids)],
                    "target_id": self.right.id,
                    "reason": "同一人",
                }
            )
        )
        wizard.action_merge()
        self.env.invalidate_all()

    def test_the_stay_follows_with_all_that_hangs_on_it(self):
        stay = self.living(person=self.twice).with_user(self.keeper)
        stay.action_leave(date="2024-05-01", destination="女儿家")
        sheet = self.assess(self.twice)
        self.merge()
        stay = stay.sudo()
        for record in (stay, stay.placement_ids, stay.absence_ids, sheet):
            self.assertEqual(self.right, record.resident_id.with_env(self.env))
        stay = stay.sudo(False).with_user(self.keeper)
        stay.action_return(date="2024-05-11")
        days = stay._bed_days(stay.date_from, stay.date_from.replace(month=5, day=31))
        self.assertEqual((152, 10), (days[stay.id].days, days[stay.id].leave))
        again = self.enquire(self.right, user=self.clerk)
        with self.assertRaisesRegex(Exception, "open stay"):
            again.action_apply()
        self.env["civil.death"].create(
            {
                "name": "程咬金",
                "resident_id": self.right.id,
                "division_id": self.east.id,
                "death_date": "2024-06-01",
            }
        )
        stay.action_discharge(kind="died")
        self.assertEqual("2024-06-01", str(stay.date_to))

    def test_somebody_in_two_homes_stays_so_until_one_is_settled(self):
        first = self.living(person=self.twice)
        second = self.living(self.other_beds[0], person=self.right, home=self.other)
        self.merge()
        self.assertEqual(self.twice, first.resident_id.with_env(self.env))
        self.assertEqual(self.twice, first.placement_ids.resident_id.with_env(self.env))
        self.assertEqual(self.right, second.resident_id.with_env(self.env))
        self.assertIn("Stay", "".join(self.right.message_ids.mapped("body")))
        first.with_user(self.keeper).action_discharge(kind="left")
        self.assertEqual("free", self.beds[0].state)

    def test_an_old_stay_at_the_same_time_as_another(self):
        """Days that overlap in two homes stay with the record that was put away."""
        first = self.living(person=self.twice).with_user(self.keeper)
        first.action_discharge(kind="left", date="2024-05-20")
        second = self.living(self.other_beds[0], person=self.right, home=self.other)
        self.merge()
        self.assertEqual(self.right, second.placement_ids.resident_id)
        first = first.sudo()
        self.assertEqual(first.resident_id, first.placement_ids.resident_id)
