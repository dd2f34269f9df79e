import datetime
from decimal import Decimal

import psycopg2

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import CivilBaseCase

MARCH = datetime.date(2024, 3, 1)


@tagged("post_install", "-at_install")
class TestParameter(CivilBaseCase):
    def new(self, value, start, end=False, **vals):
        return self.env["civil.parameter"].create(
            {
                "code": "test_limit",
                "name": "Test Limit",
                "value": value,
                "date_from": start,
                "date_to": end,
                **vals,
            }
        )

    def get(self, on, division=None, code="test_limit"):
        parameters = self.env["civil.parameter"].with_user(self.staff)
        return parameters._get(code, on, division)

    def test_the_value_of_the_day_decides(self):
        self.new("80.00", "2021-01-01", "2023-12-31")
        self.new("100.50", "2024-01-01")
        self.assertEqual(Decimal("80.00"), self.get(datetime.date(2023, 12, 31)))
        self.assertEqual(Decimal("100.50"), self.get(datetime.date(2024, 1, 1)))

    def test_a_day_without_a_value_is_an_error_in_words(self):
        self.new("80", "2021-01-01", "2023-12-31")
        with self.assertRaisesRegex(UserError, "Test Limit.*2024-03-01"):
            self.get(MARCH)
        with self.assertRaisesRegex(UserError, "nowhere"):
            self.get(MARCH, code="nowhere")

    def test_the_nearest_division_decides(self):
        self.new("1", "2024-01-01")
        self.new("2", "2024-01-01", division_id=self.district.id)
        self.new("3", "2024-01-01", division_id=self.east.id)
        village = self.divisions["990101001001"]
        self.assertEqual(3, self.get(MARCH, village))
        self.assertEqual(2, self.get(MARCH, self.west))
        self.assertEqual(1, self.get(MARCH, self.divisions["990100"]))
        self.assertEqual(1, self.get(MARCH))

    def test_types(self):
        for value_type, typed, canonical, value in (
            ("number", "１,000.50元", "1000.50", Decimal("1000.50")),
            ("integer", "30", "30", 30),
            ("date", "2024年3月5日", "2024-03-05", datetime.date(2024, 3, 5)),
            ("text", "曾民〔2024〕", "曾民〔2024〕", "曾民〔2024〕"),
        ):
            parameter = self.new(typed, "2024-01-01", value_type=value_type)
            self.assertEqual(canonical, parameter.value)
            self.assertEqual(value, self.get(MARCH))
            self.assertIs(type(value), type(self.get(MARCH)))
            parameter.unlink()

    def test_a_value_of_another_type_is_refused(self):
        for value_type, value in (
            ("number", "many"),
            ("integer", "1.5"),
            ("date", "2024-02-30"),
        ):
            with self.assertRaises(ValidationError):
                self.new(value, "2024-01-01", value_type=value_type)

    @mute_logger("odoo.sql_db")
    def test_values_do_not_overlap(self):
        first = self.new("80", "2021-01-01", "2023-12-31")
        self.new("90", "2021-01-01", division_id=self.east.id)
        for start, end in (("2023-12-31", False), ("2020-01-01", "2021-01-01")):
            with self.assertRaises(psycopg2.errors.ExclusionViolation) as caught:
                with self.env.cr.savepoint():
                    self.new("1", start, end)
            message = first._sql_error_to_message(caught.exception)
            self.assertIn("give that value its last day first", message)
        self.new("100", "2024-01-01")

    def test_the_last_day_is_not_before_the_first(self):
        with mute_logger("odoo.sql_db"):
            with self.assertRaises(psycopg2.errors.CheckViolation):
                with self.env.cr.savepoint():
                    self.new("80", "2024-01-02", "2024-01-01")

    def test_search_for_what_is_in_force(self):
        past = self.new("80", "2001-01-01", "2003-12-31")
        current = self.new("100", "2004-01-01")
        found = self.env["civil.parameter"].search(
            [("is_current", "=", True), ("code", "=", "test_limit")]
        )
        self.assertEqual(current, found)
        self.assertFalse(past.is_current)
        found = self.env["civil.parameter"].search(
            [("is_current", "=", False), ("code", "=", "test_limit")]
        )
        self.assertEqual(past, found)

    def test_only_administrators_change_rules(self):
        parameter = self.new("80", "2021-01-01")
        for user in (self.staff, self.finance, self.auditor, self.reader):
            self.assertEqual("80", parameter.with_user(user).value)
            with self.assertRaises(AccessError):
                parameter.with_user(user).value = "90"
            with self.assertRaises(AccessError):
                parameter.with_user(user).unlink()
        parameter.with_user(self.admin).value = "90"
        with self.assertRaises(AccessError):
            parameter.with_user(self.outsider).read(["value"])
