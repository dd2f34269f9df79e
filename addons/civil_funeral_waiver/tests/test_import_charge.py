import io

import openpyxl

from odoo.tests import tagged

from .common import WaiverCase

HEADER = (
    "收费单号",
    "逝者姓名",
    "殡仪馆",
    "收费日期",
    "收费项目",
    "数量",
    "单价",
    "金额",
)


def workbook(*rows):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["殡仪馆收费明细"])
    sheet.append(HEADER)
    for row in rows:
        sheet.append(row)
    sheet.append(["合计", None, None, None, None, None, None, 1])
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


@tagged("post_install", "-at_install")
class TestImportCharge(WaiverCase):
    """A home's file of charges, looked through by its price list."""

    def row(self, receipt, item, quantity, price, amount, day="2026-08-01"):
        name = self.home.name
        return (receipt, "王某", name, day, item, quantity, price, amount)

    def findings(self, *rows):
        imports = self.env["civil.import"].with_user(self.clerk)
        job = imports._load("funeral_charges", "a.xlsx", workbook(*rows))
        return job, job._findings_by_code()

    def test_findings(self):
        _job, found = self.findings(
            self.row("A1", "遗体接运", 1, 350, 350),
            self.row("A1", "消毒费", 1, 30, 30),
            self.row("A1", "遗体冷藏", 10, 16, 160),
            self.row("A2", "普通炉火化", 1, 500, 500),
            self.row("A2", "普通炉火化", 1, 500, 500),
            self.row("A2", "司仪", 1, 300, 300),
            self.row("A3", "遗体接运及普通炉火化", 1, 850, 850),
            self.row("A3", "骨灰寄存", 2, 240, 490),
            self.row("A4", "遗体冷藏", 72, 15, 1080),
        )
        self.assertEqual(
            {
                "outside_list": ["A2 司仪"],
                "above_price": ["A1 遗体冷藏"],
                "split": ["A1 消毒费", "A2 普通炉火化"],
                "bundled": ["A3 遗体接运及普通炉火化"],
                "amount_wrong": ["A3 骨灰寄存"],
            },
            found,
        )

    def test_a_day_without_a_list(self):
        job, found = self.findings(
            self.row("B1", "引魂费", 1, 10, 10, day="2026-01-01")
        )
        self.assertFalse(any(found.values()))
        line = self.env["civil.import.line"].search([("import_id", "=", job.id)])
        self.assertEqual("warning", line.status)
        self.assertIn("no published price list", line.message)

    def test_what_cannot_be_read_is_said(self):
        job, _found = self.findings(self.row("C1", "遗体接运", 1, 350, "三百五"))
        line = self.env["civil.import.line"].search([("import_id", "=", job.id)])
        self.assertEqual("error", line.status)
