import datetime

from freezegun import freeze_time

from odoo.exceptions import UserError

from .common import InspectionCase

MARCH = datetime.date(2024, 3, 1)


class TestSafetyCheck(InspectionCase):
    """Every institution checks itself every month."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.kind.self_check = True
        cls.checks = cls.env["civil.safety.check"]
        cls.checks._open_month(MARCH)

    def check(self, number=0):
        found = self.checks.search(
            [("object_id", "=", self.objects[number].id), ("month", "=", MARCH)]
        )
        return found.with_user(self.clerk)

    def filed(self, number=0, problem=False):
        check = self.check(number)
        check.line_ids.action_yes()
        if problem:
            check.line_ids[0].write({"result": "no", "note": "Boxes in the exit"})
        check.write({"checked_date": "2024-03-02", "checker": "Mrs Zhao"})
        check.action_file()
        return check

    def test_asked_of_each_once(self):
        mine = [("kind_id", "=", self.kind.id)]
        self.assertEqual(self.checks.search_count(mine), 10)
        self.checks._open_month(datetime.date(2024, 3, 20))
        self.assertEqual(self.checks.search_count(mine), 10)
        self.checks._open_month(datetime.date(2024, 4, 1))
        self.assertEqual(self.checks.search_count(mine), 20)
        self.assertEqual(str(self.check().due_date), "2024-03-31")

    def test_february_ends_on_its_last_day(self):
        self.checks._open_month(datetime.date(2023, 2, 7))
        check = self.checks.search([("month", "=", "2023-02-01")], limit=1)
        self.assertEqual(str(check.due_date), "2023-02-28")

    def test_archived_objects_are_not_asked(self):
        self.objects[0].active = False
        self.checks._open_month(datetime.date(2024, 4, 1))
        april = self.checks.search(
            [("month", "=", "2024-04-01"), ("kind_id", "=", self.kind.id)]
        )
        self.assertEqual(len(april), 9)

    def test_only_heads_ask_by_hand(self):
        with self.assertRaisesRegex(UserError, "Only a section head"):
            self.checks.with_user(self.clerk).action_open_month()
        self.checks.with_user(self.head).action_open_month()

    def test_filing_puts_hazards_into_the_ledger(self):
        check = self.filed(problem=True)
        self.assertEqual(check.state, "filed")
        hazard = check.hazard_ids
        self.assertEqual((hazard.found_by, hazard.level), ("self", "major"))
        self.assertEqual(hazard.object_id, self.objects[0])
        self.assertEqual(hazard.name, "Boxes in the exit")

    def test_what_is_missing_stops_filing(self):
        check = self.check()
        with self.assertRaisesRegex(UserError, "who checked"):
            check.action_file()
        check.write({"checked_date": "2024-03-02", "checker": "Mrs Zhao"})
        with self.assertRaisesRegex(UserError, "3 items aren't answered"):
            check.action_file()
        check.line_ids.action_no()
        with self.assertRaisesRegex(UserError, "write what was found"):
            check.action_file()

    def test_what_was_filed_stays(self):
        check = self.filed()
        for attempt in (
            lambda: check.write({"checker": "Somebody"}),
            check.line_ids[0].action_no,
            lambda: check.line_ids[0].write({"note": "x"}),
        ):
            with self.assertRaisesRegex(UserError, "was filed and stays"):
                attempt()

    def test_late(self):
        with freeze_time("2024-04-01 01:00:00"):
            check = self.check()
            check.invalidate_recordset()
            self.assertTrue(check.is_late)
            late = self.checks.search([("is_late", "=", True)])
            self.assertIn(check, late)

    def rates(self, **domain):
        figures = self.env["civil.safety.figure"].with_user(self.head)
        [row] = figures._read_group(
            [("kind_id", "=", self.kind.id)],
            [],
            ["filed_rate:avg", "coverage_rate:avg", "closed_rate:avg"],
        )
        return row

    def test_figures(self):
        """3 of 10 filed; 1 of 10 inspected; of 2 due hazards 1 closed, 1 not due."""
        for number in range(3):
            self.filed(number)
        self.signed(problem=False)
        hazards = self.env["civil.hazard"].with_user(self.clerk)
        five = {
            "kind_id": self.kind.id,
            "object_id": self.objects[0].id,
            "responsible": "Mr Liu",
            "measures": "x",
            "protection": "x",
            "rectified_note": "x",
            "found_date": "2024-02-01",
        }
        closed, _late, _later = hazards.create(
            [
                {**five, "name": "a", "deadline": "2024-03-01"},
                {**five, "name": "b", "deadline": "2024-03-02"},
                {**five, "name": "c", "deadline": "2024-05-02"},
            ]
        )
        closed.action_assign()
        closed.action_rectified()
        closed.with_user(self.clerk2).action_verify()
        closed.with_user(self.head).action_close()
        self.env.flush_all()
        self.assertEqual(self.rates(), (30, 10, 50))
