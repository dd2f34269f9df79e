import io

import openpyxl

from odoo.exceptions import UserError
from odoo.tests import tagged

from odoo.addons.civil_resident.tests.common import make_number

from .common import CareCase

HEADER = (
    "机构名称",
    "姓名",
    "身份证号",
    "床位",
    "入住日期",
    "护理等级",
    "人员类别",
    "紧急联系人",
    "联系电话",
)
NUMBERS = [make_number("19400305", f"1{order:02d}") for order in range(8)]


@tagged("post_install", "-at_install")
class TestImportStay(CareCase):
    """The list of those who live in the homes already."""

    def row(self, order, **values):
        return {
            "机构名称": "东镇康寿养老院",
            "姓名": f"老人{'甲乙丙丁戊己庚辛'[order]}",
            "身份证号": NUMBERS[order],
            "床位": self.beds[order % 6].display_name,
            "入住日期": "2023-05-01",
            "护理等级": "介助",
            "人员类别": "特困",
            "紧急联系人": "程小妹",
            "联系电话": "13800000000",
            **values,
        }

    def load(self, *rows, user=None, take=None):
        book = openpyxl.Workbook()
        book.active.append(HEADER)
        for row in rows:
            book.active.append([row[name] for name in HEADER])
        content = io.BytesIO()
        book.save(content)
        imports = self.env["civil.import"].with_user(user or self.clerk)
        return imports._load(
            "institution_residents", "list.xlsx", content.getvalue(), take=take
        )

    def messages(self, job):
        return [line.message or "" for line in job.sudo().line_ids.sorted("id")]

    def test_takes_all(self):
        job = self.load(*[self.row(order) for order in range(4)], take="all")
        self.assertEqual("taken", job.state, self.messages(job))
        stays = self.env["civil.institution.stay"].search([])
        self.assertEqual(4, len(stays))
        self.assertEqual({"resident"}, set(stays.mapped("state")))
        self.assertEqual(self.half, stays.care_level_id)
        self.assertEqual({"destitute"}, set(stays.mapped("payer")))
        self.assertEqual({"occupied"}, set(stays.bed_id.mapped("state")))
        self.assertTrue(self.home.keeps_stays)
        self.assertEqual((4, 4), (self.home.resident_count, self.home.residents_partly))
        self.assertEqual("2023-05-01", str(self.home.first_admission_on))
        self.assertEqual(self.east, stays.resident_id.division_id)

    def test_faults_name_field_and_remedy(self):
        living = self.living(self.beds[5], person=self.make_resident())
        dead = self.make_resident("死者", "19300305", "555")
        self.env["civil.death"].create(
            {
                "name": "死者",
                "resident_id": dead.id,
                "division_id": self.east.id,
                "death_date": "2024-05-10",
            }
        )
        job = self.load(
            self.row(0, 机构名称="没有的院"),
            self.row(1, 床位="9-9"),
            self.row(2, 入住日期="前年"),
            self.row(3, 入住日期="2025-01-01"),
            self.row(4, 人员类别="贵宾"),
            self.row(5),
            self.row(0, 姓名="程咬金", 身份证号=make_number("19400305", "003")),
            self.row(0, 姓名="死者", 身份证号=dead.identity_number),
        )
        found = self.messages(job)
        for text, message in zip(
            (
                "Institution: “没有的院”",
                "Bed: 东镇康寿养老院 has no “9-9”",
                "Moved in on: “前年” is no date",
                "lies ahead",
                "Category: “贵宾”.*特困",
                "isn't free",
                f"open stay in 东镇康寿养老院 .{living.number}",
                "died on 2024-05-10",
            ),
            found,
            strict=True,
        ):
            self.assertRegex(message, text)
        self.assertEqual(8, job.error_count)

    def test_same_person_or_bed_twice(self):
        twin = self.row(1, 身份证号=NUMBERS[0])
        job = self.load(
            self.row(0), twin, self.row(2), self.row(3, 床位=self.beds[2].display_name)
        )
        found = self.messages(job)
        self.assertRegex(found[0], "same person stands also in row 3")
        self.assertRegex(found[2], "same bed stands also in row 5")
        self.assertEqual(4, job.error_count)

    def test_good_lines_only(self):
        job = self.load(self.row(0), self.row(1, 床位="9-9"), take="all")
        self.assertNotEqual("taken", job.state)
        job.action_take_good()
        self.assertEqual(1, self.env["civil.institution.stay"].search_count([]))

    def test_too_many_for_the_beds_approved(self):
        self.home.beds_approved = 2
        with (
            self.assertRaisesRegex(UserError, "is full: 2 beds"),
            self.env.cr.savepoint(),
        ):
            self.load(*[self.row(order) for order in range(3)], take="all")
        self.assertFalse(self.env["civil.institution.stay"].search([]))

    def test_not_by_the_staff_of_homes(self):
        with self.assertRaises(UserError):
            self.load(self.row(0), user=self.keeper)
