import json

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common import CareCase


@tagged("post_install", "-at_install")
class TestBoard(CareCase):
    """What the floor plan shows to whom, and what is done on it."""

    def board(self, user=None, home=None):
        boards = self.env["civil.institution.board"].with_user(user or self.keeper)
        return boards.board(institution_id=(home or self.home).id)

    def take(self, stay, step, bed=None, user=None, **values):
        boards = self.env["civil.institution.board"].with_user(user or self.keeper)
        boards.action_take(stay.id, step, bed_id=bed and bed.id, **values)

    def card(self, stay, **values):
        [card] = [one for one in self.board(**values)["stays"] if one["id"] == stay.id]
        return card

    def person(self, number):
        return self.make_resident(f"张{number}", "19400101", f"{number:03d}")

    # -- what it shows ---------------------------------------------------------------

    def test_rooms_beds_and_whose(self):
        stay = self.living(self.beds[3], "2024-05-01")
        self.beds[5].action_take_out()
        board = self.board()
        self.assertEqual(self.home.name, board["home"]["name"])
        self.assertEqual("2024-06-03", board["today"])
        self.assertEqual(["101", "102", "103"], [r["name"] for r in board["rooms"]])
        beds = {bed["id"]: bed for bed in board["beds"]}
        self.assertEqual(set(self.beds.ids), set(beds))
        self.assertEqual(stay.id, beds[self.beds[3].id]["stay"])
        self.assertEqual("occupied", beds[self.beds[3].id]["state"])
        self.assertEqual("out_of_service", beds[self.beds[5].id]["state"])
        self.assertEqual("1号楼 102", beds[self.beds[3].id]["place"])
        card = self.card(stay)
        self.assertEqual(("程咬金", 84), (card["name"], card["age"]))
        self.assertEqual(self.self_care.name, card["level"])
        self.assertEqual("Day 34", card["days"])
        self.assertEqual(["move", "leave", "hospital"], card["steps"])

    def test_who_waits_and_who_does_not(self):
        waiting = self.enquire(self.person(1))
        waiting.action_apply()
        asking = self.enquire(self.person(3))
        cancelled = self.enquire(self.person(5))
        cancelled.action_cancel()
        left = self.living(person=self.person(7))
        left.action_discharge(kind="left")
        shown = {one["id"]: one for one in self.board()["stays"]}
        self.assertEqual({waiting.id}, set(shown))
        self.assertFalse(shown[waiting.id]["bed"])
        self.assertEqual(["reserve"], shown[waiting.id]["steps"])
        self.assertNotIn(asking.id, shown)

    def test_numbers_are_masked(self):
        stay = self.living()
        text = json.dumps(self.board(self.clerk), ensure_ascii=False)
        number = stay.resident_id.sudo().identity_number
        self.assertNotIn(number, text)
        self.assertNotIn(number[6:14], text)
        self.assertIn(stay.resident_id.sudo().identity_masked, text)

    def test_what_is_to_be_minded(self):
        stay = self.living()
        self.assertEqual(
            [("late", "No valid assessment")],
            [(flag["kind"], flag["text"]) for flag in self.card(stay)["flags"]],
        )
        self.assess(stay.resident_id.with_env(self.env), date="2023-12-20")
        [flag] = self.card(stay)["flags"]
        self.assertEqual("soon", flag["kind"])
        self.assertIn("06-", flag["text"])
        stay.action_leave(
            date="2024-06-01", expected_on="2024-06-02", destination="女儿家"
        )
        self.assertEqual(
            ["Expected back 06-02", flag["text"]],
            [one["text"] for one in self.card(stay)["flags"]],
        )
        stay.action_return()
        stay.action_hospital(destination="区医院")
        self.assertEqual("In hospital since 06-03", self.card(stay)["flags"][0]["text"])

    def test_end_of_a_trial(self):
        stay = self.assessed()
        self.agree(stay, kind="trial")
        self.take(stay, "trial", self.beds[1])
        self.assertEqual(("trial", self.beds[1]), (stay.state, stay.bed_id))
        [flag] = self.card(stay)["flags"]
        self.assertEqual(("soon", "Trial ends 06-17"), (flag["kind"], flag["text"]))

    def test_as_many_queries_for_sixty_beds_as_for_ten(self):
        self.home.beds_approved = 100
        self.fill(self.beds[:5])
        self.count(self.board)
        few = self.count(self.board)
        self.assertEqual(6, len(self.board()["stays"]))
        rooms = self.env["civil.institution.room"].create(
            [
                {"building_id": self.beds.building_id.id, "floor": 2, "name": name}
                for name in map(str, range(200, 230))
            ]
        )
        beds = self.env["civil.institution.bed"].create(
            [
                {"room_id": room.id, "name": name}
                for room in rooms
                for name in ("1", "2")
            ]
        )
        self.fill(beds, 100)
        self.assertEqual(67, len(self.board()["stays"]))
        self.assertEqual(few, self.count(self.board))

    def fill(self, beds, first=0):
        """Give the beds to people, some of them away or assessed; one waits."""
        for number, bed in enumerate(beds, first):
            stay = self.living(bed, person=self.person(number))
            if number % 3 == 0:
                stay.action_leave(destination="女儿家")
            if number % 25 == 0:
                self.assess(stay.resident_id.with_env(self.env))
        self.enquire(self.person(first + len(beds))).action_apply()

    def count(self, method):
        self.env.flush_all()
        self.env.invalidate_all()
        with self.count_statements() as counted:
            method()
        return counted[0]

    # -- to whom ---------------------------------------------------------------------

    def test_staff_see_their_own_institution_alone(self):
        self.assertFalse(self.board()["is_choice"])
        boards = self.env["civil.institution.board"].with_user(self.keeper)
        self.assertEqual(self.home.id, boards.board()["home"]["id"])
        with self.assertRaises(AccessError):
            self.board(home=self.other)
        self.assertTrue(self.board(self.clerk, self.other)["is_choice"])
        with self.assertRaises(AccessError):
            self.board(self.east_clerk, self.other)
        for user in (self.staff, self.outsider):
            with self.assertRaises(AccessError):
                self.board(user)

    def test_who_only_reads_moves_nobody(self):
        stay = self.living()
        for user in (self.auditor, self.deputy):
            board = self.board(user)
            self.assertFalse(board["may"])
            self.assertEqual(len(self.beds), len(board["beds"]))
            boards = self.env["civil.institution.board"].with_user(user)
            with self.assertRaises(AccessError):
                self.take(stay, "move", self.beds[1], user=user)
            with self.assertRaises(AccessError):
                boards.action_bed(self.beds[2].id, "out_of_service")
            with self.assertRaises(AccessError):
                boards.action_admit(self.home.id)
        self.assertTrue(self.board(self.clerk)["may"])
        self.assertEqual(self.beds[0], stay.bed_id)

    def test_staff_of_another_institution_move_nobody(self):
        stay = self.living(self.other_beds[0], home=self.other)
        with self.assertRaises(AccessError):
            self.take(stay, "move", self.other_beds[1])

    def test_a_suspended_institution_says_so(self):
        self.assertEqual("", self.board()["home"]["refusal"])
        self.home._write_guarded({"state": "suspended"})
        self.assertIn("Suspended", self.board()["home"]["refusal"])

    # -- what is done ----------------------------------------------------------------

    def test_from_waiting_to_living(self):
        stay = self.enquire()
        stay.action_apply()
        self.take(stay, "reserve", self.beds[0])
        self.assertEqual("reserved", self.beds[0].state)
        card = self.card(stay)
        self.assertEqual((self.beds[0].id, True), (card["bed"], card["is_reserved"]))
        # Another bed: the first gets free again.
        self.take(stay, "reserve", self.beds[4])
        self.assertEqual(["free", "reserved"], [self.beds[n].state for n in (0, 4)])
        self.assertIn("release", self.card(stay)["steps"])
        self.take(stay, "release")
        self.assertEqual(("free", False), (self.beds[4].state, stay.bed_id.id))
        self.assertNotIn("release", self.card(stay)["steps"])
        self.take(stay, "reserve", self.beds[4])
        self.assess(stay.resident_id.with_env(self.env))
        self.assess_risks(stay.resident_id.with_env(self.env))
        stay.action_assess()
        self.agree(stay)
        stay.action_sign()
        self.take(stay, "move_in", self.beds[4], date="2024-06-03")
        self.assertEqual("resident", stay.state)
        self.take(stay, "move", self.beds[2])
        self.assertEqual(self.beds[2], stay.bed_id)
        self.assertEqual("free", self.beds[4].state)

    def test_back_from_leave(self):
        stay = self.living()
        stay.action_leave(destination="女儿家")
        self.assertEqual(["move", "return"], self.card(stay)["steps"])
        self.take(stay, "return")
        self.assertEqual(("resident", "occupied"), (stay.state, stay.bed_id.state))

    def test_refusals_say_why_and_move_nothing(self):
        first = self.living(self.beds[0])
        second = self.living(self.beds[1], person=self.person(1))
        with self.assertRaisesRegex(UserError, "程咬金"):
            self.take(second, "move", self.beds[0])
        with self.assertRaisesRegex(UserError, "another institution"):
            self.take(second, "move", self.other_beds[0], user=self.clerk)
        with self.assertRaises(AccessError):
            self.take(second, "move", self.other_beds[0])
        with self.assertRaisesRegex(UserError, "future"):
            self.take(second, "move", self.beds[2], date="2024-06-04")
        with self.assertRaisesRegex(UserError, "no step"):
            self.take(second, "unlink")
        with self.assertRaises(UserError):
            self.take(second, "return")
        self.assertEqual((self.beds[0], self.beds[1]), (first.bed_id, second.bed_id))
        self.assertEqual("free", self.beds[2].state)

    def test_who_comes_second_is_told(self):
        stay = self.living()
        seen = {"seen_state": "resident", "seen_bed_id": self.beds[0].id}
        self.take(stay, "move", self.beds[1], user=self.clerk, **seen)
        with self.assertRaisesRegex(UserError, "quicker.*程咬金.*102|101-2"):
            self.take(stay, "move", self.beds[2], **seen)
        self.assertEqual(self.beds[1], stay.bed_id)
        stay.action_leave(destination="女儿家")
        seen["seen_bed_id"] = self.beds[1].id
        with self.assertRaisesRegex(UserError, "On Leave"):
            self.take(stay, "move", self.beds[2], **seen)
        waiting = self.enquire(self.person(1))
        waiting.action_apply()
        self.take(
            waiting, "reserve", self.beds[3], seen_state="applied", seen_bed_id=False
        )
        self.assertEqual(self.beds[3], waiting.bed_id)

    def test_beds_out_of_service_and_back(self):
        boards = self.env["civil.institution.board"].with_user(self.keeper)
        bed = self.beds[5]
        boards.action_bed(bed.id, "out_of_service", seen_state="free")
        self.assertEqual("out_of_service", bed.state)
        with self.assertRaisesRegex(UserError, "quicker"):
            boards.action_bed(bed.id, "out_of_service", seen_state="free")
        boards.action_bed(bed.id, "free")
        self.assertEqual("free", bed.state)
        stay = self.living(bed)
        with self.assertRaises(UserError):
            boards.action_bed(bed.id, "out_of_service")
        with self.assertRaises(UserError):
            boards.action_bed(bed.id, "free")
        self.assertEqual(bed, stay.bed_id)
        with self.assertRaisesRegex(UserError, "no step"):
            boards.action_bed(bed.id, "reserve")

    def test_new_admission(self):
        boards = self.env["civil.institution.board"].with_user(self.keeper)
        action = boards.action_admit(self.home.id)
        self.assertEqual("civil.institution.stay", action["res_model"])
        self.assertEqual(self.home.id, action["context"]["default_institution_id"])
