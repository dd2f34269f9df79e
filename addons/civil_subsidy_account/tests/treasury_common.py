import base64
import csv
import io

import python_calamine

from odoo.exceptions import UserError

from .common import BooksCase

HEADINGS = ("申请单号", "支付凭证号", "支付日期", "金额", "状态", "退回原因")


def sheet_rows(content, name):
    """The rows of a sheet of a workbook, read by another library than wrote it."""
    book = python_calamine.load_workbook(io.BytesIO(content))
    return book.get_sheet_by_name(name).to_python(skip_empty_area=False)


class ExchangeFileCase(BooksCase):
    """An approved batch with three applications: province, city and district."""

    def setUp(self):
        super().setUp()
        self.bank.payer_account = "82010000001234567"
        self.approve(self.batch)
        self.applications = self.batch.sudo().fund_ids.treasury_id.sorted("id")
        self.first, self.second, self.third = (
            application.with_user(self.finance) for application in self.applications
        )
        self.layouts = {
            direction: self.env.ref(
                f"civil_subsidy_account.treasury_layout_{direction}"
            )
            for direction in ("applications", "vouchers", "payments")
        }
        self.csv_layout()

    def csv_layout(self):
        """Payments come as CSV here; the sample's workbook has a test of its own."""
        self.layouts["payments"].kind = "csv"

    def export(self, applications, layout=None, user=None):
        """The file that an export of applications shows."""
        records = applications.with_user(user or self.finance)
        action = records.action_export(layout)
        return self.env["civil.treasury.file"].browse(action["res_id"])

    def answer(self, application, **changes):
        """Cells of a faultless line about an application."""
        cells = {
            "申请单号": application.name,
            "支付凭证号": "420000-0001",
            "支付日期": "2024-03-20",
            "金额": f"{application.amount:.2f}",
            "状态": "已支付",
            "退回原因": "",
        }
        return {**cells, **changes}

    def table(self, *lines, encoding="utf-8-sig"):
        """A CSV file of lines, as bytes."""
        stream = io.StringIO(newline="")
        writer = csv.DictWriter(stream, HEADINGS)
        writer.writeheader()
        writer.writerows(lines)
        return stream.getvalue().encode(encoding)

    def bring(self, content, name="支付结果.csv", user=None, layout=None):
        """Bring a file of the treasury in; the outcome as JSON-2 gives it."""
        files = self.env["civil.treasury.file"].with_user(user or self.finance)
        return files.import_payments(name, base64.b64encode(content).decode(), layout)

    def brought(self, content, **options):
        """The file that was brought in, as its second person sees it."""
        outcome = self.bring(content, **options)
        files = self.env["civil.treasury.file"].with_user(self.cashier)
        return files.browse(outcome["file_id"])

    def refused(self, content, *sentences, **options):
        """A file is refused with the sentences, and nothing of it is kept."""
        files = self.env["civil.treasury.file"]
        before = files.search_count([])
        with self.assertRaises(UserError) as caught:
            self.bring(content, **options)
        for sentence in sentences:
            self.assertIn(sentence, str(caught.exception))
        self.assertEqual(files.search_count([]), before)
        self.assertFalse(set(self.applications.mapped("state")) - {"draft", "applied"})

    encoded = staticmethod(base64.b64encode)
    decoded = staticmethod(base64.b64decode)
