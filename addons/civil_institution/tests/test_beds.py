import psycopg2
from freezegun import freeze_time

from odoo.exceptions import UserError, ValidationError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import InstitutionCase


@tagged("post_install", "-at_install")
@freeze_time("2024-06-05 04:00:00")
class TestBeds(InstitutionCase):
    def test_beds_are_made_once(self):
        beds = self.make_beds(self.home, rooms=3, beds=2)
        self.assertEqual(6, len(beds))
        self.assertEqual(
            ["101", "102", "103"], beds.room_id.sorted("name").mapped("name")
        )
        self.assertEqual(6, self.home.beds_set_up)
        self.assertEqual(self.home, beds.institution_id)
        wizards = self.env["civil.institution.generate"].with_user(self.clerk)
        building = beds.building_id
        with self.assertRaisesRegex(UserError, "101"):
            wizards.create({"building_id": building.id, "rooms": 1}).action_generate()
        with self.assertRaises(ValidationError):
            wizards.create({"building_id": building.id, "floor_to": 3})

    def test_a_number_is_given_once_in_a_room(self):
        bed = self.make_beds(self.home)[0]
        with (
            self.assertRaises(psycopg2.IntegrityError),
            mute_logger("odoo.sql_db"),
            self.env.cr.savepoint(),
        ):
            bed.copy({"room_id": bed.room_id.id, "name": bed.name})

    def test_the_course_of_a_bed(self):
        bed = self.make_beds(self.home)[0].with_user(self.keeper)
        bed.action_reserve()
        bed.action_occupy()
        bed.action_hold()
        self.assertEqual(1, self.home.beds_in_use)
        with self.assertRaises(UserError):
            bed.action_take_out()
        with self.assertRaises(UserError):
            bed.with_user(self.clerk).unlink()
        bed.action_occupy()
        bed.action_free()
        bed.action_take_out()
        self.assertEqual((0, 3), (self.home.beds_in_use, self.home.beds_free))

    def test_nobody_moves_into_a_suspended_institution(self):
        bed = self.make_beds(self.home)[0]
        self.home.with_user(self.head).write({"stop_on": "2024-06-05"})
        self.home.with_user(self.head).action_close()
        with self.assertRaisesRegex(UserError, "doesn't take anybody in"):
            bed.with_user(self.keeper).action_occupy()

    def test_care_workers_by_the_ratios(self):
        """MZ/T 187-2021: 1:20, 1:12, 1:5 at most."""
        for able, partly, unable, needed in (
            (0, 0, 0, 0),
            (20, 0, 0, 1),
            (21, 0, 0, 2),
            (20, 12, 5, 3),
            (10, 6, 0, 1),
            (10, 6, 1, 2),
        ):
            self.home.write(
                {
                    "residents_able": able,
                    "residents_partly": partly,
                    "residents_unable": unable,
                }
            )
            self.assertEqual(needed, self.home.carers_needed, (able, partly, unable))
        self.assertTrue(self.home.lacks_carers)
        staff = self.env["civil.institution.staff"].with_user(self.keeper)
        staff.create(
            [
                {"institution_id": self.home.id, "name": name, "post": "carer"}
                for name in ("张三", "李四")
            ]
        )
        self.assertFalse(self.home.lacks_carers)
        self.home.staff_ids[0].left_on = "2024-06-05"
        self.assertTrue(self.home.lacks_carers)
