from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import freeze_time, tagged

from .common import CivilBaseCase


@tagged("post_install", "-at_install")
class TestNumbering(CivilBaseCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.rule = cls.env["civil.numbering"].create(
            {
                "code": "test",
                "name": "Test Document",
                "pattern": "曾民{kind}字〔{year}〕第{seq}号",
            }
        )

    def next(self, **values):
        return self.env["civil.numbering"]._next("test", **values)

    def test_each_rendering_counts_for_itself(self):
        self.assertEqual("曾民许字〔2024〕第1号", self.next(kind="许", year=2024))
        self.assertEqual("曾民许字〔2024〕第2号", self.next(kind="许", year=2024))
        self.assertEqual("曾民罚字〔2024〕第1号", self.next(kind="罚", year=2024))
        self.assertEqual("曾民许字〔2025〕第1号", self.next(kind="许", year=2025))
        self.assertEqual(3, len(self.rule.counter_ids))

    @freeze_time("2024-12-31 17:00:00")
    def test_the_year_is_the_user_s(self):
        staff = self.staff.with_user(self.staff).with_context(tz="Asia/Shanghai")
        number = staff.env["civil.numbering"]._next("test", kind="许")
        self.assertEqual("曾民许字〔2025〕第1号", number)

    def test_a_number_not_used_is_given_back(self):
        self.next(kind="许", year=2024)
        with self.assertRaises(UserError), self.env.cr.savepoint():
            self.next(kind="许", year=2024)
            raise UserError(self.env._("No document."))
        self.assertEqual("曾民许字〔2024〕第2号", self.next(kind="许", year=2024))

    def test_many_numbers_take_one_statement(self):
        numbering = self.env["civil.numbering"]
        self.next(kind="许", year=2024)
        with self.count_statements() as few:
            numbering._reserve("test", 2, kind="许", year=2024)
        with self.count_statements() as many:
            numbers = numbering._reserve("test", 500, kind="许", year=2024)
        self.assertEqual(few, many)
        self.assertEqual("曾民许字〔2024〕第4号", numbers[0])
        self.assertEqual("曾民许字〔2024〕第503号", numbers[-1])

    def test_formats(self):
        self.rule.pattern = "FF{program}{period}{division}{seq:02d}"
        number = self.next(program="life", period=202403, division="421303")
        self.assertEqual("FFlife20240342130301", number)

    def test_what_is_missing_is_said(self):
        with self.assertRaisesRegex(UserError, "kind"):
            self.next(year=2024)
        with self.assertRaisesRegex(UserError, "unknown"):
            self.env["civil.numbering"]._next("unknown")

    def test_patterns_need_one_number_and_plain_names(self):
        for pattern in (
            "no number",
            "{seq}{seq}",
            "{seq}{kind.__class__}",
            "{seq}{kind[0]}",
            "{seq}{}",
            "{seq",
        ):
            with self.assertRaises(ValidationError), self.env.cr.savepoint():
                self.rule.pattern = pattern

    def test_staff_take_numbers_and_change_no_counter(self):
        numbering = self.rule.with_user(self.staff)
        self.assertTrue(numbering._next("test", kind="许"))
        with self.assertRaises(AccessError):
            numbering.pattern = "{seq}"
        for user in (self.staff, self.auditor, self.admin):
            with self.assertRaises(AccessError):
                self.rule.counter_ids.with_user(user).write({"last": 0})
            with self.assertRaises(AccessError):
                self.rule.counter_ids.with_user(user).unlink()
