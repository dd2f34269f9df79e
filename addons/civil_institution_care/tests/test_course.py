from odoo.exceptions import UserError
from odoo.tests import tagged

from .common import TODAY, CareCase


@tagged("post_install", "-at_install")
class TestCourse(CareCase):
    """Away and back, other beds, and the discharge."""

    def test_leave_holds_the_bed(self):
        stay = self.living().with_user(self.keeper)
        with self.assertRaisesRegex(UserError, "where the resident goes"):
            stay.action_leave(date="2024-05-01")
        stay.action_leave(
            date="2024-05-01", expected_on="2024-05-06", destination="女儿家"
        )
        self.assertEqual(("on_leave", "held"), (stay.state, stay.bed_id.state))
        self.assertTrue(stay.is_overdue)
        self.assertIn(stay, stay.search([("is_overdue", "=", True)]))
        with self.assertRaisesRegex(UserError, "lies before it"):
            stay.action_return(date="2024-04-30")
        stay.action_return(date="2024-05-07")
        self.assertEqual(("resident", "occupied"), (stay.state, stay.bed_id.state))
        self.assertFalse(stay.expected_on)

    def test_hospital(self):
        stay = self.living().with_user(self.keeper)
        stay.action_hospital(
            date="2024-05-01",
            destination="曾都医院",
            family_notified_on="2024-05-01 03:00:00",
            family_notified_by="电话告知女儿",
        )
        self.assertEqual("in_hospital", stay.state)
        with self.assertRaisesRegex(UserError, "In Hospital"):
            stay.action_leave(date="2024-05-02", destination="家")
        with self.assertRaisesRegex(UserError, "Not known: date_to"):
            stay.action_return()
            stay.action_leave(destination="家", date_to="2024-06-03")

    def test_moving_to_another_bed_while_away(self):
        stay = self.living().with_user(self.keeper)
        stay.action_leave(date="2024-05-01", destination="家")
        stay.action_move_bed(bed_id=self.beds[1].id, date="2024-05-03")
        self.assertEqual("free", self.beds[0].state)
        self.assertEqual("held", self.beds[1].state)
        stay.action_return(date="2024-05-05")
        self.assertEqual("occupied", self.beds[1].state)
        self.assertEqual(
            [("2024-01-01", "2024-05-03"), ("2024-05-03", "False")],
            [
                (str(p.date_from), str(p.date_to))
                for p in stay.placement_ids.sorted("id")
            ],
        )

    def test_steps_come_after_what_is_on_record(self):
        stay = self.living(date="2024-03-01").with_user(self.keeper)
        for date in ("2024-02-29", "2024-06-04"):
            with self.assertRaises(UserError):
                stay.action_move_bed(bed_id=self.beds[1].id, date=date)

    def test_discharge(self):
        stay = self.living().with_user(self.keeper)
        stay.action_leave(date="2024-05-01", destination="家")
        with self.assertRaisesRegex(UserError, "way of discharge"):
            stay.action_discharge()
        stay.action_discharge(kind="left", date="2024-05-20", reason="回家")
        self.assertEqual("discharged", stay.state)
        self.assertEqual("2024-05-20", str(stay.date_to))
        self.assertEqual("2024-05-20", str(stay.absence_ids.date_to))
        self.assertEqual("2024-05-20", str(stay.level_ids.date_to))
        self.assertFalse(stay.bed_id)
        self.assertEqual("free", self.beds[0].state)
        with self.assertRaisesRegex(UserError, "Discharged"):
            stay.action_discharge(kind="left")

    def test_hook_of_the_settlement(self):
        stay = self.living().with_user(self.keeper)
        seen = []

        def refusal(one):
            seen.append((one.env.context["discharge_on"], one.state))
            return "the month isn't settled"

        self.patch(type(stay), "_discharge_refusal", refusal)
        with self.assertRaisesRegex(UserError, "isn't settled"):
            stay.action_discharge(kind="left")
        self.assertEqual([(TODAY, "resident")], seen)
        self.assertEqual("resident", stay.state)

    def test_valuables_go_back_first(self):
        stay = self.living().with_user(self.keeper)
        thing = self.env["civil.institution.belonging"].with_user(self.keeper)
        thing = thing.create({"stay_id": stay.id, "name": "金戒指"})
        with self.assertRaisesRegex(UserError, "金戒指"):
            stay.action_discharge(kind="left")
        thing.write({"returned_on": TODAY, "returned_to": "程小妹"})
        stay.action_discharge(kind="left")

    def test_person_comes_back_the_day_of_leaving(self):
        first = self.living()
        first.action_discharge(kind="left", date="2024-05-20")
        second = self.living(
            bed=self.other_beds[0],
            date="2024-05-20",
            person=first.resident_id,
            home=self.other,
        )
        self.assertEqual("resident", second.state)

    def test_days_of_one_person_never_overlap(self):
        first = self.living()
        first.action_discharge(kind="left", date="2024-05-20")
        again = self.enquire(
            first.resident_id, user=self.clerk, institution_id=self.other.id
        )
        with self.assertRaisesRegex(UserError, "程咬金 has the bed .*东镇康寿养老院"):
            again.action_note_resident(bed_id=self.other_beds[0].id, date="2024-05-19")

    def test_days_of_one_bed_never_overlap(self):
        first = self.living()
        first.action_discharge(kind="left", date="2024-05-20")
        again = self.enquire(
            self.make_resident("乙", "19410305", "013"), user=self.clerk
        )
        with self.assertRaisesRegex(UserError, "程咬金 has the bed"):
            again.action_note_resident(bed_id=self.beds[0].id, date="2024-05-01")

    def test_records_are_kept_for_five_years(self):
        stay = self.living(date="2019-01-01")
        with self.assertRaisesRegex(UserError, "isn't over"):
            stay.unlink()
        stay.action_discharge(kind="left", date="2019-06-03")
        self.assertFalse(stay._keep_refusal())
        later = self.living(
            date="2019-06-04", person=self.make_resident("乙", "19410305", "013")
        )
        later.action_discharge(kind="left", date="2019-06-05")
        with self.assertRaisesRegex(UserError, "kept until 2024-06-05"):
            later.unlink()

    def test_counts_of_the_home(self):
        self.home.write({"resident_count": 30, "residents_able": 30})
        stay = self.living()
        self.assertEqual(30, self.home.resident_count)
        self.home.keeps_stays = True
        self.assertEqual((1, 1), (self.home.resident_count, self.home.residents_able))
        stay._set_level(self.full, TODAY)
        self.assertEqual(
            (1, 0, 1),
            (
                self.home.resident_count,
                self.home.residents_able,
                self.home.residents_unable,
            ),
        )
        self.home.resident_count = 50
        self.assertEqual(1, self.home.resident_count)
        stay.action_leave(destination="家")
        self.assertEqual(1, self.home.resident_count)
        stay.action_discharge(kind="left")
        self.assertEqual(0, self.home.resident_count)
        self.home.beds_approved = 10
        self.assertFalse(self.home.is_overfull)
