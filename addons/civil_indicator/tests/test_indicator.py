import datetime
import json
from decimal import Decimal
from unittest.mock import patch

from freezegun import freeze_time
from hypothesis import given, settings
from hypothesis import strategies as st

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command, Domain
from odoo.tests import new_test_user, tagged

from odoo.addons.civil_base.tests.common import CivilBaseCase

from ..tools.measure import Side, light_of, value_of

FIRST, LAST = datetime.date(2024, 1, 1), datetime.date(2024, 12, 31)
NEAR = Decimal("0.9")


@tagged("post_install", "-at_install")
class TestIndicator(CivilBaseCase):
    """A number is what the list behind it shows, to the same user."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.startClassPatcher(freeze_time("2024-06-20 02:00:00"))
        cls.clerk = cls.make_user("ind_clerk", "civil_project.group_clerk")
        cls.head = cls.make_user("ind_head", "civil_project.group_head")
        cls.east_clerk = new_test_user(
            cls.env,
            "ind_east",
            "civil_project.group_clerk",
            division_ids=[Command.set(cls.east.ids)],
        )
        cls.project_kind = cls.env["civil.project.kind"].create(
            {
                "code": "t_center",
                "name": "Center",
                "stage_ids": [Command.create({"name": "Building", "days": 30})],
            }
        )
        cls.indicator = cls.env["civil.indicator"].create(
            {
                "code": "t_centers",
                "name": "Centers",
                "kind": "number",
                "res_model": "civil.project",
                "method": "_indicator_completed",
                "argument": "t_center",
            }
        )
        cls.share = cls.env["civil.indicator"].create(
            {
                "code": "t_share",
                "name": "Projects begun",
                "digits": 1,
                "res_model": "civil.project",
                "method": "_indicator_completed",
                "argument": "t_center",
            }
        )
        # As an addon would say it: begun ones of all of the kind.
        everything = [("kind_id", "=", cls.project_kind.id)]
        sides = (
            Side("civil.project", [*everything, ("state", "!=", "draft")]),
            Side("civil.project", everything),
        )
        cls.startClassPatcher(
            patch.object(
                cls.env.registry["civil.project"],
                "_indicator_begun",
                lambda records, date_from, date_to: sides,
                create=True,
            )
        )
        cls.share.write({"method": "_indicator_begun", "argument": False})

    def make_project(self, division=None, done=None):
        """Return a project, completed at a moment if one is given."""
        project = (
            self.env["civil.project"]
            .with_user(self.head)
            .create(
                {
                    "name": "Center",
                    "kind_id": self.project_kind.id,
                    "division_id": (division or self.east).id,
                    "date_from": "2024-01-02",
                }
            )
        )
        if done:
            with freeze_time(done):
                project.action_start()
                project.stage_ids.write({"result": "It stands."})
                project.stage_ids.action_finish()
                project.action_complete()
        return project

    def set_target(self, indicator, value, division=None, **dates):
        return self.env["civil.parameter"].create(
            {
                "code": f"indicator.{indicator.code}",
                "name": indicator.name,
                "value": value,
                "date_from": "2024-01-01",
                "division_id": division and division.id,
                **dates,
            }
        )

    def measure(self, indicator=None, user=None, dates=(FIRST, LAST), division=None):
        indicator = (indicator or self.indicator).with_user(user or self.clerk)
        return indicator._measure(*dates, division)

    def listed(self, part, indicator=None, user=None, division=None):
        indicator = (indicator or self.indicator).with_user(user or self.clerk)
        action = indicator.action_view_records(
            part, "2024-01-01", "2024-12-31", division_id=division and division.id
        )
        json.dumps(action)  # the web client gets it
        records = self.env[action["res_model"]].with_user(user or self.clerk)
        return records.with_context(**action["context"]).search(
            Domain(action["domain"])
        )

    # -- numbers and lists ------------------------------------------------------------

    def test_completed_projects(self):
        self.make_project()
        done = self.make_project(done="2024-03-31 15:59:00")
        self.assertEqual(self.measure().numerator, 1)
        self.assertIsNone(self.measure().denominator)
        self.assertEqual(self.listed("numerator"), done)
        # Four in the afternoon of the last of March in UTC is April in China.
        self.make_project(done="2024-03-31 16:00:00")
        march = (datetime.date(2024, 3, 1), datetime.date(2024, 3, 31))
        self.assertEqual(self.measure(dates=march).value, 1)
        self.assertEqual(self.measure().value, 2)

    def test_share_equals_its_lists_for_everybody(self):
        self.make_project(self.east, done="2024-03-01 02:00:00")
        self.make_project(self.east)
        self.make_project(self.west)
        for user in (self.clerk, self.east_clerk, self.auditor):
            for place in (None, self.district, self.east, self.west):
                measure = self.measure(self.share, user, division=place)
                lists = [
                    self.listed(part, self.share, user, place)
                    for part in ("numerator", "denominator", "gap")
                ]
                self.assertEqual(measure.numerator, len(lists[0]))
                self.assertEqual(measure.denominator, len(lists[1]))
                self.assertEqual(lists[2], lists[1] - lists[0])
        self.assertEqual(self.measure(self.share).value, Decimal("33.3"))
        east = self.measure(self.share, self.east_clerk)
        self.assertEqual(east.value, Decimal("50.0"))

    def test_nothing_to_count_is_no_value(self):
        measure = self.measure(self.share)
        self.assertIsNone(measure.value)
        self.assertEqual(measure.light, "none")

    # -- targets ---------------------------------------------------------------------

    def test_target_holds_for_its_days_and_place(self):
        self.make_project(self.east)
        self.assertEqual(self.measure(self.share).light, "none")
        self.set_target(self.share, "100", date_to="2024-12-31")
        self.set_target(self.share, "50", division=self.west)
        self.assertEqual(self.measure(self.share).target, 100)
        self.assertEqual(self.measure(self.share, division=self.east).target, 100)
        self.assertEqual(self.measure(self.share, division=self.west).target, 50)
        later = (FIRST, datetime.date(2025, 1, 1))
        self.assertIsNone(self.measure(self.share, dates=later).target)

    def test_number_may_still_come_while_the_year_runs(self):
        self.set_target(self.indicator, "1")
        until_may = (FIRST, datetime.date(2024, 5, 31))
        self.assertEqual(self.measure().light, "amber")
        self.assertEqual(self.measure(dates=until_may).light, "amber")
        with freeze_time("2025-01-01 02:00:00"):
            self.assertEqual(self.measure().light, "red")
        self.make_project(done="2024-06-01 02:00:00")
        self.assertEqual(self.measure().light, "green")

    def test_target_of_a_number_is_for_the_year(self):
        self.set_target(self.indicator, "1")
        april = (datetime.date(2024, 4, 1), datetime.date(2024, 4, 30))
        measure = self.measure(dates=april)
        self.assertEqual((measure.target, measure.light), (None, "none"))

    @settings(derandomize=True, deadline=None)
    @given(st.integers(0, 5000), st.integers(1, 5000), st.integers(1, 100))
    def test_green_is_exactly_what_reaches_the_target(self, part, whole, target):
        light = light_of(Decimal(part), Decimal(whole), Decimal(target), NEAR, True)
        self.assertEqual(light == "green", 100 * part >= target * whole)
        rounded = value_of(Decimal(part), Decimal(whole), 1)
        self.assertLessEqual(
            abs(rounded - Decimal(100 * part) / whole), Decimal("0.05")
        )

    # -- the board -------------------------------------------------------------------

    def rows(self, user, **kwargs):
        board = self.env["civil.indicator"].with_user(user)
        rows = board.board("2024-01-01", "2024-12-31", **kwargs)
        json.dumps(rows)
        return {row["code"]: row for row in rows}

    def test_board(self):
        self.make_project(self.east)
        self.set_target(self.share, "62.50")
        row = self.rows(self.clerk)["t_share"]
        self.assertEqual(
            [row[key] for key in ("numerator", "denominator", "value", "target")],
            ["0", "1", "0", "62.5"],
        )
        self.assertEqual((row["light"], row["has_gap"]), ("red", True))
        self.assertFalse(self.rows(self.clerk)["t_centers"]["has_gap"])
        self.assertNotIn("t_share", self.rows(self.clerk, department="no such"))

    def test_months_of_a_year(self):
        self.make_project(done="2024-03-31 15:59:00")
        self.make_project(done="2024-03-31 16:00:00")
        months = self.indicator.with_user(self.clerk).months(2024)
        self.assertEqual(
            [row["value"] for row in months], ["0", "0", "1", "1", "0", "0"]
        )
        april = months[3]
        action = self.indicator.with_user(self.clerk).action_view_records(
            "numerator", april["date_from"], april["date_to"]
        )
        self.assertEqual(
            self.env["civil.project"].search_count(Domain(action["domain"])), 1
        )
        self.assertEqual(self.indicator.with_user(self.clerk).months(2025), [])
        self.indicator.is_dated = False
        with self.assertRaisesRegex(UserError, "no months"):
            self.indicator.with_user(self.clerk).months(2024)

    def test_statements_do_not_grow_with_the_records(self):
        counts = []
        self.rows(self.clerk)  # fill the caches of rules
        for number in (1, 6):
            for _each in range(number):
                self.make_project()
            self.env.invalidate_all()
            with self.count_statements() as counted:
                self.rows(self.clerk)
            counts.append(counted[0])
        self.assertEqual(*counts)

    def test_places_are_ones_own(self):
        places = self.env["civil.indicator"].with_user(self.east_clerk).places()
        self.assertEqual([place["id"] for place in places], self.east.ids)
        names = [
            (place["name"], place["depth"])
            for place in self.env["civil.indicator"].with_user(self.clerk).places()
        ]
        self.assertEqual(
            names, [("Test District", 0), ("East Town", 1), ("West Town", 1)]
        )

    # -- who may what ----------------------------------------------------------------

    def test_who_may_not_read_the_records_sees_no_number(self):
        self.assertIn("t_share", self.rows(self.clerk))
        self.assertNotIn("t_share", self.rows(self.staff))
        with self.assertRaises(AccessError):
            self.measure(self.share, self.staff)
        with self.assertRaises(AccessError):
            self.share.with_user(self.staff).months(2024)
        with self.assertRaises(AccessError):
            self.rows(self.outsider)

    def test_only_administrators_say_what_is_measured(self):
        for user in (self.clerk, self.head, self.auditor):
            with self.assertRaises(AccessError):
                self.share.with_user(user).method = "_indicator_completed"
            with self.assertRaises(AccessError):
                self.set_target(self.share.with_user(user), "1").with_user(
                    user
                ).value = "2"
        self.share.with_user(self.admin).name = "Begun"

    def test_only_methods_that_measure_may_be_named(self):
        for model, method in (
            ("civil.project", "unlink"),
            ("civil.project", "_indicator_unknown"),
            ("no.such.model", "_indicator_completed"),
        ):
            with self.assertRaises(ValidationError):
                self.share.write({"res_model": model, "method": method})

    def test_what_cannot_be_is_refused(self):
        future = (datetime.date(2024, 7, 1), datetime.date(2024, 7, 31))
        with self.assertRaisesRegex(UserError, "nothing to measure"):
            self.measure(dates=future)
        with self.assertRaisesRegex(UserError, "no such list"):
            self.listed("denominator")
        with self.assertRaisesRegex(UserError, "no such list"):
            self.listed("everything", self.share)
