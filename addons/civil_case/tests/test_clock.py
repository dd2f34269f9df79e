from datetime import date, datetime

from odoo.exceptions import UserError

from .common import CaseCase


class TestClock(CaseCase):
    """Time limits of records: dates, levels, pauses, extension."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        parameters = cls.env["civil.parameter"]
        for code, value, since in (
            ("t.hours", 24, "2020-01-01"),
            ("t.days", 60, "2020-01-01"),
            ("t.warn", 3, "2020-01-01"),
        ):
            parameters.create(
                {
                    "code": code,
                    "name": code,
                    "value_type": "integer",
                    "value": str(value),
                    "date_from": since,
                    "legal_basis": f"Basis of {code}",
                }
            )
        kinds = cls.env["civil.clock.kind"]
        cls.hours = kinds.create(
            {
                "code": "t.hours",
                "name": "H",
                "unit": "hour",
                "limit_parameter": "t.hours",
                "warn_parameter": "t.warn",
            }
        )
        cls.days = kinds.create(
            {
                "code": "t.days",
                "name": "D",
                "unit": "day",
                "limit_parameter": "t.days",
                "warn_parameter": "t.warn",
                "rolls_to_workday": True,
            }
        )
        cls.order = kinds.create({"code": "t.order", "name": "O", "unit": "day"})

    def setUp(self):
        super().setUp()
        self.case = self.make_case()

    def test_working_days_skip_holidays_and_count_make_up_days(self):
        """4 to 6 April 2024 are free, Sunday the 7th is worked."""
        with self.at("2024-04-03 09:00"):
            clock = self.case._start_clock("case.accept")
        self.assertEqual("2024-04-11 23:59", self.local(clock.limit_at))

    def test_exception_of_the_administrator_counts(self):
        self.env["civil.workday.exception"].create(
            {"date": "2024-03-05", "is_workday": False, "reason": "Notice 1"}
        )
        clock = self.case._start_clock("case.accept")
        self.assertEqual("2024-03-12 23:59", self.local(clock.limit_at))

    def test_hours(self):
        clock = self.case._start_clock("t.hours")
        self.assertEqual("2024-03-05 09:00", self.local(clock.limit_at))
        self.assertEqual("2024-03-05 06:00", self.local(clock.warn_at))

    def test_calendar_days_end_on_a_working_day(self):
        """60 days end on Friday 3 May 2024, in the holidays: 6 May (article 203)."""
        clock = self.case._start_clock("t.days")
        self.assertEqual("2024-05-06 23:59", self.local(clock.limit_at))
        self.assertEqual("Basis of t.days", clock.limit_basis)

    def test_length_is_that_of_the_day_of_beginning(self):
        """A matter of 2024 is judged by the rule of 2024."""
        rule = self.env["civil.parameter"].search([("code", "=", "t.days")])
        rule.date_to = "2024-03-31"
        self.env.flush_all()
        rule.copy({"value": "30", "date_from": "2024-04-01", "date_to": False})
        old = self.case._start_clock("t.days")
        with self.at("2024-04-10 09:00"):
            new = self.make_case()._start_clock("t.days")
            old._set_ends()
        self.assertEqual("2024-05-06 23:59", self.local(old.limit_at))
        self.assertEqual("2024-05-10 23:59", self.local(new.limit_at))

    def test_order_names_its_last_day(self):
        clock = self.case._start_clock("t.order", until=date(2024, 3, 20))
        self.assertEqual("2024-03-20 23:59", self.local(clock.limit_at))
        self.case._extend_clock("t.order", "Rain.", until=date(2024, 4, 1))
        self.assertEqual("2024-04-01 23:59", self.local(clock.limit_at))
        with self.assertRaisesRegex(UserError, "extended already"):
            self.case._extend_clock("t.order", "Rain.", until=date(2024, 4, 2))

    def test_without_length_nothing_starts(self):
        with self.assertRaisesRegex(UserError, "how long"):
            self.case._start_clock("t.order")
        with self.assertRaisesRegex(UserError, "no time limit"):
            self.case._start_clock("t.unknown")

    def test_started_once(self):
        first = self.case._start_clock("case.accept")
        self.assertEqual(first, self.case._start_clock("case.accept"))

    def test_pause_stops_or_only_keeps_record(self):
        clock = self.case._start_clock("case.decide")
        self.case._pause_clock("case.decide", "consultation")
        self.assertEqual("running", clock.state)
        self.case._resume_clock("case.decide")
        self.assertEqual("2024-04-01 23:59", self.local(clock.limit_at))
        self.case._pause_clock("case.decide", "hearing", "On the yard")
        self.assertEqual("paused", clock.state)
        self.assertFalse(self.case.due_at)
        self.assertTrue(self.case.is_resting)
        with self.at("2024-03-07 16:00"):
            self.case._resume_clock("case.decide")
        # 3 days of rest; 4 April is a holiday.
        self.assertEqual("2024-04-07 23:59", self.local(clock.limit_at))
        self.assertEqual(clock.limit_at, self.case.due_at)

    def test_resting_is_never_overdue(self):
        clock = self.case._start_clock("case.decide")
        self.case._pause_clock("case.decide", "hearing")
        with self.at("2024-08-01 09:00"):
            clock.invalidate_recordset()
            self.assertEqual("ok", clock.level)
            self.assertFalse(self.case.is_overdue)

    def test_levels_are_found_without_a_nightly_run(self):
        self.case._start_clock("case.accept")
        cases = self.env["civil.case"]
        for moment, level in (
            ("2024-03-06 09:00", "ok"),
            ("2024-03-07 00:30", "near"),
            ("2024-03-11 23:30", "near"),
            ("2024-03-12 00:30", "overdue"),
        ):
            with self.at(moment):
                cases.invalidate_model()
                found = cases.search([("deadline_level", "=", level)])
                self.assertIn(self.case, found, moment)
                self.assertEqual(level, self.case.deadline_level, moment)
                self.assertEqual(level == "overdue", self.case.is_overdue)
                for name, wanted in (("is_overdue", "overdue"), ("is_near", "near")):
                    for value in (True, False):
                        found = cases.search([(name, "=", value)])
                        self.assertEqual(
                            (level == wanted) == value, self.case in found, moment
                        )
                clocks = self.env["civil.clock"].search([("level", "=", level)])
                self.assertIn(self.case.clock_ids, clocks)

    def test_near_counts_from_the_promise(self):
        clock = self.case._start_clock("case.decide")
        self.assertEqual("2024-03-18 23:59", self.local(clock.promise_at))
        self.assertEqual("2024-03-14 00:00", self.local(clock.warn_at))

    def test_stopped_in_time_and_late(self):
        clock = self.case._start_clock("case.decide")
        with self.at("2024-03-20 09:00"):
            self.case._stop_clock("case.decide")
        self.assertEqual("met", clock.state)
        self.assertFalse(clock.promise_met)
        ended = clock.ended_at
        with self.at("2024-05-20 09:00"):
            self.case._stop_clock("case.decide")
        self.assertEqual(ended, clock.ended_at)
        again = self.case._start_clock("case.decide")
        with self.at("2024-05-20 09:00"):
            self.case._stop_clock("case.decide")
        self.assertEqual("late", again.state)

    def test_extension_once_and_in_time(self):
        """Administrative Licensing Law, article 42: ten days more, once."""
        clock = self.case._start_clock("case.decide")
        self.case._extend_clock("case.decide", "Hard to judge.")
        self.assertEqual("2024-04-16 23:59", self.local(clock.limit_at))
        with self.assertRaisesRegex(UserError, "extended already"):
            self.case._extend_clock("case.decide", "Still hard.")
        other = self.make_case()
        other._start_clock("case.decide")
        with self.at("2024-04-02 00:30"), self.assertRaisesRegex(UserError, "over"):
            other._extend_clock("case.decide", "Too late.")

    def test_extension_needs_a_reason_and_a_rule(self):
        self.case._start_clock("case.accept")
        with self.assertRaisesRegex(UserError, "why"):
            self.case._extend_clock("case.accept", " ")
        with self.assertRaisesRegex(UserError, "no rule"):
            self.case._extend_clock("case.accept", "Long.")

    def test_nearest_limit_is_shown(self):
        self.case._start_clock("case.decide")
        self.case._start_clock("t.hours")
        self.assertEqual("2024-03-05 09:00", self.local(self.case.due_at))
        self.assertEqual(date(2024, 3, 5), self.case.due_date)
        self.case._stop_clock("t.hours")
        self.assertEqual("2024-04-01 23:59", self.local(self.case.due_at))
        self.case._cancel_clocks()
        self.assertFalse(self.case.due_at)

    def test_what_is_left_is_said(self):
        self.case._start_clock("case.accept")
        self.assertEqual("Accepting: 5 Working Days left", self.case.deadline_text)
        with self.at("2024-03-13 09:00"):
            self.case.invalidate_recordset()
            self.case.clock_ids.invalidate_recordset()
            self.assertIn("overdue by 2", self.case.deadline_text)

    def test_start_can_lie_back(self):
        clock = self.case._start_clock("case.accept", at=datetime(2024, 3, 1, 2))
        self.assertEqual("2024-03-08 23:59", self.local(clock.limit_at))

    def test_limits_go_with_their_record(self):
        clock = self.case._start_clock("case.accept")
        self.case.unlink()
        self.assertFalse(clock.exists())

    def test_lists_cost_the_same_whatever_their_length(self):
        """A longer page of cases needs no more statements for what is left."""
        cases = self.case
        for _each in range(9):
            cases += self.make_case()
        cases._start_clock("case.decide")
        counts = []
        # The first one reads what every page has in common.
        for page in (cases[:1], cases[:2], cases):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            page.read(["deadline_text", "deadline_level", "due_at", "is_resting"])
            counts.append(self.env.cr.sql_log_count - before)
        self.assertEqual(counts[1], counts[2])

    def test_the_desk_follows_a_rest(self):
        case = self.accepted()
        todo = self.env["civil.todo"].search(
            [("res_model", "=", "civil.case"), ("res_id", "=", case.id)]
        )
        self.assertEqual(case.due_at, todo.due_at)
        case._pause_clock("case.decide", "hearing")
        self.assertFalse(todo.due_at)
        with self.at("2024-03-06 09:00"):
            case._resume_clock("case.decide")
        self.assertEqual("2024-04-03 23:59", self.local(todo.due_at))
