from odoo.tests import tagged

from .common import CivilBaseCase, division_file


@tagged("post_install", "-at_install")
class TestImportDivision(CivilBaseCase):
    def faults(self, *lines):
        job = self.load(division_file(*lines))
        return [line.message or "" for line in job.line_ids]

    def test_each_fault_is_named(self):
        for line, words in (
            ("99010100,X,town,990101", "9 digits"),
            ("990101003,X,town,999999", "999999"),
            ("990102003,X,town,990101", "begin like"),
            ("990101003001,X,village,990101", "a level is missing"),
            ("990101003,,town,990101", "name is missing"),
            ("990101003,X,galaxy,990101", "galaxy"),
        ):
            [message] = self.faults(line)
            self.assertIn(words, message)

    def test_a_code_twice_is_faulty_the_second_time(self):
        line = "990101003,X,town,990101"
        first, second = self.faults(line, line)
        self.assertEqual("", first)
        self.assertIn("row 2", second)

    def test_who_stands_under_a_faulty_line_is_faulty(self):
        job = self.load(
            division_file("990101003001,V,village,990101003", "990101003,,town,990101")
        )
        self.assertEqual(2, job.error_count)

    def test_order_and_words_of_the_file_do_not_matter(self):
        content = (
            "行政区划表,,,\n上级代码,名称,级别,代码\n"
            "990101003,新村（社区）,村,990101003001\n"
            "990101,新 镇,镇,990101003\n合计,2,,\n"
        ).encode("gb18030")
        job = self.load(content, take="all")
        self.assertEqual("taken", job.state)
        found = self.env["civil.division"].search([("code", "=", "990101003001")])
        self.assertEqual("新村（社区）", found.name)
        self.assertEqual("新镇", found.parent_id.name)
        self.assertEqual(self.district, found.parent_id.parent_id)

    def test_known_divisions_are_renamed_not_doubled(self):
        self.load(division_file("990101001,Renamed Town,town,990101"), take="all")
        self.assertEqual("Renamed Town", self.east.name)
        self.assertEqual(
            1, self.env["civil.division"].search_count([("code", "=", "990101001")])
        )

    def test_a_division_without_one_above(self):
        self.load(division_file("980000,Root,province,"), take="all")
        found = self.env["civil.division"].search([("code", "=", "980000")])
        self.assertFalse(found.parent_id)
