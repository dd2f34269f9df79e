import io
from datetime import date

import openpyxl

from odoo.tests import freeze_time, tagged

from .common import BankCase


@freeze_time("2024-04-10")
@tagged("post_install", "-at_install")
class TestPaper(BankCase):
    """The printed statement and its workbook."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("zh_CN")

    def balance(self):
        self.money(70, date(2024, 3, 30), "转账支票")
        self.line(12.34, text="结息")
        balance = self.statement()
        balance.reason = "期初未录入"
        self.as_user(balance, self.reviewer).action_review()
        return balance

    def test_printed(self):
        balance = self.balance()
        html, _kind = self.env["ir.actions.report"]._render_qweb_html(
            "account_parallel_bank.report_balance", balance.ids
        )
        text = html.decode()
        for part in (
            "2024年3月31日",
            "转账支票",
            "结息",
            "12.34",
            "70.00",
            "100,012.34",
            "期初未录入",
            self.accountant.name,
            self.reviewer.name,
        ):
            self.assertIn(part, text)

    def test_workbook(self):
        balance = self.balance()
        data, kind = self.env["ir.actions.report"]._render_xlsx(
            "account_parallel_bank.balance_xlsx", balance.ids, {}
        )
        self.assertEqual(kind, "xlsx")
        sheet = openpyxl.load_workbook(io.BytesIO(data)).active
        cells = [cell for row in sheet.iter_rows(values_only=True) for cell in row]
        for value in (12.34, 70, 82.34, 100082.34, -100000, "期初未录入"):
            self.assertIn(value, cells)
