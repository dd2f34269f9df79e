import datetime
import doctest

from freezegun import freeze_time

from odoo.exceptions import AccessError
from odoo.tests import tagged

from ..tools import cells
from .common import AS_OF, InstitutionCase

DAY = datetime.timedelta(days=1)


@tagged("post_install", "-at_install")
class TestImportInstitution(InstitutionCase):
    def found(self, *rows, **options):
        return self.upload(*rows, **options)._findings_by_code()

    def codes(self, as_of=AS_OF, **row):
        """Codes of what is found of one institution."""
        found = self.found(row, as_of=as_of)
        return {code for code, labels in found.items() if labels}

    def test_doctests(self):
        self.assertFalse(doctest.testmod(cells).failed)

    def test_a_good_institution_is_found_nothing_of(self):
        self.assertEqual(set(), self.codes())

    def test_ten_beds_are_an_institution_nine_are_none(self):
        self.assertEqual(set(), self.codes(核定床位=10, 护理型床位=1, 在住老人=1))
        self.assertEqual(
            {"under_ten_beds"}, self.codes(核定床位="９张", 护理型床位=1, 在住老人=9)
        )

    def test_public_ones_need_a_rating_on_the_day(self):
        unrated = {"public_without_rating"}
        for ownership in ("公办", "公建民营"):
            row = {"性质": ownership}
            self.assertEqual(set(), self.codes(**row, 等级有效期止=AS_OF))
            self.assertEqual(unrated, self.codes(**row, 等级有效期止=AS_OF - DAY))
            self.assertEqual(unrated, self.codes(**row, 等级="", 等级有效期止=""))
        for ownership in ("民办", "民办公助"):
            self.assertEqual(
                set(), self.codes(性质=ownership, 等级="", 等级有效期止="")
            )

    def test_the_self_check_of_the_month_before_counts(self):
        for text in ("2024-05", "2024年5月", "202405", "2024-06"):
            self.assertEqual(set(), self.codes(最近自查月份=text), text)
        for text in ("2024-04", "2023-12", ""):
            self.assertEqual(
                {"self_check_missing"}, self.codes(最近自查月份=text), text
            )
        january = datetime.date(2024, 1, 15)
        row = {"最近区级检查日期": datetime.date(2024, 1, 3)}
        self.assertEqual(
            set(), self.codes(as_of=january, 最近自查月份="2023-12", **row)
        )

    def test_a_check_counts_for_its_year(self):
        missing = {"not_checked_this_year"}
        first = datetime.date(2024, 1, 1)
        self.assertEqual(set(), self.codes(最近区级检查日期=first))
        self.assertEqual(missing, self.codes(最近区级检查日期=first - DAY))
        self.assertEqual(missing, self.codes(最近区级检查日期=""))

    def test_residents_fill_the_beds_and_no_more(self):
        self.assertEqual(set(), self.codes(在住老人=80))
        self.assertEqual({"residents_over_beds"}, self.codes(在住老人=81))
        self.assertEqual(set(), self.codes(在住老人=""))

    def test_a_code_of_another_legal_form_is_a_warning(self):
        job = self.upload({"统一社会信用代码": "53640000MJX173680A"})
        self.assertIn("begins with 53", job.line_ids.message)
        self.assertEqual(1, job.warning_count)
        self.assertFalse(job.error_count)

    def test_faults_of_the_sheet_are_said_in_a_sentence(self):
        job = self.upload(
            {"名称": "甲院", "统一社会信用代码": "53640000MJX173680B"},
            {"名称": "乙院", "性质": "混合"},
            {"名称": "丙院", "核定床位": "若干"},
            {"名称": "丁院", "镇街": "无此镇"},
            {"名称": "戊院", "性质": "民办", "等级有效期止": "2023-05-28"},
            {"名称": "己院", "最近区级检查日期": "2024-02-30"},
            {"名称": ""},
        )
        said = [line.message for line in job.line_ids.sorted("id")]
        words = ("Credit code", "混合", "若干", "无此镇", "it ended on", "2024-02-30")
        for sentence, word in zip(said, (*words, "missing"), strict=True):
            self.assertIn(word, sentence)
        self.assertEqual((6, 1), (job.warning_count, job.error_count))

    def test_who_stands_twice_counts_once(self):
        job = self.upload(
            {"名称": "甲院", "核定床位": 8, "护理型床位": 0, "在住老人": 1},
            {"名称": "甲 院", "核定床位": 80},
        )
        self.assertEqual([], job._findings_by_code()["under_ten_beds"])
        self.assertIn("also in row", job.line_ids.sorted("id")[0].message)

    @freeze_time("2024-06-01 04:00:00")
    def test_institutions_come_on_record_once(self):
        rows = (
            {"名称": "甲福利院", "性质": "公建民营", "等级有效期止": "2024-05-28"},
            {"名称": "乙院", "核定床位": 8, "护理型床位": 0, "在住老人": 9},
        )
        homes = self.env["civil.institution"]
        for month in ("2024-05", "2024-06"):
            lines = [{**row, "最近自查月份": month} for row in rows]
            job = self.upload(*lines, take="all")
            self.assertEqual("taken", job.state, job.message)
            one = homes.search([("name", "=", "甲福利院")])
            two = homes.search([("name", "=", "乙院")])
            self.assertEqual([1, 1], [len(one), len(two)])
        self.assertEqual("filed", one.state)
        self.assertEqual(datetime.date(2021, 6, 19), one.filing_date)
        self.assertEqual(self.env.ref("civil_institution.kind_welfare"), one.kind_id)
        self.assertEqual("registered", two.state, "too few beds can't be filed")
        self.assertTrue(two.is_too_small and two.is_overfull)
        self.assertTrue(one.lacks_rating)
        for name, found in (
            ("is_too_small", two),
            ("is_overfull", two),
            ("lacks_rating", one),
        ):
            domain = [(name, "=", True), ("id", "in", (one | two).ids)]
            self.assertEqual(found, homes.search(domain), name)
        self.assertEqual(
            homes, homes.search([("lacks_check", "=", True), ("id", "=", one.id)])
        )

    def test_who_may_not_import(self):
        for user in (self.deputy, self.auditor, self.staff, self.keeper):
            with self.assertRaises(AccessError):
                self.upload(user=user)
