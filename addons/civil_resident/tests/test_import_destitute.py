import io
from datetime import date

from xlsxwriter import Workbook

from odoo.exceptions import AccessError

from .common import ResidentCase, make_number


class TestImportDestitute(ResidentCase):
    """Who is destitute is what the month's list says (民发〔2021〕43号)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.kind = cls.env.ref("civil_resident.kind_destitute")
        cls.ann, cls.bob, cls.eve = (
            make_number("19400101", order) for order in ("101", "102", "103")
        )

    def _load(self, month, *rows, period=None, user=None, title=None):
        stream = io.BytesIO()
        with Workbook(stream, {"in_memory": True}) as book:
            sheet = book.add_worksheet("特困人员")
            sheet.write(0, 0, title or f"测试区特困供养人员花名册（{month}）")
            header = ("序号", "镇街", "姓名", "身份证号", "供养方式", "自理能力")
            sheet.write_row(1, 0, header)
            for index, row in enumerate(rows, 2):
                sheet.write_row(index, 0, (index - 1, *row))
        return (
            self.env["civil.import"]
            .with_user(user or self.clerk)
            ._load(
                "destitute", "特困.xlsx", stream.getvalue(), period=period, take="good"
            )
        )

    def _row(self, number, name, town="北镇", care="分散供养", self_care="半护理"):
        return (town, name, number, care, self_care)

    def _periods(self, number):
        person = self.env["civil.resident"]._find_by_number(number)
        return [
            (c.date_from, c.date_to or None, c.care_mode, c.self_care)
            for c in person.category_ids.sorted("date_from")
        ]

    def test_new_people_are_put_on_file(self):
        job = self._load("2024年3月", self._row(self.ann, "安 安"))
        self.assertEqual((job.state, job.period), ("taken", date(2024, 3, 1)))
        person = self.env["civil.resident"]._find_by_number(self.ann)
        self.assertRecordValues(
            person,
            [
                {
                    "name": "安安",
                    "town_id": self.north.id,
                    "pinyin_initials": "aa",
                    "identity_state": "ok",
                }
            ],
        )
        self.assertEqual(
            self._periods(self.ann), [(date(2024, 3, 1), None, "home", "partial")]
        )

    def test_who_is_no_longer_on_the_list_ends_with_the_month_before(self):
        self._load(
            "2024年3月", self._row(self.ann, "安安"), self._row(self.bob, "伯伯")
        )
        job = self._load("2024年4月", self._row(self.bob, "伯伯"))
        self.assertEqual(self._periods(self.ann)[0][1], date(2024, 3, 31))
        self.assertIsNone(self._periods(self.bob)[0][1])
        self.assertIn("1 ended", job.sudo().message)

    def test_who_comes_back_begins_anew(self):
        for month, number in (("3", self.ann), ("4", self.bob), ("5", self.ann)):
            self._load(f"2024年{month}月", self._row(number, "安安"))
        self.assertEqual(
            [period[:2] for period in self._periods(self.ann)],
            [(date(2024, 3, 1), date(2024, 3, 31)), (date(2024, 5, 1), None)],
        )

    def test_a_change_of_care_is_dated(self):
        self._load("2024年3月", self._row(self.ann, "安安"))
        self._load("2024年4月", self._row(self.ann, "安安", care="集中供养"))
        self.assertEqual(
            self._periods(self.ann),
            [
                (date(2024, 3, 1), date(2024, 3, 31), "home", "partial"),
                (date(2024, 4, 1), None, "institution", "partial"),
            ],
        )

    def test_a_corrected_list_of_the_same_month_takes_back(self):
        self._load(
            "2024年3月", self._row(self.ann, "安安"), self._row(self.bob, "伯伯")
        )
        self._load("2024年3月", self._row(self.ann, "安安", self_care="全护理"))
        self.assertEqual(
            self._periods(self.ann), [(date(2024, 3, 1), None, "home", "none")]
        )
        self.assertFalse(self._periods(self.bob))

    def test_a_list_of_one_town_ends_nothing_elsewhere(self):
        self._load(
            "2024年3月",
            self._row(self.ann, "安安"),
            self._row(self.bob, "伯伯", town="南镇"),
        )
        self._load("2024年4月", self._row(self.eve, "夏娃", town="南镇"))
        self.assertIsNone(self._periods(self.ann)[0][1])
        self.assertEqual(self._periods(self.bob)[0][1], date(2024, 3, 31))

    def test_a_faulty_line_ends_nobody(self):
        self._load(
            "2024年3月", self._row(self.ann, "安安"), self._row(self.bob, "伯伯")
        )
        job = self._load(
            "2024年4月", self._row(self.ann[:-1], "安安"), self._row(self.bob, "伯伯")
        )
        self.assertEqual(job.error_count, 1)
        self.assertIsNone(self._periods(self.ann)[0][1])

    def test_what_cannot_be_read_is_named_and_the_person_counts(self):
        job = self._load(
            "2024年3月",
            self._row(self.ann, "安安", town="西镇", care="？", self_care="？"),
        )
        [line] = job.sudo().line_ids
        self.assertEqual(line.status, "warning")
        for word in ("西镇", "way of support", "self-care"):
            self.assertIn(word, line.message)
        self.assertEqual(
            self._periods(self.ann), [(date(2024, 3, 1), None, False, False)]
        )

    def test_same_number_twice_counts_once(self):
        job = self._load(
            "2024年3月", self._row(self.ann, "安安"), self._row(self.ann, "安安")
        )
        self.assertEqual(job.warning_count, 2)
        self.assertEqual(len(self._periods(self.ann)), 1)

    def test_deceased_are_named(self):
        self._death(self.ann, date(2024, 2, 1))
        job = self._load("2024年3月", self._row(self.ann, "安安"))
        self.assertIn("2024-02-01", job.sudo().line_ids.message)

    def test_month_must_be_told_and_agree(self):
        row = self._row(self.ann, "安安")
        job = self._load("", row, title="特困人员花名册")
        self.assertEqual(job.state, "refused")
        self.assertIn("which month", job.message)
        job = self._load("2024年4月", row, period=date(2024, 3, 1))
        self.assertEqual(job.state, "refused")
        self.assertIn("2024-04", job.message)
        self.assertFalse(self._periods(self.ann))

    def test_an_outdated_list_is_refused(self):
        self._load("2024年4月", self._row(self.ann, "安安"))
        job = self._load("2024年3月", self._row(self.bob, "伯伯"))
        self.assertEqual(job.state, "refused")
        self.assertIn("later month", job.message)

    def test_statements_do_not_grow_with_lines(self):
        counts = []
        for month, size in (("3", 3), ("4", 150)):
            rows = [
                self._row(make_number("19420101", f"{n:03d}"), f"人{n}")
                for n in range(size)
            ]
            self.env.flush_all()
            before = self.cr.sql_log_count
            self._load(f"2024年{month}月", *rows)
            counts.append(self.cr.sql_log_count - before)
        self.assertLessEqual(counts[1], counts[0] + 1)

    def test_who_may_not(self):
        row = self._row(self.ann, "安安")
        for user in (self.deputy, self.auditor, self.finance, self.staff):
            with self.assertRaises(AccessError):
                self._load("2024年3月", row, user=user)
