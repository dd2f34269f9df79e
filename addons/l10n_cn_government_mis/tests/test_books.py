import io

import openpyxl
from psycopg2.errors import CheckViolation

from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import StatementCase

XLSX = "l10n_cn_government_mis.book_xlsx"


@tagged("post_install", "-at_install")
class TestBooks(StatementCase):
    """Trial balance, general and detailed ledger of both ledgers."""

    def book(self, kind="balances", first="2024-02-01", last="2024-02-29", **more):
        books = self.env["l10n_cn.book"].with_user(self.reader).with_company(self.unit)
        return books.create({"kind": kind, "date_from": first, "date_to": last, **more})

    def rows(self, book):
        report = self.env["ir.actions.report"].with_user(self.reader)
        content, _kind = report._render_xlsx(XLSX, book.ids, {})
        sheet = openpyxl.load_workbook(io.BytesIO(content)).worksheets[0]
        return [list(row) for row in sheet.iter_rows(values_only=True)]

    def test_trial_balance(self):
        """Opening, turnover and closing of each account; each ledger balances."""
        rows = {row[0]: row[2:] for row in self.rows(self.book(ledger="financial"))}
        self.assertEqual(rows["100201"], [1000, None, 68.5, None, 1068.5, None])
        self.assertEqual(rows["1002"], [1000, None, 128.5, None, 1128.5, None])
        self.assertEqual(rows["1602"], [None, 500, None, 50, None, 550])
        self.assertEqual(rows["2303"], [None, 50, 940, 900, None, 10])
        self.assertNotIn("800102", rows)
        total = rows[None]
        self.assertEqual(total[0], total[1])
        self.assertEqual(total[2], total[3])
        self.assertEqual(total[4], total[5])
        budget = {row[0]: row[2:] for row in self.rows(self.book(ledger="budget"))}
        self.assertEqual(budget["800102"], [1000, None, 28.5, None, 1028.5, None])
        self.assertEqual(budget[None][0], budget[None][1])

    def test_on_screen(self):
        action = self.book().action_show()
        lines = self.env["l10n_cn.book.line"].with_user(self.reader)
        lines = lines.search(action["domain"])
        bank = lines.filtered(lambda line: line.code == "100201")
        self.assertEqual((bank.opening_debit, bank.closing_debit), (1000, 1068.5))
        self.assertEqual(
            sum(lines.mapped("closing_debit")), sum(lines.mapped("closing_credit"))
        )
        items = bank.action_open_items()
        found = self.env["account.move.line"].search(items["domain"])
        self.assertEqual(sum(found.mapped("balance")), 68.5)

    def test_general_ledger(self):
        rows = [row for row in self.rows(self.book("general", "2024-01-01"))]
        bank = [row for row in rows if row[0] == "1002"]
        self.assertEqual(bank[0][3:], ["Brought Forward", None, None, "Dr.", 1000])
        self.assertEqual(bank[1][3:], ["Total of the Month", 128.5, 0, "Dr.", 1128.5])
        owed = [row for row in rows if row[0] == "2303"]
        self.assertEqual(owed[0][-2:], ["Even", None])
        self.assertEqual(owed[1][-2:], ["Cr.", 50])
        self.assertEqual(owed[2][-2:], ["Cr.", 10])

    def test_detailed_ledger(self):
        account = self.account("2303")
        book = self.book("detail", "2024-01-01", account_ids=[(6, 0, account.ids)])
        rows = self.rows(book)[3:]
        self.assertEqual({row[0] for row in rows}, {"2303"})
        self.assertEqual([row[8] for row in rows], [None, 800, 50, 950, 10])
        self.assertEqual([row[5] for row in rows], [None, None, 750, None, 940])
        self.assertEqual(rows[1][3], "记-2024-01-0001")

    def test_drafts_are_left_out(self):
        before = self.rows(self.book())
        self.draft("2024-02-15")
        self.assertEqual(self.rows(self.book()), before)

    def test_days_in_order(self):
        with mute_logger("odoo.sql_db"), self.assertRaises(CheckViolation):
            self.book(first="2024-03-01", last="2024-02-01").flush_recordset()
