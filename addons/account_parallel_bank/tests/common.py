import base64
import csv
import io
from datetime import date

import xlsxwriter

from odoo.addons.account_parallel_entry.tests.common import ParallelCase

HEADINGS = (
    "交易日期",
    "摘要",
    "借方发生额（元）",
    "贷方发生额（元）",
    "余额（元）",
    "对方户名",
    "对方账号",
    "流水号",
)
OPENING = 100000


class BankCase(ParallelCase):
    """A unit with parallel books and a bank account whose statements are imported."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        chart = cls.env["account.chart.template"].with_company(cls.company)
        cls.journal = chart.ref("bank")
        cls.journal.parallel_statement_start = date(2024, 3, 1)
        cls.bank_account = cls.journal.default_account_id
        cls.suspense = cls.journal.suspense_account_id
        cls.general = chart.ref("gov_general")

    @classmethod
    def rows(cls, *lines, opening=OPENING):
        """Return lines as a bank's file has them, with running balances.

        :param lines: (day, summary, amount, other party, serial number)
        """
        rows, balance = [], opening
        for day, text, amount, partner, serial in lines:
            balance += amount
            paid = f"{-amount:,.2f}" if amount < 0 else ""
            received = f"{amount:,.2f}" if amount > 0 else ""
            rows.append(
                (day, text, paid, received, f"{balance:,.2f}", partner, "", serial)
            )
        return rows

    @classmethod
    def csv_file(cls, rows, encoding="gb18030", above=()):
        text = io.StringIO()
        writer = csv.writer(text)
        writer.writerows([["单位活期账户对账单"], *above, HEADINGS, *rows])
        writer.writerow(["合计", "", "1.00", "2.00", "", "", "", ""])
        return text.getvalue().encode(encoding)

    @classmethod
    def xlsx_file(cls, rows):
        stream = io.BytesIO()
        book = xlsxwriter.Workbook(stream, {"in_memory": True})
        sheet = book.add_worksheet()
        for number, row in enumerate([("对账单",), HEADINGS, *rows]):
            for column, cell in enumerate(row):
                if number > 1 and column in (2, 3, 4) and cell:
                    sheet.write_number(number, column, float(cell.replace(",", "")))
                else:
                    sheet.write_string(number, column, cell)
        book.close()
        return stream.getvalue()

    def importer(self, data, user=None, name="对账单.csv", **vals):
        return self.as_user(
            self.env["account.statement.import"], user or self.cashier
        ).create(
            {
                "parallel_journal_id": self.journal.id,
                "statement_file": base64.b64encode(data),
                "statement_filename": name,
                **vals,
            }
        )

    def bring(self, *lines, opening=OPENING, user=None):
        """Import lines, and return all lines of the journal, the oldest first."""
        self.importer(
            self.csv_file(self.rows(*lines, opening=opening)), user
        ).action_import()
        return self.bank_lines()

    def bank_lines(self):
        return self.env["account.bank.statement.line"].search(
            [("journal_id", "=", self.journal.id)], order="internal_index"
        )

    def line(self, amount, day="2024-03-15", text="往来款", serial="S1", **vals):
        return self.bring((day, text, amount, "", serial), **vals)[-1]

    def money(self, amount, day=date(2024, 3, 15), summary="往来款"):
        """A posted voucher that moves money of the bank held for the time being."""
        debit, credit = ("100201", "2307") if amount > 0 else ("2307", "100201")
        voucher = self.manual(
            lines=[
                ("financial", debit, abs(amount), 0, {}),
                ("financial", credit, 0, abs(amount), {}),
            ],
            date=day,
            summary=summary,
            exemption_id=self.env.ref("account_parallel_entry.exemption_temporary").id,
        )
        return self.through(voucher)

    def book_line(self, voucher):
        return voucher.financial_move_id.line_ids.filtered(
            lambda line: line.account_id == self.bank_account
        )

    def reconcile(self, line, code, user=None):
        """Reconcile a bank line with an account in the OCA screen, as it does."""
        mine = self.as_user(line, user or self.accountant)
        data = mine.reconcile_data_info
        suspense = next(item for item in data["data"] if item["kind"] == "suspense")
        account = self.account(code)
        suspense.update(kind="other", account_id=[account.id, account.display_name])
        mine.reconcile_data_info = {**data, "can_reconcile": True}
        mine.reconcile_bank_line()
        return mine

    def balance_of(self, account, until=date(2024, 12, 31)):
        lines = self.env["account.move.line"].search(
            [
                ("account_id", "=", account.id),
                ("parent_state", "=", "posted"),
                ("date", "<=", until),
            ]
        )
        return round(sum(lines.mapped("balance")), 2)

    def statement(self, day=date(2024, 3, 31), user=None):
        return self.as_user(
            self.env["account.parallel.bank.balance"], user or self.accountant
        ).create({"journal_id": self.journal.id, "date": day})
