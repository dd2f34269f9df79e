from datetime import date

from odoo.exceptions import UserError
from odoo.tests import tagged

from .common import BankCase

LINES = [
    ("2024-03-01", "财政局拨款", 5000, "曾都区财政局", "A001"),
    ("2024-03-05 09:30:11", "付办公用品款", -300.5, "某文具店", "A002"),
    ("2024-03-21", "结息", 12.34, "", "A003"),
]


@tagged("post_install", "-at_install")
class TestImport(BankCase):
    """Files of banks, taken whole or not at all, and never twice."""

    def check_lines(self, lines):
        self.assertEqual(lines.mapped("amount"), [5000, -300.5, 12.34])
        self.assertEqual(
            lines.mapped("date"),
            [date(2024, 3, 1), date(2024, 3, 5), date(2024, 3, 21)],
        )
        self.assertEqual(lines.mapped("ref"), ["A001", "A002", "A003"])
        self.assertEqual(lines[0].partner_name, "曾都区财政局")
        self.assertEqual(
            lines.mapped("parallel_bank_balance"), [105000, 104699.5, 104711.84]
        )
        self.assertEqual(lines.mapped("running_balance"), [105000, 104699.5, 104711.84])
        statement = lines.statement_id
        self.assertEqual(statement.balance_start, 100000)
        self.assertEqual(statement.balance_end_real, 104711.84)
        self.assertTrue(statement.is_complete)

    def test_csv_in_gb18030(self):
        self.importer(self.csv_file(self.rows(*LINES))).action_import()
        self.check_lines(self.bank_lines())

    def test_csv_in_utf_8(self):
        self.importer(self.csv_file(self.rows(*LINES), "utf-8-sig")).action_import()
        self.check_lines(self.bank_lines())

    def test_workbook(self):
        data = self.xlsx_file(self.rows(*LINES))
        self.importer(data, name="对账单.xlsx").action_import()
        self.check_lines(self.bank_lines())

    def test_newest_first(self):
        self.importer(self.csv_file(self.rows(*LINES)[::-1])).action_import()
        self.check_lines(self.bank_lines())

    def test_cashier_is_the_maker_and_the_lines_are_posted(self):
        self.importer(self.csv_file(self.rows(*LINES))).action_import()
        lines = self.bank_lines()
        self.assertEqual(lines.create_uid, self.cashier)
        self.assertEqual(set(lines.mapped("state")), {"posted"})
        self.assertEqual(set(lines.mapped("parallel_state")), {"open"})
        self.assertFalse(lines.move_id.parallel_voucher_id)
        self.assertEqual(self.balance_of(self.bank_account), 4711.84)
        self.assertEqual(self.balance_of(self.suspense), -4711.84)

    def test_same_file_again(self):
        data = self.csv_file(self.rows(*LINES))
        self.importer(data).action_import()
        with self.assertRaisesRegex(UserError, "already imported"):
            self.importer(data).action_import()
        self.assertEqual(len(self.bank_lines()), 3)

    def test_overlapping_file(self):
        rows = self.rows(*LINES)
        self.importer(self.csv_file(rows[:2])).action_import()
        action = self.importer(self.csv_file(rows)).action_import()
        self.assertIn("2 lines were there already", action["params"]["message"])
        lines = self.bank_lines()
        self.assertEqual(len(lines), 3)
        second = lines[-1].statement_id
        self.assertEqual(second.balance_start, 104699.5)
        self.assertEqual(second.balance_end_real, 104711.84)

    def test_known_lines_in_the_middle(self):
        rows = self.rows(*LINES)
        self.importer(self.csv_file(rows[1:2])).action_import()
        self.importer(self.csv_file(rows)).action_import()
        lines = self.bank_lines()
        self.assertEqual(lines.mapped("amount"), [5000, -300.5, 12.34])
        self.assertEqual(lines.mapped("running_balance"), [105000, 104699.5, 104711.84])
        self.assertEqual(len(lines.statement_id), 3)
        self.assertTrue(all(lines.statement_id.mapped("is_complete")))

    def test_lines_without_serial_numbers(self):
        twice = [("2024-03-05", "手续费", -5, "", "")] * 2
        data = self.csv_file(self.rows(*twice))
        self.importer(data).action_import()
        self.assertEqual(len(self.bank_lines()), 2)
        with self.assertRaisesRegex(UserError, "already imported"):
            self.importer(data).action_import()

    def test_missing_lines_are_noticed(self):
        rows = self.rows(*LINES)
        self.importer(self.csv_file(rows[:1])).action_import()
        action = self.importer(self.csv_file(rows[2:])).action_import()
        self.assertIn("begins with 104699.50", action["params"]["message"])
        self.assertIn("end with 105000.00", action["params"]["message"])

    def test_balances_that_do_not_add_up(self):
        rows = self.rows(*LINES)
        rows[1] = (*rows[1][:2], "200.50", *rows[1][3:])
        with self.assertRaisesRegex(UserError, "a difference of -100.00.*line 4"):
            self.importer(self.csv_file(rows)).action_import()
        self.assertFalse(self.bank_lines())

    def test_faults_are_named(self):
        rows = self.rows(*LINES)
        cases = {
            "Line 3, 借方发生额: “三百” is no amount": [
                (*rows[0][:2], "三百", *rows[0][3:])
            ],
            "Line 3, 交易日期: “三月” is no date": [("三月", *rows[0][1:])],
            "has no lines below": [],
        }
        for message, lines in cases.items():
            with self.subTest(message), self.assertRaisesRegex(UserError, message):
                self.importer(self.csv_file(lines)).action_import()
        with self.assertRaisesRegex(UserError, "has the headings"):
            self.importer("日期,金额\n".encode()).action_import()
        with self.assertRaisesRegex(UserError, "neither a workbook nor text"):
            self.importer(b"PK\x03\x04broken").action_import()

    def test_file_of_another_account(self):
        self.journal.bank_account_id = self.env["res.partner.bank"].create(
            {"acc_number": "42001234", "partner_id": self.company.partner_id.id}
        )
        rows = self.rows(*LINES)
        other = self.csv_file(rows, above=[["账号：42009999", "币种：人民币"]])
        with self.assertRaisesRegex(UserError, "of the account 42009999"):
            self.importer(other).action_import()
        own = self.csv_file(rows, above=[["账号：4200 1234", "币种：人民币"]])
        self.importer(own).action_import()
        self.assertEqual(len(self.bank_lines()), 3)

    def test_what_the_bank_wrote_stays(self):
        line = self.line(100)
        mine = self.as_user(line, self.accountant)
        for vals in (
            {"amount": 200},
            {"date": "2024-03-16"},
            {"payment_ref": "x"},
            {"unique_import_id": "x"},
            {"parallel_bank_balance": 1},
        ):
            with self.subTest(vals), self.assertRaisesRegex(UserError, "bank's file"):
                mine.write(vals)
        mine.write({"amount": 100})
        mine.unlink()
        self.assertFalse(self.bank_lines())

    def test_balances_of_the_file_stay(self):
        statement = self.as_user(self.line(100).statement_id, self.accountant)
        for vals in (
            {"balance_start": 1},
            {"balance_end_real": 1},
            {"line_ids": [(5,)]},
        ):
            with self.subTest(vals), self.assertRaisesRegex(UserError, "bank's file"):
                statement.write(vals)
        statement.name = "三月"

    def test_wrong_file_is_taken_back(self):
        data = self.csv_file(self.rows(*LINES))
        self.importer(data).action_import()
        lines = self.as_user(self.bank_lines(), self.accountant)
        lines.statement_id.unlink()
        lines.unlink()
        self.importer(data).action_import()
        self.check_lines(self.bank_lines())

    def test_statement_with_booked_lines_stays(self):
        self.money(100)
        line = self.line(100)
        self.assertEqual(line.parallel_state, "matched")
        with self.assertRaisesRegex(UserError, "is in the books"):
            self.as_user(line.statement_id, self.accountant).unlink()
