from datetime import date

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from odoo.addons.civil_base.tools.tabular import read_sheets

from .common import HEADERS, MARCH, SubsidyCase, identity, roster_row, roster_workbook


@tagged("post_install", "-at_install")
class TestImport(SubsidyCase):
    """The towns' rosters and the standards, with their faults."""

    def load(
        self, content, filename="roster.xlsx", user=None, kind="disability_roster"
    ):
        return (
            self.env["civil.import"]
            .with_user(user or self.clerk)
            ._load(kind, filename, content, period=MARCH, take="good")
        )

    def lines(self, job):
        return self.env["civil.subsidy.roster.line"].search(
            [("import_id", "=", job.id)], order="id"
        )

    def test_lines_claims_people_accounts_and_entitlements(self):
        job = self.load(
            roster_workbook(
                {
                    "西城街道": (
                        "2024年3月",
                        [roster_row(1), roster_row(2, 补贴类型="护理补贴")],
                    )
                }
            )
        )
        self.assertEqual(job.state, "taken")
        first, second = self.lines(job)
        self.assertEqual(first.program_ids, self.life | self.care)
        self.assertEqual(second.program_ids, self.care)
        self.assertEqual((first.row, second.row), (4, 5))
        self.assertEqual(first.division_id, self.village)
        self.assertEqual(first.town_id, self.west)
        self.assertEqual(first.first_month, date(2022, 1, 1))
        resident = first.resident_id.sudo()
        self.assertEqual(resident.identity_number, identity(1))
        self.assertEqual(resident.sex, "male")
        self.assertEqual(resident.disability_kind, "4")
        self.assertEqual(resident.account_ids.number, "6217002868975000001")
        self.assertEqual(resident.entitlement_ids.program_id, self.life | self.care)

    def test_what_people_typed_is_cleaned(self):
        person = identity(8)
        content = roster_workbook(
            {
                "西城街道": (
                    "2024-03",
                    [
                        roster_row(
                            8,
                            姓名="张　三 ",
                            身份证号=f" {person[:6]}　{person[6:].lower()}\n",
                            残疾人证号=f"{person}41B1",
                            残疾等级="Ⅰ级",
                            享受起始月=202306,
                            户名="张 三",
                        )
                    ],
                )
            }
        )
        line = self.lines(self.load(content))
        self.assertEqual(line.name, "张三")
        self.assertEqual(line.identity_number, person)
        self.assertTrue(line.identity_valid)
        self.assertEqual(line.certificate_number, f"{person}41")
        self.assertEqual(line.disability_grade, "1")
        self.assertEqual(line.first_month, date(2023, 6, 1))
        self.assertEqual(line.account_holder, "张三")

    def test_numbers_spoiled_by_the_spreadsheet_are_wrong(self):
        """Even where the check character of what is left happens to fit."""
        content = roster_workbook(
            {
                "西城街道": (
                    "2024年3月",
                    [
                        roster_row(1, 身份证号=float(110105194912310020)),
                        roster_row(2, 银行账号=float(6217002868975000002)),
                    ],
                )
            }
        )
        first, second = self.lines(self.load(content))
        self.assertFalse(first.identity_valid)
        self.assertEqual(second.account_problem, "invalid")

    def test_unknown_subsidy_type_is_rejected_and_comes_back(self):
        job = self.load(
            roster_workbook(
                {
                    "西城街道": (
                        "2024年3月",
                        [roster_row(1), roster_row(2, 补贴类型="其他")],
                    )
                }
            )
        )
        taken, rejected = self.lines(job)
        self.assertEqual((taken.state, rejected.state), ("taken", "rejected"))
        self.assertFalse(rejected.program_ids)
        fault = job.line_ids.filtered(lambda line: line.status == "error")
        self.assertEqual(fault.row, 5)
        self.assertIn("其他", fault.message)

    def test_rejected_line_still_counts_as_the_second_of_a_person(self):
        job = self.load(
            roster_workbook(
                {
                    "西城街道": (
                        "2024年3月",
                        [roster_row(1), roster_row(2, serial=1, 补贴类型="其他")],
                    )
                }
            )
        )
        batch = self.make_batch()
        batch.action_compute()
        self.assertEqual(
            self.outcome(batch, self.lines(job)[0])[2], {"duplicate_person"}
        )

    def test_sheet_of_another_month_is_refused(self):
        job = self.load(
            roster_workbook(
                {
                    "西城街道": ("2024年3月", [roster_row(1)]),
                    "东城街道": ("2024年2月", [roster_row(2)]),
                }
            )
        )
        self.assertEqual(self.lines(job).town_id, self.west)
        fault = job.line_ids.filtered(lambda line: line.status == "error")
        self.assertEqual((fault.sheet, fault.row), ("东城街道", 2))
        self.assertIn("2024年2月", fault.message)

    def test_sheet_without_a_month_is_refused(self):
        job = self.load(roster_workbook({"西城街道": ("", [roster_row(1)])}))
        self.assertEqual(job.state, "refused")
        self.assertFalse(self.lines(job))

    def test_headers_in_any_order(self):
        content = roster_workbook(
            {"西城街道": ("2024年3月", [roster_row(1)])}, headers=HEADERS[::-1]
        )
        line = self.lines(self.load(content))
        self.assertEqual(line.identity_number, identity(1))

    def test_the_same_file_twice_changes_nothing_and_says_so(self):
        content = roster_workbook({"西城街道": ("2024年3月", [roster_row(1)])})
        first = self.load(content)
        second = self.load(content, filename="copy.xlsx")
        self.assertEqual(second.state, "refused")
        self.assertIn(first.filename, second.message)
        self.assertEqual(
            self.env["civil.subsidy.roster.line"].search_count(
                [("period", "=", MARCH), ("town_id", "=", self.west.id)]
            ),
            1,
        )

    def test_a_second_roster_of_a_town_and_month_is_refused(self):
        self.load(roster_workbook({"西城街道": ("2024年3月", [roster_row(1)])}))
        job = self.load(roster_workbook({"西城街道": ("2024年3月", [roster_row(2)])}))
        self.assertEqual(job.state, "refused")
        self.assertFalse(self.lines(job))

    def test_a_withdrawn_roster_makes_room_for_the_corrected_one(self):
        content = roster_workbook({"西城街道": ("2024年3月", [roster_row(1)])})
        job = self.load(content)
        batch = self.make_batch()
        batch.action_compute()
        job.action_withdraw()
        self.assertEqual(job.state, "withdrawn")
        self.assertFalse(self.lines(job))
        self.assertFalse(batch.payment_ids)
        self.assertEqual(self.load(content).state, "taken")

    def test_a_roster_under_approval_is_not_withdrawn(self):
        job = self.load(roster_workbook({"西城街道": ("2024年3月", [roster_row(1)])}))
        batch = self.make_batch()
        batch.action_compute()
        batch.action_publish()
        batch.action_submit()
        with self.assertRaises(UserError):
            job.action_withdraw()
        self.assertTrue(self.lines(job))

    def test_unknown_village_is_kept_under_the_town(self):
        content = roster_workbook(
            {"西城街道": ("2024年3月", [roster_row(1, **{"村（社区）": "无此村"})])}
        )
        job = self.load(content)
        self.assertEqual(self.lines(job).division_id, self.west)
        self.assertEqual(job.warning_count, 1)

    def test_a_town_clerk_takes_the_own_town_only(self):
        content = roster_workbook(
            {
                "西城街道": ("2024年3月", [roster_row(1)]),
                "东城街道": ("2024年3月", [roster_row(2)]),
            }
        )
        job = self.load(content, user=self.east_clerk)
        self.assertEqual(self.lines(job.sudo()).town_id, self.east)

    def test_who_may_not_import(self):
        content = roster_workbook({"西城街道": ("2024年3月", [roster_row(1)])})
        for user in (self.staff, self.finance, self.auditor, self.deputy):
            with self.assertRaises(AccessError):
                self.load(content, user=user)

    def test_bad_lines_come_back_with_an_error_column(self):
        job = self.load(
            roster_workbook(
                {
                    "西城街道": (
                        "2024年3月",
                        [roster_row(1), roster_row(2, 补贴类型="其他")],
                    )
                }
            )
        )
        report = self.env.ref("civil_base.civil_import_errors_report")
        content, _kind = report._render_xlsx(report.report_name, job.ids, {})
        rows = read_sheets(content, "errors.xlsx")[0].rows
        cells = [cell for row in rows for cell in row if cell]
        self.assertIn(roster_row(2)["姓名"], cells)
        self.assertNotIn(roster_row(1)["姓名"], cells)
        self.assertTrue(
            any("其他" in str(cell) and "补贴类型" in str(cell) for cell in cells)
        )

    def test_standards_from_a_csv_in_either_encoding(self):
        text = (
            "programme,category,amount,date_from,date_to,note\n"
            "困难残疾人生活补贴,全部,120.00,2025-01-01,,文件甲\n"
            "重度残疾人护理补贴,三级智力/精神,70.00,2025-01-01,,文件乙\n"
            "重度残疾人护理补贴,五级,70.00,2025-01-01,,\n"
            "重度残疾人护理补贴,一级,-5,2025-01-01,,\n"
        )
        job = self.load(
            text.encode("gb18030"), "standards.csv", self.head, "subsidy_standard"
        )
        self.assertEqual((job.state, job.error_count), ("taken", 2))
        found = self.env["civil.subsidy.standard"].search(
            [("date_from", "=", "2025-01-01")]
        )
        self.assertEqual(
            {(s.class_id.name, f"{s.amount:.2f}") for s in found},
            {("全部", "120.00"), ("三级智力/精神", "70.00")},
        )
        again = self.load(
            text.replace("120.00,2025-01-01,", "120.00,2025-01-01,2025-12-31").encode(),
            "standards.csv",
            self.head,
            "subsidy_standard",
        )
        self.assertEqual(again.state, "taken")
        life = self.env["civil.subsidy.standard"].search(
            [("date_from", "=", "2025-01-01"), ("program_id", "=", self.life.id)]
        )
        self.assertEqual(life.date_to, date(2025, 12, 31))

    def test_import_statements_do_not_grow_with_the_lines(self):
        counts = []
        for name, size in (("西城街道", 5), ("东城街道", 60)):
            content = roster_workbook(
                {name: ("2024年3月", [roster_row(n) for n in range(1, size + 1)])}
            )
            before = self.env.cr.sql_log_count
            self.load(content)
            counts.append(self.env.cr.sql_log_count - before)
        self.assertLessEqual(counts[1], counts[0])
