from datetime import date

from psycopg2 import IntegrityError

from odoo.exceptions import UserError, ValidationError
from odoo.tests import Form, freeze_time
from odoo.tools import mute_logger

from .common import ResidentCase, make_number


class TestResident(ResidentCase):
    def test_number_gives_birth_date_and_sex(self):
        self.assertRecordValues(
            self.resident,
            [
                {
                    "birth_date": date(1950, 1, 1),
                    "sex": "male",
                    "identity_tail": self.number[-4:],
                    "identity_masked": f"9901{'*' * 10}{self.number[-4:]}",
                    "identity_state": "ok",
                    "identity_warning": "",
                    "town_id": self.north.id,
                }
            ],
        )

    def test_mismatch_warns_and_keeps_what_was_typed(self):
        person = self._resident(
            "李四", make_number(order="002"), birth_date="1951-01-01", sex="male"
        )
        self.assertEqual(person.identity_state, "mismatch")
        self.assertEqual(person.birth_date, date(1951, 1, 1))
        self.assertIn("birth date differs", person.identity_warning)
        self.assertIn("sex differs", person.identity_warning)

    def test_invalid_number_is_kept_and_named(self):
        person = self._resident("李四", "421303500101001")
        self.assertEqual(person.identity_state, "invalid")
        self.assertIn("first generation", person.identity_warning)

    def test_certificate_is_compared(self):
        person = self._resident(
            "李四",
            make_number(order="003"),
            disability_number=f"{self.number}42B1",
            disability_kind="3",
            disability_grade="2",
        )
        self.assertIn("another identity number", person.identity_warning)
        self.assertIn("class differs", person.identity_warning)
        self.assertNotIn("grade differs", person.identity_warning)

    def test_typing_a_number_fills_the_form_of_a_clerk(self):
        number = make_number("19880229", "124")
        with Form(self.env["civil.resident"].with_user(self.clerk)) as form:
            form.name = "王 五"
            form.division_id = self.village
            form.identity_input = f" {number.lower()} "
            self.assertEqual(form.birth_date, date(1988, 2, 29))
            self.assertEqual(form.sex, "female")
        person = form.record
        self.assertEqual(person.name, "王五")
        self.assertEqual(person.sudo().identity_number, number)
        self.assertFalse(person.identity_input, "what was typed isn't shown again")

    def test_typed_birth_date_survives_the_number(self):
        with Form(self.env["civil.resident"].with_user(self.clerk)) as form:
            form.name = "王五"
            form.division_id = self.village
            form.identity_input = make_number("19880229", "126")
            form.birth_date = date(1988, 3, 1)
        self.assertEqual(form.record.birth_date, date(1988, 3, 1))
        self.assertEqual(form.record.identity_state, "mismatch")

    def test_a_number_belongs_to_one_resident(self):
        with mute_logger("odoo.sql_db"), self.assertRaises(IntegrityError):
            with self.cr.savepoint():
                self._resident("别人", self.number)

    def test_taken_number_is_named_as_far_as_the_user_may_see(self):
        person = self._resident("别人", division=self.south)
        with self.assertRaisesRegex(ValidationError, "单雄信"):
            person.with_user(self.clerk).identity_input = self.number
        with self.assertRaisesRegex(ValidationError, "outside your divisions"):
            person.with_user(self.south_clerk).identity_input = self.number

    def test_age_is_completed_years_and_stops_at_death(self):
        with freeze_time("2024-12-31"):
            self.resident.invalidate_recordset(["age"])
            self.assertEqual(self.resident.age, 74)
        self._death(self.number, date(2000, 1, 1))
        self.assertEqual(self.resident.age, 50)

    def test_residents_are_not_deleted(self):
        with self.assertRaises(UserError):
            self.resident.unlink()

    def test_household_has_its_head_among_its_members(self):
        wife = self._resident("李四", make_number(order="008"))
        household = self.env["civil.household"].create(
            {"head_id": self.resident.id, "division_id": self.village.id}
        )
        wife.write({"household_id": household.id, "household_relation": "spouse"})
        self.assertEqual(household.member_count, 2)
        household.head_id = wife
        self.assertEqual(wife.household_relation, "head")
        self.assertFalse(self.resident.household_relation)
        self.assertEqual(household.display_name, "Household of 李四")

    def test_account_names_what_the_bank_would_refuse(self):
        account = self.env["civil.resident.account"].create(
            {"resident_id": self.resident.id, "number": "123", "holder": "别人"}
        )
        self.assertIn("10 to 32 digits", account.warning)
        self.assertIn("neither the person nor the agent", account.warning)
        account.write({"number": "6217000000000000", "agent_name": "别 人"})
        self.assertIn("check digit", account.warning)
        self.assertNotIn("neither", account.warning)
        self.assertEqual(account.number_masked, "****0000")

    def test_same_category_twice_at_one_time_is_refused(self):
        kind = self.env.ref("civil_resident.kind_orphan")
        values = {
            "resident_id": self.resident.id,
            "kind_id": kind.id,
            "date_from": "2024-01-01",
            "date_to": "2024-03-31",
        }
        self.env["civil.resident.category"].create(values)
        with mute_logger("odoo.sql_db"), self.assertRaises(IntegrityError):
            with self.cr.savepoint():
                self.env["civil.resident.category"].create(
                    {**values, "date_from": "2024-03-31", "date_to": False}
                )
        self.env["civil.resident.category"].create(
            {**values, "date_from": "2024-04-01", "date_to": False}
        )
        with freeze_time("2024-05-01"):
            self.assertEqual(self.resident.current_kind_ids, kind)
            found = self.env["civil.resident"].search(
                [("current_kind_ids", "in", kind.ids), ("id", "=", self.resident.id)]
            )
            self.assertEqual(found, self.resident)
            panel = self.env["civil.resident"].search_panel_select_multi_range(
                "current_kind_ids", search_domain=[("id", "=", self.resident.id)]
            )
        self.assertEqual(
            panel["values"],
            [{"id": kind.id, "display_name": kind.display_name, "__count": 1}],
        )

    def test_declared_constraints_exist(self):
        self.cr.execute(
            "SELECT conname FROM pg_constraint WHERE conrelid = "
            "'civil_resident_category'::regclass AND contype IN ('c', 'x')"
        )
        self.assertEqual(
            {name for [name] in self.cr.fetchall()},
            {
                "civil_resident_category_dates_check",
                "civil_resident_category_no_overlap",
            },
        )
