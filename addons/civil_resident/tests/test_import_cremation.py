from datetime import date

from odoo.exceptions import AccessError
from odoo.tests import freeze_time

from .common import ResidentCase, make_number

HEADER = "火化证编号,死者姓名,身份证号,死亡日期,火化日期,殡仪馆"


@freeze_time("2024-04-10")
class TestImportCremation(ResidentCase):
    def _load(self, *rows, user=None, take="good"):
        content = "\n".join([HEADER, *(",".join(row) for row in rows)])
        return (
            self.env["civil.import"]
            .with_user(user or self.clerk)
            ._load("cremation", "火化.csv", content.encode("gb18030"), take=take)
        )

    def _row(self, number, died="2024-02-01", cremated="2024-02-03", **kw):
        return (
            kw.get("certificate", "曾火1"),
            kw.get("name", "单雄信"),
            number,
            died,
            cremated,
            "测试殡仪馆",
        )

    def _remarks(self, job):
        return [
            (line.status, line.message or "")
            for line in job.sudo().line_ids.sorted("row")
        ]

    def _deaths(self, job):
        return self.env["civil.death"].search([("import_id", "=", job.id)], order="id")

    def test_deaths_of_residents_and_of_others(self):
        stranger = make_number("19400404", "044")
        job = self._load(
            self._row(f" {self.number.lower()} ", "2024年2月1日", "2024/2/3"),
            self._row(stranger, certificate="曾火2", name="路 人"),
        )
        self.assertEqual(job.state, "taken")
        self.assertRecordValues(
            self._deaths(job),
            [
                {
                    "name": "单雄信",
                    "resident_id": self.resident.id,
                    "division_id": self.village.id,
                    "town_id": self.north.id,
                    "death_date": date(2024, 2, 1),
                    "cremation_date": date(2024, 2, 3),
                    "certificate_number": "曾火1",
                    "source": "cremation",
                },
                {
                    "name": "路人",
                    "resident_id": False,
                    "division_id": self.district.id,
                    "town_id": False,
                    "death_date": date(2024, 2, 1),
                    "cremation_date": date(2024, 2, 3),
                    "certificate_number": "曾火2",
                    "source": "cremation",
                },
            ],
        )
        self.assertEqual(self.resident.death_date, date(2024, 2, 1))

    def test_faulty_lines_say_what_is_wrong(self):
        job = self._load(
            self._row(self.number, "2024-02-30"),
            self._row(make_number(order="021"), ""),
            self._row(self.number[:-1]),
            self._row(make_number(order="023"), "2024-05-01", "2024-05-02"),
            self._row(make_number(order="025"), name=""),
        )
        self.assertEqual(
            [status for status, _text in self._remarks(job)], ["error"] * 5
        )
        texts = [text for _status, text in self._remarks(job)]
        self.assertIn("2024-02-30", texts[0])
        self.assertIn("ask the funeral home", texts[0])
        self.assertIn("date of death is missing", texts[1])
        self.assertIn("18 characters", texts[2])
        self.assertIn("in the future", texts[3])
        self.assertIn("name is missing", texts[4])
        self.assertFalse(self._deaths(job))

    def test_contradictions_are_named_and_kept(self):
        job = self._load(
            self._row(self.number, "2024-02-05", "2024-02-04"),
            self._row(make_number("20230505", "027"), "2023-01-01", name="小儿"),
            self._row(make_number(order="029"), cremated="不详", certificate="曾火3"),
        )
        texts = [text for _status, text in self._remarks(job)]
        self.assertIn("cremation lies before the death", texts[0])
        self.assertIn("death lies before the birth", texts[1])
        self.assertIn("same certificate number", texts[0])
        self.assertIn("不详", texts[2])
        self.assertEqual(len(self._deaths(job)), 3)

    def test_same_number_twice_is_kept_and_the_earlier_counts(self):
        job = self._load(
            self._row(self.number, "2024-02-09", "2024-02-10"),
            self._row(self.number, "2024-02-03", "2024-02-10", certificate="曾火2"),
        )
        self.assertEqual(
            [status for status, _text in self._remarks(job)], ["warning"] * 2
        )
        self.assertIn("row 3", self._remarks(job)[0][1])
        self.assertEqual(len(self._deaths(job)), 2)
        self.assertEqual(self.resident.death_date, date(2024, 2, 3))

    def test_a_later_register_adds_only_what_is_new(self):
        self._load(self._row(self.number))
        job = self._load(
            self._row(self.number),
            self._row(make_number(order="031"), certificate="曾火9", name="路人"),
        )
        self.assertIn("nothing is added", self._remarks(job)[0][1])
        self.assertEqual(self._deaths(job).mapped("name"), ["路人"])

    def test_another_name_on_file_is_named(self):
        job = self._load(self._row(self.number, name="单雄"))
        self.assertIn("单雄信", self._remarks(job)[0][1])

    def test_the_same_file_twice_changes_nothing(self):
        self._load(self._row(self.number))
        again = self._load(self._row(self.number))
        self.assertEqual(again.state, "refused")
        self.assertEqual(len(self.resident.death_ids), 1)

    def test_statements_do_not_grow_with_lines(self):
        counts = []
        for size in (3, 200):
            numbers = [make_number("19410101", f"{n:03d}") for n in range(size)]
            rows = [self._row(n, certificate=f"{size}-{n}") for n in numbers]
            self.env.flush_all()
            before = self.cr.sql_log_count
            self._load(*rows)
            counts.append(self.cr.sql_log_count - before)
        self.assertLessEqual(counts[1], counts[0])

    def test_who_may_not(self):
        for user in (self.deputy, self.auditor, self.finance, self.staff):
            with self.assertRaises(AccessError):
                self._load(self._row(self.number), user=user)
        with self.assertRaises(AccessError):
            self._load(self._row(self.number), user=self.south_clerk)
