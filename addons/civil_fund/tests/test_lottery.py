import datetime
import io
import unicodedata

import psycopg2
import pypdf
from freezegun import freeze_time
from python_calamine import CalamineWorkbook

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import FundCase

#: What wkhtmltopdf writes for a character, where NFKC doesn't fold it.
RADICALS = str.maketrans("⺠⻄⻋⻓⻔⻚⻛⻢⻩", "民西车长门页风马黄")


@tagged("post_install", "-at_install")
class TestLottery(FundCase):
    """What lottery money was used for, published every year."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.project = cls.env["civil.fund.project"].create(
            {"name": "互助照料中心", "division_id": cls.district.id, "budget": 1}
        )
        cls.money = cls.make_indicator(
            amount=500,
            project_id=cls.project.id,
            payment_kind="project",
            source="lottery",
            fund_nature="government_fund",
            lottery_purpose="elderly",
            function_id=cls.env.ref("civil_fund.function_2296002").id,
            goal="新建互助照料中心1个",
        )
        cls.make_indicator(amount=70)
        cls.book(cls.money, "pay", "320.50")
        cls.book(cls.money, "refund", "20.50")
        cls.report = (
            cls.env["civil.fund.lottery"]
            .with_user(cls.clerk)
            .create({"year": 2031, "division_id": cls.district.id})
        )
        cls.report.action_collect()

    def publish(self, report):
        report.write({"publish_date": "2032-06-01", "url": "https://example.org/1"})
        report.action_publish()

    def test_the_figures_are_those_of_the_ledger(self):
        [line] = self.report.line_ids
        self.assertEqual((line.amount, line.executed), (500, 300))
        self.assertEqual((self.report.amount, self.report.executed), (500, 300))
        self.assertEqual(line.use, "新建互助照料中心1个")

    def test_what_was_written_is_kept_when_collected_again(self):
        self.report.line_ids.use = "Beds for 30"
        self.book(self.money, "pay", 100)
        self.report.action_collect()
        self.assertEqual(self.report.line_ids.use, "Beds for 30")
        self.assertEqual(self.report.executed, 400)

    def test_due_by_the_end_of_june_of_the_next_year(self):
        """《彩票公益金管理办法》: every year by the end of June."""
        self.assertEqual(self.report.deadline, datetime.date(2032, 6, 30))
        for day, watch in (
            ("2032-06-22", "on_time"),
            ("2032-06-23", "near"),
            ("2032-07-01", "late"),
        ):
            with freeze_time(f"{day} 04:00:00"):
                self.report.invalidate_recordset()
                self.assertEqual(self.report.watch, watch)
        with freeze_time("2032-07-01 04:00:00"):
            self.env["civil.fund.lottery"]._cron_remind()
        self.assertEqual(self.report.activity_ids.user_id, self.clerk)

    def test_a_report_that_nobody_began_begins_itself(self):
        """Whoever entered the year's last lottery indicator is reminded."""
        self.report.with_user(self.finance).unlink()
        reports = self.env["civil.fund.lottery"]
        with freeze_time("2031-12-30 04:00:00"):
            reports._cron_remind()
            self.assertFalse(reports.search([("year", "=", 2031)]))
        with freeze_time("2032-06-25 04:00:00"):
            for _day in range(2):
                reports._cron_remind()
        report = reports.search([("year", "=", 2031)])
        self.assertEqual(len(report), 1)
        self.assertEqual(report.division_id, self.district)
        self.assertEqual(report.activity_ids.user_id, self.finance)

    def test_published_it_stays(self):
        with self.assertRaisesRegex(UserError, "when and where"):
            self.report.action_publish()
        self.publish(self.report)
        for change in (
            lambda: self.report.write({"url": "x"}),
            lambda: self.report.line_ids.write({"executed": 1}),
            self.report.action_collect,
            self.report.line_ids.unlink,
            self.report.with_user(self.finance).unlink,
            lambda: self.report.line_ids.create({"report_id": self.report.id}),
        ):
            with self.assertRaises(UserError):
                change()
        self.report.invalidate_recordset()
        self.assertFalse(self.report.watch)

    def test_a_correction_is_a_new_report(self):
        self.publish(self.report)
        self.book(self.money, "refund", 100)
        opened = self.report.with_user(self.finance).action_replace()
        again = self.report.browse(opened["res_id"])
        self.assertEqual(again.executed, 200)
        self.assertEqual((self.report.state, self.report.executed), ("published", 300))
        self.publish(again)
        self.assertEqual((self.report.state, again.state), ("replaced", "published"))

    @mute_logger("odoo.sql_db")
    def test_one_report_a_year(self):
        with self.assertRaises(psycopg2.errors.UniqueViolation):
            with self.env.cr.savepoint():
                self.report.create({"year": 2031, "division_id": self.district.id})

    def test_who_may_not(self):
        for user in (self.auditor, self.deputy, self.admin):
            with self.assertRaises(AccessError):
                self.report.with_user(user).action_collect()
            with self.assertRaises(AccessError):
                self.report.with_user(user).write({"url": "x"})
        with self.assertRaises(AccessError):
            self.report.with_user(self.staff).read(["year"])

    # -- what prints ---------------------------------------------------------------

    def workbook(self, report, records, user):
        content, _kind = (
            self.env["ir.actions.report"]
            .with_user(user)
            .with_context(lang="en_US")
            ._render_xlsx(report, records.ids, None)
        )
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        return book.get_sheet_by_index(0).to_python()

    def test_workbook(self):
        rows = self.workbook("civil_fund.lottery_xlsx", self.report, self.clerk)
        self.assertEqual(rows[1][0], "彩票公益金资助—中国福利彩票")
        self.assertEqual(rows[3][:2], ["1", "互助照料中心"])
        self.assertEqual(rows[3][2:5], ["Support of the Elderly", 500, 300])
        self.assertEqual(rows[3][5], "新建互助照料中心1个")
        self.assertEqual(rows[4][3:5], [500, 300])

    def test_pdf(self):
        content, kind = (
            self.env["ir.actions.report"]
            .with_user(self.clerk)
            .with_context(force_report_rendering=True, lang="en_US")
            ._render_qweb_pdf("civil_fund.report_lottery", self.report.ids)
        )
        self.assertEqual(kind, "pdf")
        pages = pypdf.PdfReader(io.BytesIO(content)).pages
        text = "".join(page.extract_text() for page in pages)
        text = "".join(unicodedata.normalize("NFKC", text).translate(RADICALS).split())
        for part in ("互助照料中心", "500.00", "300.00", "中国福利彩票"):
            self.assertIn(part, text)

    def test_execution_workbook(self):
        """Groups with subtotals, the whole, and the rate of the sums."""
        self.make_indicator(amount=30)
        request = (
            self.env["civil.fund.execution"]
            .with_user(self.auditor)
            .create({"year": 2031, "by": "function"})
        )
        rows = self.workbook("civil_fund.execution_xlsx", request, self.auditor)
        money = next(row for row in rows if row[1] == self.money.name)
        self.assertEqual(money[0][:7], "2296002")
        self.assertEqual(money[4:], [500, 0, 0, 0, 320.5, 20.5, 200, 60])
        subtotal = next(row for row in rows if row[0].startswith("Subtotal"))
        self.assertEqual(subtotal[4], 100)
        self.assertEqual(rows[-1][4:], [600, 0, 0, 0, 320.5, 20.5, 300, 50])

    def test_execution_workbook_of_some(self):
        request = self.env["civil.fund.execution"].create(
            {"year": 2031, "by": "project", "source": "lottery", "direct_only": True}
        )
        self.assertFalse(request._indicators())
        request.direct_only = False
        self.assertEqual(request._indicators(), self.money)

    def test_each_sees_the_own_department_in_the_workbook(self):
        self.join(self.head, self.care, "civil_fund.group_head")
        hidden = self.make_indicator(department_id=self.care.id)
        requests = self.env["civil.fund.execution"].with_user(self.clerk)
        request = requests.create({"year": 2031})
        self.assertNotIn(hidden, request._indicators())
        self.assertIn(self.money, request._indicators())
