import datetime

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common import AS_OF, HEADER, SocialCase, credit_code, identity

DAY = datetime.timedelta(days=1)


@tagged("post_install", "-at_install")
class TestImportSocial(SocialCase):
    """The register as a file: every fault named, every finding right."""

    def names(self, code, *rows, **options):
        return self.found(*rows, **options)[code]

    def remarks(self, **row):
        job = self.upload(row)
        return job.line_ids.message or ""

    # -- what is found ----------------------------------------------------------------

    def test_nothing_is_wrong_with_a_good_one(self):
        found = self.found({"名称": "甲协会"})
        self.assertEqual(
            {"inspected_last_year": 1, "spot_check_sample": 1},
            {code: value for code, value in found.items() if value},
        )
        self.assertEqual("", self.remarks())

    def test_credit_codes_are_read_in_any_spelling(self):
        code = credit_code("51")
        wide = code.translate({ord(char): ord(char) + 0xFEE0 for char in code})
        for typed in (f" {code[:4]} {code[4:]}", code.lower(), wide, f"'{code}"):
            with self.subTest(typed=typed):
                row = {"统一社会信用代码": typed}
                self.assertEqual([], self.names("credit_code_invalid", row))
        for typed in (code[:-1], code[:9] + "I" + code[10:], "", 5.1e17):
            with self.subTest(typed=typed):
                row = {"名称": "甲协会", "统一社会信用代码": typed}
                self.assertEqual(["甲协会"], self.names("credit_code_invalid", row))

    def test_the_kind_is_told_by_the_first_two_characters(self):
        """Whatever the check character: a code may be invalid and of another kind."""
        right = credit_code("52")
        wrong = right[:-1] + ("0" if right[-1] != "0" else "1")
        for code in (right, wrong):
            row = {"名称": "甲协会", "统一社会信用代码": code}
            found = self.found(row)
            self.assertEqual(["甲协会"], found["credit_code_kind_mismatch"])
            self.assertEqual(code == wrong, bool(found["credit_code_invalid"]))
        blank = {"统一社会信用代码": ""}
        self.assertEqual([], self.names("credit_code_kind_mismatch", blank))

    def test_kinds_in_other_words(self):
        for word in ("民办非企业单位", "社会服务机构", "民非", "民办非企业单位 "):
            with self.subTest(word=word):
                row = {"类型": word, "统一社会信用代码": credit_code("52")}
                job = self.upload(row)
                self.assertEqual(0, job.error_count)
                self.assertEqual(0, job.finding_count)

    def test_terms_are_over_the_day_after(self):
        for end, over in ((AS_OF, False), (AS_OF - DAY, True), ("", False)):
            with self.subTest(end=end):
                row = {"名称": "甲协会", "本届止": end}
                self.assertEqual(over, bool(self.names("term_overdue", row)))
        for end in ("2024-05-31", "2024/5/31", "2024年5月31日", 20240531, "2024.5.31"):
            with self.subTest(end=end):
                self.assertTrue(self.names("term_overdue", {"本届止": end}))

    def test_two_years_in_a_row_and_no_mixed_pair(self):
        for first, second, code in (
            ("未参检", "未参检", "not_inspected_two_years"),
            ("未年检", "未参加年检", "not_inspected_two_years"),
            ("不合格", " 不 合格", "failed_two_years"),
            ("未参检", "不合格", None),
            ("不合格", "未参检", None),
            ("未参检", "合格", None),
            ("", "未参检", None),
        ):
            with self.subTest(first=first, second=second):
                found = self.found(
                    {"2022年度年检结论": first, "2023年度年检结论": second}
                )
                for name in ("not_inspected_two_years", "failed_two_years"):
                    self.assertEqual(name == code, bool(found[name]))

    def test_the_last_two_years_before_the_day_count(self):
        header = (*HEADER[:11], "2021年度年检结论", *HEADER[11:])
        years = ("2021年度年检结论", "2022年度年检结论")
        rows = [{"名称": "甲协会", **dict.fromkeys(years, "未参检")}]
        found = self.found(*rows, header=header)
        self.assertEqual([], found["not_inspected_two_years"])
        as_of = datetime.date(2023, 6, 1)
        found = self.found(*rows, header=header, as_of=as_of)
        self.assertEqual(["甲协会"], found["not_inspected_two_years"])
        self.assertEqual(0, found["inspected_last_year"])

    def test_columns_of_other_years_and_spellings(self):
        header = [
            name.replace("2022年度年检结论", "2023年年检结论")
            .replace("2023年度年检结论", "2024年检结论")
            .replace("2023年末净资产", "2024年度净资产（元）")
            for name in HEADER
        ]
        row = {
            "2023年年检结论": "不合格",
            "2024年检结论": "不合格",
            "2024年度净资产（元）": "4.9万元",
            "名称": "甲协会",
        }
        found = self.found(row, header=header, as_of=datetime.date(2025, 6, 1))
        self.assertEqual(["甲协会"], found["failed_two_years"])
        self.assertEqual(["甲协会"], found["net_assets_below_fund"])

    def test_inactive_since_the_day_two_years_before(self):
        edge = datetime.date(2022, 6, 1)
        for last, idle in ((edge, False), (edge - DAY, True), ("", False)):
            with self.subTest(last=last):
                row = {"最近一次活动日期": last}
                self.assertEqual(idle, bool(self.names("no_activity_two_years", row)))

    def test_one_person_of_two_associations(self):
        number = next(
            found
            for found in (identity(number=count) for count in range(1, 300))
            if found.endswith("X")
        )
        rows = [
            {"名称": "甲协会", "法定代表人身份证号": number},
            {"名称": "乙协会", "法定代表人身份证号": f" {number.lower()} "},
            {"名称": "丙协会", "法定代表人": "周云"},
            {"名称": "丁中心", "类型": "民非", "法定代表人身份证号": number},
        ]
        found = self.names("shared_legal_representative", *rows)
        self.assertEqual(["甲协会", "乙协会"], found)
        self.assertEqual([], self.names("shared_legal_representative", *rows[2:]))
        self.assertEqual(
            [], self.names("shared_legal_representative", rows[0], rows[3])
        )

    def test_a_wrong_number_tells_nobody_apart_but_with_the_name(self):
        wrong = {"法定代表人身份证号": "421303197001010000"}
        rows = [{"名称": "甲协会", **wrong}, {"名称": "乙协会", **wrong}]
        self.assertEqual(2, len(self.names("shared_legal_representative", *rows)))
        rows[1]["法定代表人"] = "李明"
        self.assertEqual([], self.names("shared_legal_representative", *rows))

    def test_net_assets_below_the_fund_in_any_unit(self):
        for fund, net, below in (
            (50000, 50000, False),
            (50000, 49999.99, True),
            ("5万元", "49,999元", True),
            ("￥50,000.00", "5万", False),
            (50000, "-1", True),
            (50000, "", False),
            ("五万", 1, False),
        ):
            with self.subTest(fund=fund, net=net):
                row = {"注册（开办）资金": fund, "2023年末净资产": net}
                self.assertEqual(below, bool(self.names("net_assets_below_fund", row)))
        header = [name.replace("资金", "资金（万元）") for name in HEADER]
        row = {"注册（开办）资金（万元）": 5, "2023年末净资产": 49000}
        self.assertTrue(self.names("net_assets_below_fund", row, header=header))

    def test_grades_count_through_their_last_day(self):
        for grade, end, counts in (
            ("3A", AS_OF, 1),
            ("３Ａ级", AS_OF, 1),
            ("AAAA", AS_OF, 1),
            ("五A", AS_OF, 1),
            ("3A", AS_OF - DAY, 0),
            ("2A", AS_OF, 0),
            ("3A", "", 0),
        ):
            with self.subTest(grade=grade, end=end):
                row = {"评估等级": grade, "评估有效期止": end}
                self.assertEqual(counts, self.names("graded_3a_plus", row))

    def test_inspected_is_who_has_a_conclusion(self):
        words = ("合格", "基本合格", "不合格", "未参检", "")
        rows = [{"名称": f"{word}协会", "2023年度年检结论": word} for word in words]
        self.assertEqual(3, self.names("inspected_last_year", *rows))

    def test_the_sample_is_rounded_up_by_the_rate_of_the_day(self):
        rows = [{} for _number in range(21)]
        self.assertEqual(2, self.names("spot_check_sample", *rows))
        self.env["civil.parameter"].search(
            [("code", "=", "social.sample_rate")]
        ).value = "3"
        self.assertEqual(1, self.names("spot_check_sample", *rows))

    def test_an_organization_that_stands_there_twice_counts_once(self):
        code = credit_code()
        rows = [
            {"名称": "甲协会", "统一社会信用代码": code, "本届止": "2020-01-01"},
            {"名称": " 甲 协会", "统一社会信用代码": code, "评估等级": "无"},
            {"名称": "乙协会", "统一社会信用代码": "", "本届止": "2020-01-01"},
            {"名称": "乙协会"},
        ]
        job = self.upload(*rows)
        found = job._findings_by_code()
        self.assertEqual([], found["term_overdue"] + found["credit_code_invalid"])
        self.assertEqual(2, found["inspected_last_year"])
        messages = "\n".join(job.line_ids.filtered("message").mapped("message"))
        self.assertIn("also in row 4", messages)
        self.assertIn("also in row 3", messages)

    def test_two_right_codes_are_two_organizations(self):
        found = self.found({"名称": "甲协会"}, {"名称": "甲协会"})
        self.assertEqual(2, found["inspected_last_year"])

    def test_who_ended_is_neither_judged_nor_taken(self):
        header = (*HEADER, "登记状态")
        rows = [{"名称": "甲协会", "登记状态": "已注销", "本届止": "2020-01-01"}]
        job = self.upload(*rows, {"名称": "乙协会"}, header=header, take="all")
        self.assertEqual(1, job._findings_by_code()["inspected_last_year"])
        self.assertEqual(["乙协会"], self.orgs.search([]).mapped("name"))

    # -- faults of the sheet ----------------------------------------------------------

    def test_every_fault_is_named(self):
        for row, word in (
            ({"名称": ""}, "name is missing"),
            ({"类型": "合作社"}, "合作社"),
            ({"统一社会信用代码": "51421303"}, "18 characters"),
            ({"法定代表人身份证号": "421303197002300017"}, "date"),
            ({"法定代表人": ""}, "name is missing"),
            ({"本届止": "2024-13-01"}, "2024-13-01"),
            ({"本届止": ""}, "本届止"),
            ({"本届起": "2027-01-01", "本届止": "2026-01-01"}, "before it begins"),
            ({"成立登记日期": "2030-01-01"}, "after the day"),
            ({"最近一次活动日期": ""}, "isn't judged"),
            ({"评估等级": "优秀"}, "优秀"),
            ({"评估等级": "3A"}, "no last day"),
            ({"2023年度年检结论": "良好"}, "良好"),
            ({"党组织": "好"}, "好"),
            ({"注册（开办）资金": "若干"}, "若干"),
            ({"注册（开办）资金": -1}, "-1"),
            ({"2023年末净资产": ""}, "is empty"),
        ):
            with self.subTest(row=row):
                self.assertIn(word, self.remarks(**row))

    def test_missing_columns_are_named(self):
        job = self.upload({}, header=HEADER[:3])
        self.assertIn("本届止", job.line_ids.message)
        self.assertEqual(0, job.error_count)
        job = self.upload({}, header=HEADER[1:])
        self.assertEqual("refused", job.state)
        self.assertIn("名称", job.message)

    # -- taking -----------------------------------------------------------------------

    def test_lines_become_organizations_with_all_that_belongs_to_them(self):
        shared = identity()
        self.upload(
            {"名称": "甲协会", "法定代表人身份证号": shared, "党组织": "单独组建"},
            {"名称": "乙协会", "法定代表人身份证号": shared, "业务主管单位": ""},
            {"名称": "丙中心", "类型": "民非", "统一社会信用代码": "52X"},
            take="all",
        )
        one, two, unit = self.orgs.search([], order="id")
        self.assertEqual(
            ("dual", "区教育局"), (one.supervisor_type, one.supervisor_id.name)
        )
        self.assertEqual("direct", two.supervisor_type)
        self.assertEqual("own", one.party_form)
        self.assertEqual(
            (50000, 80000, 2023), (one.registered_fund, one.net_assets, one.last_year)
        )
        self.assertEqual({2022, 2023}, set(one.result_ids.mapped("year")))
        self.assertEqual("周云", one.legal_officer_id.name)
        self.assertIn("shared_legal_representative", two.finding_codes)
        self.assertEqual((False, "52X"), (unit.credit_code, unit.code_found))

    def test_a_second_file_brings_up_to_date_and_leaves_registered_items(self):
        code = credit_code()
        base = {"名称": "甲协会", "统一社会信用代码": code}
        self.upload({**base, "法定代表人身份证号": identity()}, take="all")
        job = self.upload(
            {
                **base,
                "法定代表人": "李明",
                "注册（开办）资金": 1,
                "本届止": "2030-12-31",
                "2023年度年检结论": "不合格",
                "2023年末净资产": 7,
            },
            take="all",
        )
        [org] = self.orgs.search([])
        self.assertEqual(
            ("周云", 50000), (org.legal_representative, org.registered_fund)
        )
        self.assertEqual("2030-12-31", str(org.term_until))
        self.assertEqual(7, org.net_assets)
        result = org.result_ids.filtered(lambda one: one.year == 2023)
        self.assertEqual("unqualified", result.conclusion)
        self.assertIn("甲协会", job.message)

    def test_conclusions_of_a_campaign_stay(self):
        code = credit_code()
        row = {"名称": "甲协会", "统一社会信用代码": code}
        self.upload(row, take="all")
        org = self.orgs.search([])
        result = org.result_ids.filtered(lambda one: one.year == 2023)
        result.write({"concluded_on": "2024-05-31"})
        self.upload({**row, "2023年度年检结论": "不合格"}, take="all")
        self.assertEqual("qualified", result.conclusion)

    def test_who_is_on_record_as_something_else_is_linked(self):
        code = credit_code("52")
        home = self.env["civil.organization"].create(
            {"name": "丙中心", "credit_code": code, "division_id": self.district.id}
        )
        row = {"名称": "丙中心", "类型": "民非", "统一社会信用代码": code}
        self.upload(row, take="all")
        self.assertEqual(home, self.orgs.search([]).organization_id)

    def test_clerks_of_the_section_alone_import(self):
        for user in (self.staff, self.deputy):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self.upload({}, user=user)

    def test_figures_are_written_by_the_import_only(self):
        job = self.upload({"名称": "甲协会"})
        figures = job.figure_ids
        self.assertEqual([0, 1, 1], figures.mapped("value"))
        self.assertEqual(0, job.finding_count)
        with self.assertRaises(UserError):
            figures.with_user(self.clerk).write({"value": 9})
        inspected = figures.filtered(lambda one: one.value == 1)[:1]
        lines = self.env["civil.import.finding"].search(
            inspected.action_open_lines()["domain"]
        )
        self.assertEqual(["甲协会"], lines.mapped("label"))
        self.assertTrue(job.with_user(self.auditor).figure_ids.mapped("value"))
