import io
import unicodedata

import pypdf
from python_calamine import CalamineWorkbook

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import new_test_user, tagged

from .common import SubsidyCase

#: What wkhtmltopdf writes for a character, where NFKC doesn't fold it.
RADICALS = str.maketrans("⺠⻄⻋⻓⻔⻚⻛⻢⻩", "民西车长门页风马黄")


def pdf_text(content):
    """The text of a PDF, radicals folded, without spaces and line ends."""
    pages = pypdf.PdfReader(io.BytesIO(content)).pages
    text = "".join(page.extract_text() for page in pages)
    folded = unicodedata.normalize("NFKC", text).translate(RADICALS)
    return "".join(folded.split())


@tagged("post_install", "-at_install")
class TestReports(SubsidyCase):
    """What a batch prints, opened and read: payroll, notice, approval sheet."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.lines = cls.make_lines(
            cls.line_values(1),
            cls.line_values(2, disability_grade="2"),
            cls.line_values(3, division_id=cls.east.id),
            cls.line_values(4, account_number=False),
        )
        cls.batch = cls.make_batch(cls.care)
        cls.batch.action_compute()
        cls.trusted = new_test_user(
            cls.env,
            "t-trusted",
            groups="civil_subsidy.group_clerk,civil_base.group_personal_data",
            division_ids=[Command.set(cls.district.ids)],
        )
        (cls.clerk | cls.trusted).lang = "en_US"

    def setUp(self):
        super().setUp()
        self.numbers = [
            number
            for line in self.lines
            for number in (line.identity_number, line.account_number)
            if number
        ]

    def workbook(self, report, user, batches=None):
        """Sheets by name of a workbook that ``user`` prints, as rows of cells."""
        content, _kind = (
            self.env["ir.actions.report"]
            .with_user(user)
            .with_context(lang=user.lang)
            ._render_xlsx(report, (batches or self.batch).ids, None)
        )
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        return {
            name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names
        }

    def pdf(self, report, user, batches=None):
        """Folded text of a PDF that ``user`` prints."""
        content, kind = (
            self.env["ir.actions.report"]
            .with_user(user)
            .with_context(force_report_rendering=True, lang=user.lang)
            ._render_qweb_pdf(report, (batches or self.batch).ids)
        )
        self.assertEqual(kind, "pdf")
        return pdf_text(content)

    def in_chinese(self, user):
        """Let ``user`` work in Chinese, as the bureau does."""
        self.env["res.lang"]._activate_lang("zh_CN")
        module = self.env.ref("base.module_civil_subsidy")
        module._update_translations("zh_CN")
        user.lang = "zh_CN"
        return user

    def test_payroll_total(self):
        """The total row counts the persons and adds their amounts up exactly."""
        (rows,) = self.workbook("civil_subsidy.payroll_xlsx", self.clerk).values()
        heads = rows[2]
        amount = heads.index("Amount (yuan)")
        people = rows[3:6]
        total = rows[6]
        self.assertEqual([row[0] for row in people], [1, 2, 3])
        self.assertEqual([row[amount] for row in people], [130.5, 110, 130.5])
        self.assertEqual(total[0], "Total")
        self.assertEqual(total[amount], sum(row[amount] for row in people))
        self.assertEqual(total[heads.index("Person's Name")], "3 persons")
        self.assertEqual(rows[7][0], "Amount in capitals: 叁佰柒拾壹元整")

    def test_payroll_says_which_month_and_batch(self):
        (rows,) = self.workbook("civil_subsidy.payroll_xlsx", self.clerk).values()
        self.assertEqual(
            rows[0][0],
            "曾都区: payroll of the Care Subsidy for Severely Disabled Persons",
        )
        self.assertEqual(rows[1][0], "Month: 2024-3")
        self.assertEqual(rows[1][-1], f"Batch: {self.batch.name}")

    def test_payroll_in_chinese(self):
        """Headings, month and class stand in the language of whoever prints."""
        self.env.ref("civil_subsidy.class_care_1").name = "Grade One"
        clerk = self.in_chinese(self.clerk)
        self.env.ref("civil_subsidy.class_care_1").with_context(
            lang="zh_CN"
        ).name = "一级"
        (rows,) = self.workbook("civil_subsidy.payroll_xlsx", clerk).values()
        self.assertEqual(rows[0][0], "曾都区重度残疾人护理补贴发放花名册")
        self.assertEqual(rows[1][0], "所属月份：2024年3月")
        self.assertEqual(rows[2][:4], ["序号", "镇（街道）", "村（社区）", "姓名"])
        self.assertEqual(rows[3][rows[2].index("补贴类别")], "一级")
        self.assertEqual(rows[6][:4], ["合计", "", "", "3人"])

    def test_payroll_masks_numbers(self):
        """Without the personal-data group no whole number leaves; nothing to log."""
        log = self.env["civil.access.log"].sudo()
        before = log.search_count([])
        (rows,) = self.workbook("civil_subsidy.payroll_xlsx", self.clerk).values()
        text = str(rows)
        for number in self.numbers:
            self.assertNotIn(number, text)
        first = self.lines[0]
        self.assertEqual(rows[3][4], f"4213**********{first.identity_number[-4:]}")
        self.assertEqual(rows[3][8], f"****{first.account_number[-4:]}")
        self.assertEqual(log.search_count([]), before)

    def test_payroll_whole_numbers_are_logged(self):
        """With the group the numbers are whole, and the export is on record."""
        log = self.env["civil.access.log"].sudo()
        before = log.search([])
        (rows,) = self.workbook("civil_subsidy.payroll_xlsx", self.trusted).values()
        first = self.lines[0]
        self.assertEqual(rows[3][4], first.identity_number)
        self.assertEqual(rows[3][8], first.account_number)
        (line,) = log.search([]) - before
        self.assertEqual(line.user_id, self.trusted)
        self.assertEqual(line.action, "export")
        self.assertEqual(line.res_model, "civil.subsidy.batch")
        self.assertIn("account_number", line.field_names)

    def test_payroll_names_who_signed(self):
        self.approve(self.batch)
        (rows,) = self.workbook("civil_subsidy.payroll_xlsx", self.clerk).values()
        signatures = [cell for cell in rows[-1] if cell]
        self.assertEqual(
            signatures,
            [
                f"Made by: {self.clerk.name}",
                f"Reviewed by: {self.head.name}",
                f"Approved by: {self.deputy.name}",
            ],
        )

    def test_publicity_shows_name_place_and_amount_only(self):
        """社会救助暂行办法 art. 61: no number, no account, no illness is put up."""
        sheets = self.workbook("civil_subsidy.publicity_xlsx", self.trusted)
        self.assertEqual(list(sheets), [self.west.name, self.east.name])
        rows = sheets[self.west.name]
        self.assertEqual(
            rows[2], ["No.", "Village", "Person's Name", "Monthly Amount (yuan)"]
        )
        first, second = self.lines[:2]
        self.assertEqual(
            rows[3:5],
            [
                [1, self.village.name, first.name, 130.5],
                [2, self.village.name, second.name, 110],
            ],
        )
        text = str(sheets)
        for number in self.numbers:
            self.assertNotIn(number, text)
            self.assertNotIn(number[-4:], text)
        self.assertNotIn(self.lines[3].name, text)

    def test_publicity_of_several_batches(self):
        """Two batches in one workbook keep their towns apart."""
        life = self.make_batch(self.life)
        life.action_compute()
        sheets = self.workbook(
            "civil_subsidy.publicity_xlsx", self.clerk, self.batch | life
        )
        self.assertEqual(len(sheets), 4)

    def test_publicity_on_paper(self):
        clerk = self.in_chinese(self.clerk)
        text = self.pdf("civil_subsidy.report_publicity", clerk)
        self.assertIn(f"{self.west.name}重度残疾人护理补贴公示名单", text)
        self.assertIn("第1页,共1页", text)
        for line in self.lines[:3]:
            self.assertIn(line.name, text)
        for number in self.numbers:
            self.assertNotIn(number, text)

    def test_approval_sheet(self):
        """Title, towns, total, capitals, and who made, reviewed and approved it."""
        clerk = self.in_chinese(self.clerk)
        self.approve(self.batch)
        text = self.pdf("civil_subsidy.report_approval", clerk)
        self.assertIn("重度残疾人护理补贴发放审批表", text)
        self.assertIn("所属月份:2024年3月", text)
        self.assertIn(self.batch.name, text)
        self.assertIn(f"{self.west.name}2240.50100", text)
        self.assertIn(f"{self.east.name}1130.50000", text)
        self.assertIn("合计3371.00100", text)
        self.assertIn("叁佰柒拾壹元整", text)
        for user in (self.clerk, self.head, self.deputy):
            self.assertIn("".join(user.name.split()), text)
        self.assertIn(self.batch.content_hash, text)

    def test_approval_sheet_of_several_batches(self):
        """The packaged wkhtmltopdf takes one document: all batches are in it."""
        life = self.make_batch(self.life)
        life.action_compute()
        text = self.pdf("civil_subsidy.report_approval", self.clerk, self.batch | life)
        self.assertIn(self.batch.name, text)
        self.assertIn(life.name, text)

    def test_other_division_prints_nothing(self):
        """Who may not read a batch can't print it either."""
        with self.assertRaises(AccessError):
            self.workbook("civil_subsidy.payroll_xlsx", self.east_clerk)

    def test_what_is_forbidden_is_not_published(self):
        self.care.publicity = "forbidden"
        with self.assertRaises(UserError):
            self.workbook("civil_subsidy.publicity_xlsx", self.clerk)
        self.batch.action_publish()
        self.assertFalse(self.batch.publicity_end)
        self.assertIn("no public notice", self.batch.with_user(self.clerk).next_step)
