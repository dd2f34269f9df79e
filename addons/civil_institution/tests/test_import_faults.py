import csv
import datetime
import io

import openpyxl

from odoo.tests import tagged

from .common import AS_OF, GOOD, HEADER, InstitutionCase

#: Two credit codes that are right.
CODE, OTHER_CODE = "53640000MJX173680A", "52421303G3Q78RU5F1"


@tagged("post_install", "-at_install")
class TestImportFaults(InstitutionCase):
    """Registers as they come: other headings, other ways to write, faults."""

    def load(self, content, name="homes.xlsx", take=None):
        imports = self.env["civil.import"].with_user(self.clerk)
        return imports._load("institutions", name, content, as_of=AS_OF, take=take)

    def book(self, *sheets):
        """Return a workbook of ``(name, rows)``."""
        book = openpyxl.Workbook()
        book.remove(book.active)
        for name, rows in sheets:
            sheet = book.create_sheet(name)
            for row in rows:
                sheet.append(row)
        content = io.BytesIO()
        book.save(content)
        return content.getvalue()

    def found(self, job):
        return {code: who for code, who in job._findings_by_code().items() if who}

    def test_other_headings_in_another_order(self):
        other = {
            "名称": "机构名称",
            "镇街": "所属镇街",
            "核定床位": "核定床位（张）",
            "在住老人": " 在院老人 (人)",
            "等级": "评定等级",
            "等级有效期止": "等级有效期至",
        }
        order = list(reversed(HEADER))
        row = {**GOOD, "核定床位": " ９ 张", "护理型床位": "４", "在住老人": "１０人"}
        rows = (
            ["2024年养老机构台账"],
            [other.get(name, name) for name in order],
            [row[name] for name in order],
            ["合计", *[None] * 12],
        )
        job = self.load(self.book(("台账", rows)))
        self.assertEqual(1, job.line_count)
        name = GOOD["名称"]
        self.assertEqual(
            {"under_ten_beds": [name], "residents_over_beds": [name]}, self.found(job)
        )

    def test_days_and_numbers_in_every_way(self):
        ways = (
            (45322, "2024年5月", "80", "２级"),
            ("2024/1/31", "202405", "80.0", 2),
            ("2024.1.31", 202405, 80.0, "2"),
            ("20240131", "2024/5", "８０张", " 二 级 "),
            (20240131, datetime.date(2024, 5, 17), "80床", "等级二级"),
            ("2024-01-31 00:00:00", "2024-05", "80张床位", "二级"),
        )
        rows = [
            {
                "名称": f"{at}院",
                "最近区级检查日期": check,
                "最近自查月份": month,
                "核定床位": beds,
                "等级": level,
            }
            for at, (check, month, beds, level) in enumerate(ways)
        ]
        job = self.upload(*rows)
        self.assertEqual({}, self.found(job))
        lines = job.line_ids.sudo()
        for line in lines:
            data = line.data
            self.assertEqual(
                ("2024-01-31", "2024-05-01", 80, "2"),
                (data["last_check"], data["self_check"], data["beds"], data["rating"]),
            )

    def test_text_in_gb18030(self):
        text = io.StringIO()
        writer = csv.writer(text)
        writer.writerow(HEADER)
        writer.writerow([{**GOOD, "核定床位": "1,200"}[name] for name in HEADER])
        writer.writerow([])
        writer.writerow(HEADER)
        writer.writerow(
            [{**GOOD, "名称": "甲院", "核定床位": 9}[name] for name in HEADER]
        )
        writer.writerow(["填表人：张三", "", "审核人：李四"])
        job = self.load(text.getvalue().encode("gb18030"), "台账.csv")
        self.assertEqual(2, job.line_count)
        self.assertEqual(["甲院"], self.found(job)["under_ten_beds"])

    def test_a_missing_column_is_named(self):
        header = [name for name in HEADER if name != "等级"]
        rows = (header, [GOOD[name] for name in header])
        job = self.load(self.book(("台账", rows)))
        self.assertEqual("refused", job.state)
        self.assertIn("等级", job.message)

    def test_optional_columns_may_be_missing(self):
        left = ("统一社会信用代码", "护理型床位", "备案日期")
        header = [name for name in HEADER if name not in left]
        one = (header, [GOOD[name] for name in header])
        two = (header, [{**GOOD, "名称": "甲院"}[name] for name in header])
        job = self.load(self.book(("街道", one), ("乡镇", two), ("说明", [["填报"]])))
        self.assertEqual((3, 1), (job.line_count, job.error_count))
        self.assertEqual({}, self.found(job))

    def test_what_is_wrong_is_said_with_field_and_remedy(self):
        cases = (
            ("性质", "混合所有", "Ownership", "公办"),
            ("法人登记类型", "个体", "Legal form", "企业"),
            ("核定床位", -3, "Beds approved", "whole number"),
            ("核定床位", None, "Beds approved: it is missing", "whole number"),
            ("在住老人", "若干", "Residents", "whole number"),
            ("等级", "AAA", "Rating", "一级"),
            ("等级有效期止", "2024-02-30", "Rating valid until", "2024-05-31"),
            ("最近自查月份", "去年", "Last self-check", "2024-05"),
            ("最近区级检查日期", "未检查", "Last district check", "2024-05-31"),
            ("镇街", "无此镇", "Town", "full name"),
            ("镇街", None, "Town: it is missing", "merged"),
            ("名称", "东镇仁爱之家", "Name", "Choose the kind"),
            ("统一社会信用代码", "5364", "Credit code", "18 characters"),
        )
        rows = [
            {"名称": f"{at}养老院", "性质": "民办", key: value}
            for at, (key, value, _field, _remedy) in enumerate(cases)
        ]
        job = self.upload(*rows)
        lines = job.line_ids.sorted("id")
        for line, (_key, _value, field, remedy) in zip(lines, cases, strict=True):
            self.assertEqual("warning", line.status, line.label)
            self.assertIn(field, line.message)
            self.assertIn(remedy, line.message)

    def test_a_town_is_read_from_the_name_under_merged_cells(self):
        job = self.upload({"名称": "East Town养老院", "镇街": None})
        self.assertIn("taken from the name", job.line_ids.message)
        self.assertEqual(self.east.id, job.line_ids.sudo().data["division_id"])

    def test_one_code_at_two_names_loses_none_of_them(self):
        row = {"统一社会信用代码": CODE}
        job = self.upload(
            {"名称": "甲养老院", "核定床位": 9, **row},
            {"名称": "乙养老院", "核定床位": 8, **row},
            take="good",
        )
        self.assertEqual(
            ["乙养老院", "甲养老院"], sorted(self.found(job)["under_ten_beds"])
        )
        for line in job.line_ids:
            self.assertIn("stands also with another name", line.message)
        homes = self.env["civil.institution"].search(
            [("name", "in", ("甲养老院", "乙养老院"))]
        )
        self.assertEqual([False, False], homes.mapped("credit_code"))

    def test_a_line_without_code_is_the_one_with_it(self):
        job = self.upload(
            {"名称": "甲养老院", "统一社会信用代码": CODE, "核定床位": 9},
            {"名称": "甲养老院", "核定床位": 90},
            take="good",
        )
        self.assertEqual({}, self.found(job))
        home = self.env["civil.institution"].search([("name", "=", "甲养老院")])
        self.assertEqual((CODE, 90), (home.credit_code, home.beds_approved))

    def test_one_name_with_two_codes_is_told(self):
        job = self.upload(
            {"名称": "甲养老院", "统一社会信用代码": CODE, "核定床位": 9},
            {"名称": "甲养老院", "统一社会信用代码": OTHER_CODE},
            take="good",
        )
        for line in job.line_ids:
            self.assertIn("another credit code", line.message)
        homes = self.env["civil.institution"].search([("name", "=", "甲养老院")])
        self.assertEqual({CODE, OTHER_CODE}, set(homes.mapped("credit_code")))

    def test_half_a_rating_is_none(self):
        job = self.upload({"等级有效期止": None}, {"名称": "甲院", "等级": "无"})
        self.assertEqual(2, len(self.found(job)["public_without_rating"]))
        for line in job.line_ids:
            self.assertIn("stand together", line.message)
