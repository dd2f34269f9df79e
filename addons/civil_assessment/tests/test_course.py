from datetime import date

from freezegun import freeze_time
from psycopg2 import IntegrityError

from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tests import tagged
from odoo.tools import mute_logger

from odoo.addons.civil_resident.tests.common import make_number

from .common import AssessmentCase


@tagged("post_install", "-at_install")
class TestCourse(AssessmentCase):
    """Two different people sign, one after the other; then nothing changes."""

    def test_order_of_signatures(self):
        sheet = self.fill(self.sheet(), 70)
        sheet.action_score()
        with self.assertRaisesRegex(UserError, "first assessor signs first"):
            sheet.with_user(self.nurse2).action_sign_first()
        with self.assertRaisesRegex(UserError, "it is in the state"):
            sheet.with_user(self.nurse2).action_sign_second()
        sheet.action_sign_first()
        self.assertEqual(self.nurse, sheet.first_uid)
        with self.assertRaisesRegex(UserError, "signature of the person"):
            sheet.with_user(self.nurse2).action_sign_second()
        self.person_signs(sheet)
        with self.assertRaisesRegex(UserError, "second assessor signs now"):
            sheet.action_sign_second()
        sheet.with_user(self.nurse2).action_sign_second()
        self.assertEqual("signed", sheet.state)
        self.assertEqual(self.nurse2, sheet.second_uid)
        self.assertEqual(date(2025, 6, 2), sheet.valid_until)
        self.assertEqual(date(2024, 12, 2), sheet.institution_until)

    def test_two_different_assessors(self):
        with (
            mute_logger("odoo.sql_db"),
            self.assertRaises(IntegrityError),
            self.env.cr.savepoint(),
        ):
            self.sheet(assessor2_id=self.nurse.id)
            self.env.flush_all()
        sheet = self.fill(self.sheet(assessor2_id=False), 70)
        sheet.action_score()
        with self.assertRaisesRegex(UserError, "second assessor is missing"):
            sheet.action_sign_first()

    def test_signed_before_the_base_date(self):
        sheet = self.fill(self.sheet(), 70)
        sheet.action_score()
        sheet.action_sign_first()
        sheet.write(
            {
                "signer_kind": "provider",
                "signer_name": "程处默",
                "person_signed_on": "2024-06-02",
            }
        )
        with self.assertRaisesRegex(UserError, "before the base date"):
            sheet.with_user(self.nurse2).action_sign_second()

    def test_scored_and_signed_sheets_stay(self):
        sheet = self.fill(self.sheet(), 70)
        sheet.action_score()
        for values in (
            {"has_coma": True},
            {"event_fall": "3"},
            {"date": "2024-06-01"},
            {"basis_mental": True},
            {"education": "primary"},
            {"drug_ids": [Command.create({"name": "阿司匹林"})]},
        ):
            with self.assertRaises(UserError):
                sheet.write(values)
        answer = sheet.answer_ids[0]
        for change in (
            lambda: answer.write({"option_id": answer.item_id.option_ids[-1].id}),
            lambda: answer.write({"is_refused": True, "option_id": False}),
            lambda: answer.sudo().unlink(),
        ):
            with self.assertRaisesRegex(UserError, "no draft any more"):
                change()
        sheet.action_reopen()
        self.assertEqual("draft", sheet.state)
        self.sign(sheet)
        with self.assertRaises(UserError):
            sheet.write({"signer_name": "某人"})
        with self.assertRaises(UserError):
            sheet.with_user(self.as_head).unlink()
        for name, value in (
            ("state", "draft"),
            ("valid_until", "2030-01-01"),
            ("content_hash", "x"),
        ):
            with self.assertRaisesRegex(UserError, "can't be changed"):
                sheet.with_user(self.as_head).write({name: value})

    def test_reopening_takes_the_signatures_back(self):
        sheet = self.fill(self.sheet(), 70)
        sheet.action_score()
        sheet.action_sign_first()
        self.person_signs(sheet)
        with self.assertRaisesRegex(UserError, "its assessors correct it"):
            sheet.with_user(self.as_clerk).action_reopen()
        sheet.with_user(self.nurse2).action_reopen()
        self.assertFalse(sheet.first_uid or sheet.first_date or sheet.signer_name)
        self.sign(sheet)
        with self.assertRaisesRegex(UserError, "it is in the state"):
            sheet.action_reopen()

    def test_checksum(self):
        sheet = self.signed()
        self.assertTrue(sheet.is_intact)
        self.assertEqual(64, len(sheet.content_hash))
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE civil_assessment SET total = total + 1 WHERE id = %s", [sheet.id]
        )
        self.env.invalidate_all()
        self.assertFalse(sheet.is_intact)

    def test_later_one_replaces(self):
        first = self.signed(date="2024-03-01")
        with self.assertRaisesRegex(UserError, "it is no first assessment"):
            self.fill(self.sheet(), 50).action_score()
        second = self.signed(50, reason="change")
        self.assertEqual(first, second.previous_id)
        self.assertEqual("replaced", first.state)
        late = self.fill(self.sheet(date="2024-05-01", reason="doubt"), 60)
        late.action_score()
        late.action_sign_first()
        self.person_signs(late)
        with self.assertRaisesRegex(UserError, "comes too late"):
            late.with_user(self.nurse2).action_sign_second()

    def test_voiding_lets_the_earlier_hold(self):
        first = self.signed(date="2024-03-01")
        second = self.signed(50, reason="change")
        with self.assertRaisesRegex(UserError, "your role"):
            second.action_void("误评")
        with self.assertRaisesRegex(UserError, "Write the reason"):
            second.with_user(self.as_head).action_void(" ")
        second.with_user(self.as_head).action_void("评错了人")
        self.assertEqual(
            ("voided", "signed", "评错了人"),
            (second.state, first.state, second.void_reason),
        )
        self.assertEqual(first, self.person._assessment_on(date(2024, 6, 3)))

    def test_what_counts_on_a_day(self):
        first = self.signed(date="2023-07-01")
        second = self.signed(50, date="2024-02-01", reason="regular")
        person = self.person
        for day, use, found in (
            (date(2023, 6, 30), "subsidy", None),
            (date(2023, 7, 1), "subsidy", first),
            (date(2023, 12, 31), "institution", first),
            (date(2024, 1, 1), "institution", None),
            (date(2024, 1, 31), "subsidy", first),
            (date(2024, 2, 1), "institution", second),
            (date(2024, 7, 31), "institution", second),
            (date(2024, 8, 1), "institution", None),
            (date(2025, 1, 31), "subsidy", second),
            (date(2025, 2, 1), "subsidy", None),
        ):
            with self.subTest(day=day, use=use):
                self.assertEqual(
                    found or second.browse(), person._assessment_on(day, use)
                )
                self.assertEqual(
                    {person: found} if found else {}, person._assessments_on(day, use)
                )

    def test_validity_by_the_rule_of_its_day(self):
        rule = self.env.ref("civil_assessment.parameter_validity_subsidy")
        rule.date_to = "2024-05-31"
        self.env.flush_all()
        rule.copy({"value": "24", "date_from": "2024-06-01", "date_to": False})
        old = self.signed(date="2024-05-31")
        self.assertEqual(date(2025, 5, 30), old.valid_until)
        new = self.signed(date="2024-06-01", reason="regular")
        self.assertEqual(date(2026, 5, 31), new.valid_until)

    def test_base_date(self):
        sheet = self.fill(self.sheet(date="2024-06-04"), 70)
        with self.assertRaisesRegex(UserError, "lies ahead"):
            sheet.action_score()
        dead = self._resident("秦琼", make_number("19380101", "005"))
        self._death(make_number("19380101", "005"), date(2024, 6, 1))
        sheet = self.fill(self.sheet(resident_id=dead.id), 70)
        with self.assertRaisesRegex(UserError, "died on"):
            sheet.action_score()

    def test_assessor_who_cares_for_the_person(self):
        sheet = self.sheet(drives_subsidy=True)
        self.assertFalse(sheet.independence_warning)
        sheet.second_cares = True
        self.assertIn(self.nurse2.name, sheet.independence_warning)
        self.assertNotIn(f"{self.nurse.name},", sheet.independence_warning)
        sheet.drives_subsidy = False
        self.assertFalse(sheet.independence_warning)

    def test_todos(self):
        sheet = self.fill(self.sheet(), 70)
        todos = self.env["civil.todo"].sudo()

        def waiting():
            return todos.search(
                [("res_model", "=", sheet._name), ("res_id", "=", sheet.id)]
            )

        self.assertEqual(self.nurse, waiting().user_id)
        sheet.action_score()
        sheet.action_sign_first()
        self.assertEqual(self.nurse2, waiting().user_id)
        self.person_signs(sheet)
        sheet.with_user(self.nurse2).action_sign_second()
        self.assertFalse(waiting())
        for day, expected in (("2025-05-02", 0), ("2025-05-03", 1)):
            with freeze_time(f"{day} 02:00:00"):
                todos._cron_refresh()
                self.assertEqual(expected, len(waiting()), day)
