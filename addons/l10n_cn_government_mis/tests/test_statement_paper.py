import io

import openpyxl

from odoo.exceptions import UserError
from odoo.tests import tagged

from .common import StatementCase

PDF = "l10n_cn_government_mis.report_statement"
XLSX = "l10n_cn_government_mis.statement_xlsx"


@tagged("post_install", "-at_install")
class TestStatementPaper(StatementCase):
    """Statements on paper and as workbooks, in Chinese, ready to be signed."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("zh_CN")
        modules = cls.env["ir.module.module"].search(
            [("name", "in", ("l10n_cn_government", "l10n_cn_government_mis"))]
        )
        modules._update_translations(["zh_CN"])
        cls.reader.lang = "zh_CN"

    def paper(self, form, day, frequency="year"):
        instance = self.instance(form, day, frequency)
        reports = self.env["ir.actions.report"].with_user(self.reader)
        name = instance.print_pdf()["report_name"]
        html, _kind = reports.with_context(lang="zh_CN")._render_qweb_html(
            name, instance.ids
        )
        return html.decode()

    def workbook(self, form, day, frequency="year"):
        instance = self.instance(form, day, frequency).with_context(lang="zh_CN")
        report = self.env["ir.actions.report"].with_user(self.reader)
        content, kind = report.with_context(lang="zh_CN")._render_xlsx(
            XLSX, instance.ids, {}
        )
        self.assertEqual(kind, "xlsx")
        return openpyxl.load_workbook(io.BytesIO(content)).worksheets[0]

    def test_balance_sheet(self):
        html = self.paper("balance_sheet", "2024-02", "month")
        for text in (
            "资产负债表",
            "会政财01表",
            "编制单位：",
            "曾都区民政局",
            "2024年2月29日",
            "单位：元",
            "单位负责人",
            "财会负责人",
            "制表人",
            "期末余额",
            "年初余额",
            "受托代理资产",
            "应付政府补贴款",
            "本期盈余*",
            "负债和净资产总计",
            "5,578.50",
        ):
            self.assertIn(text, html)
        self.assertNotIn("校验", html)

    def test_every_statement_in_chinese(self):
        """Each form has its number, its title, and Chinese captions only."""
        expected = {
            "balance_sheet": ("会政财01表", "资产负债表", "2024年12月31日"),
            "income": ("会政财02表", "收入费用表", "2024年度"),
            "net_assets": ("会政财03表", "净资产变动表", "2024年度"),
            "budget": ("会政预01表", "预算收入支出表", "2024年度"),
            "budget_balances": ("会政预02表", "预算结转结余变动表", "2024年度"),
            "fiscal": ("会政预03表", "财政拨款预算收入支出表", "2024年度"),
            "reconciliation": ("附注", "差异情况说明", "2024年度"),
        }
        for form, texts in expected.items():
            html = self.paper(form, "2024-12")
            for text in texts:
                self.assertIn(text, html)
            sheet = self.instance(form, "2024-12").with_context(lang="zh_CN")
            content = sheet._l10n_cn_sheet()
            labels = [row["label"] for row in content["left"] + content["right"]]
            labels += content["columns"]
            self.assertFalse([text for text in labels if text.isascii()])

    def test_workbook_of_the_balance_sheet(self):
        sheet = self.workbook("balance_sheet", "2024-02", "month")
        self.assertEqual(sheet["A1"].value, "资产负债表")
        self.assertEqual(sheet["F2"].value, "会政财01表")
        self.assertEqual(sheet["A3"].value, "编制单位：曾都区民政局")
        self.assertEqual(sheet["C3"].value, "2024年2月29日")
        self.assertEqual(sheet["F3"].value, "单位：元")
        head = [cell.value for cell in sheet[4]]
        self.assertEqual(
            head,
            ["资产", "期末余额", "年初余额", "负债和净资产", "期末余额", "年初余额"],
        )
        left = {row[0]: row[1:3] for row in sheet.iter_rows(5, values_only=True)}
        right = {row[3]: row[4:6] for row in sheet.iter_rows(5, values_only=True)}
        self.assertEqual(left["货币资金"], (1068.5, 1000))
        self.assertEqual(left["资产总计"], (5578.5, 5500))
        self.assertEqual(right["负债和净资产总计"], (5578.5, 5500))
        self.assertEqual(left["短期投资"] if "短期投资" in left else None, None)
        signatures = [row[0] for row in sheet.iter_rows(values_only=True)]
        self.assertTrue(any("单位负责人" in str(text) for text in signatures))

    def test_workbook_of_net_assets(self):
        sheet = self.workbook("net_assets", "2024-12")
        self.assertEqual(
            [cell.value for cell in sheet[4]],
            [
                "项目",
                "本年数：累计盈余",
                "本年数：净资产合计",
                "上年数：累计盈余",
                "上年数：净资产合计",
            ],
        )

    def test_preview_and_print(self):
        """The screen opens the statement; printing from it gives the form."""
        statements = self.env["l10n_cn.statement"].with_user(self.reader)
        statement = statements.with_company(self.unit).create(
            {"form": "income", "frequency": "month", "year": 2024, "month": "2"}
        )
        action = statement.action_preview()
        self.assertEqual(action["res_model"], "mis.report.instance")
        instance = self.env["mis.report.instance"].browse(action["res_id"])
        computed = instance.with_user(self.reader).compute()
        self.assertTrue(computed["body"])
        self.assertTrue(instance.temporary)
        self.assertEqual(statement.action_print()["report_name"], PDF)
        self.assertEqual(statement.action_export()["report_name"], XLSX)
        printed = instance.with_user(self.reader).print_pdf()
        self.assertEqual(printed["report_name"], PDF)
        wide = self.instance("fiscal", "2024-12").print_pdf()
        self.assertEqual(wide["report_name"], f"{PDF}_wide")
        self.assertFalse(wide["data"])

    def test_named_after_its_day(self):
        """The record, and with it the file, is named after form and day."""
        instance = self.instance("balance_sheet", "2024-02", "month")
        named = instance.with_context(lang="zh_CN")
        self.assertEqual(named.name, "资产负债表 2024年2月29日")
        self.assertEqual(named.report_id.name, "资产负债表")

    def test_not_monthly(self):
        statements = self.env["l10n_cn.statement"].with_company(self.unit)
        statement = statements.create(
            {"form": "net_assets", "frequency": "month", "year": 2024, "month": "2"}
        )
        with self.assertRaisesRegex(UserError, "whole year"):
            statement.action_preview()

    def test_other_chart(self):
        plain = self.env["res.company"].create({"name": "Plain"})
        self.env.user.company_ids |= plain
        statement = self.env["l10n_cn.statement"].with_company(plain).create({})
        with self.assertRaisesRegex(UserError, "Government Accounting"):
            statement.action_print()
