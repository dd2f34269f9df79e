import datetime

from freezegun import freeze_time

from odoo.exceptions import UserError, ValidationError
from odoo.tests import new_test_user, tagged

from .common import CareCase


@tagged("post_install", "-at_install")
class TestBeds(CareCase):
    """Beds stay where the people are who have them."""

    def test_a_bed_somebody_had_stays_in_its_institution(self):
        self.living()
        room = self.other_beds[0].room_id
        with self.assertRaisesRegex(ValidationError, "stays in its institution"):
            self.beds[0].with_user(self.clerk).write({"room_id": room.id, "name": "91"})

    def test_a_room_with_people_stays_in_its_institution(self):
        self.living()
        building = self.other_beds[0].room_id.building_id
        room = self.beds[0].room_id.with_user(self.clerk)
        with self.assertRaisesRegex(ValidationError, "stays in its institution"):
            room.write({"building_id": building.id, "name": "991"})
            room.flush_recordset()
            self.env.flush_all()

    def test_a_bed_nobody_had_may_go(self):
        free = self.beds[-1].with_user(self.clerk)
        free.write({"room_id": self.other_beds[0].room_id.id, "name": "92"})
        self.assertEqual(self.other, free.institution_id.with_env(self.env))

    def test_a_reserved_bed_stays_in_its_institution(self):
        stay = self.assessed()
        stay.action_reserve_bed(bed_id=self.beds[2].id)
        with self.assertRaisesRegex(ValidationError, "stays in its institution"):
            self.beds[2].with_user(self.clerk).write(
                {"room_id": self.other_beds[0].room_id.id, "name": "91"}
            )

    def test_who_lives_in_a_suspended_home_may_change_the_bed(self):
        stay = self.living().with_user(self.keeper)
        home = self.home.with_user(self.clerk)
        home.action_note_filed("2023-01-01")
        home.write(
            {
                "notice_on": "2024-03-01",
                "stop_on": "2024-06-03",
                "resettlement_plan": "转院",
                "resettlement_ids": [
                    (0, 0, {"residents": "程咬金", "goes_to": "family"})
                ],
            }
        )
        home.with_user(self.head).action_suspend()
        waits = self.enquire(self.make_resident("乙", "19410305", "013"))
        with self.assertRaises(UserError):
            waits.action_apply()
        with self.assertRaisesRegex(UserError, "take anybody in"):
            waits.with_user(self.clerk).action_note_resident(
                bed_id=self.beds[2].id, date="2024-06-01"
            )
        stay.action_move_bed(bed_id=self.beds[1].id)
        self.assertEqual((self.beds[1], "occupied"), (stay.bed_id, stay.bed_id.state))

    def test_what_waits_goes_with_the_staff(self):
        with freeze_time("2024-06-03 02:00:00"):
            stay = self.living().with_user(self.keeper)
            stay.action_leave(
                date="2024-05-01",
                destination="女儿家",
                expected_on=datetime.date(2024, 5, 10),
            )
        new = new_test_user(
            self.env,
            "care_new_keeper",
            "civil_institution.group_home",
            division_ids=self.keeper.division_ids.ids,
        )
        todos = self.env["civil.todo"].search(
            [("res_model", "=", stay._name), ("res_id", "=", stay.id)]
        )
        self.assertEqual(self.keeper, todos.user_id)
        self.home.with_user(self.clerk).user_ids = new
        todos = self.env["civil.todo"].search(
            [("res_model", "=", stay._name), ("res_id", "=", stay.id)]
        )
        self.assertEqual(new, todos.user_id)
