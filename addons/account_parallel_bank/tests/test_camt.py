import io
import zipfile
from datetime import date

from odoo.exceptions import UserError
from odoo.tests import tagged

from .camt_file import amount_of, document, entry, statement
from .common import BankCase

ENTRIES = [
    entry("2024-03-01", "财政局拨款", 5000, "曾都区财政局", "A001", account="42007777"),
    entry("2024-03-05", "付办公用品款", -300.5, "某文具店", "A002"),
    entry("2024-03-21", "结息", 12.34, serial="A003"),
]
CLOSING = 104711.84


@tagged("post_install", "-at_install")
class TestCamt(BankCase):
    """XML statements of banks (CAMT), taken whole or not at all, and never twice."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.journal.bank_account_id = cls.env["res.partner.bank"].create(
            {"acc_number": "4200 1234", "partner_id": cls.company.partner_id.id}
        )

    def bring_xml(self, data, name="对账单.xml", **vals):
        return self.importer(data, name=name, **vals).action_import()

    def march(self, **given):
        return document(statement(ENTRIES, 100000, CLOSING, **given))

    def check_lines(self):
        lines = self.bank_lines()
        self.assertEqual(lines.mapped("amount"), [5000, -300.5, 12.34])
        self.assertEqual(
            lines.mapped("date"),
            [date(2024, 3, 1), date(2024, 3, 5), date(2024, 3, 21)],
        )
        self.assertEqual(lines.mapped("ref"), ["A001", "A002", "A003"])
        self.assertEqual(
            lines.mapped("payment_ref"), ["财政局拨款", "付办公用品款", "结息"]
        )
        self.assertEqual(
            lines.mapped("partner_name"), ["曾都区财政局", "某文具店", False]
        )
        self.assertEqual(lines[0].account_number, "42007777")
        self.assertEqual(lines.mapped("running_balance"), [105000, 104699.5, CLOSING])
        self.assertEqual(lines.statement_id.balance_start, 100000)
        self.assertEqual(lines.statement_id.balance_end_real, CLOSING)
        self.assertTrue(lines.statement_id.is_complete)
        self.assertEqual(lines.create_uid, self.cashier)

    def test_statement_of_a_month(self):
        self.bring_xml(self.march())
        self.check_lines()

    def test_no_layout_is_needed_for_it(self):
        self.bring_xml(self.march(), sheet_mapping_id=False)
        self.check_lines()
        with self.assertRaisesRegex(UserError, "Choose the layout"):
            self.importer(b"a,b\n", sheet_mapping_id=False).action_import()

    def test_file_in_gb18030(self):
        self.bring_xml(
            document(statement(ENTRIES, 100000, CLOSING), encoding="GB18030")
        )
        self.check_lines()

    def test_zip_of_daily_statements(self):
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w") as archive:
            archive.writestr(
                "0.xml", document(statement(ENTRIES[1:], 105000, CLOSING, name="2"))
            )
            archive.writestr(
                "1.xml", document(statement(ENTRIES[:1], 100000, 105000, name="1"))
            )
        self.bring_xml(stream.getvalue(), name="对账单.zip")
        self.check_lines()

    def test_same_file_again_and_overlapping_file(self):
        self.bring_xml(document(statement(ENTRIES[:2], 100000, 104699.5)))
        with self.assertRaisesRegex(UserError, "already imported"):
            self.bring_xml(document(statement(ENTRIES[:2], 100000, 104699.5)))
        action = self.bring_xml(self.march())
        self.assertIn("2 lines were there already", action["params"]["message"])
        self.assertEqual(len(self.bank_lines()), 3)

    def test_sheet_and_xml_of_the_same_lines(self):
        lines = [("2024-03-01", "财政局拨款", 5000, "曾都区财政局", "A001")]
        self.importer(self.csv_file(self.rows(*lines))).action_import()
        action = self.bring_xml(self.march())
        self.assertIn("1 lines were there already", action["params"]["message"])
        self.assertEqual(len(self.bank_lines()), 3)

    def test_lines_without_numbers_of_the_bank(self):
        fee = entry("2024-03-05", "手续费", -5)
        data = document(statement([fee, fee], 100, 90))
        self.bring_xml(data)
        self.assertEqual(self.bank_lines().mapped("amount"), [-5, -5])
        self.assertEqual(self.bank_lines().mapped("ref"), [False, False])
        with self.assertRaisesRegex(UserError, "already imported"):
            self.bring_xml(data)

    def test_what_is_not_booked_yet_is_left_out(self):
        pending = entry("2024-03-22", "在途", 99, serial="P1", status="PDNG")
        newer = entry("2024-03-23", "在途", 98, serial="P2", status="<Cd>PDNG</Cd>")
        self.bring_xml(document(statement([*ENTRIES, pending, newer], 100000, CLOSING)))
        self.check_lines()

    def test_notifications_have_no_balances(self):
        for number, kind in enumerate(("camt.052", "camt.054")):
            with self.subTest(kind):
                item = entry("2024-03-05", "拨款", 8, serial=f"N{number}")
                self.bring_xml(
                    document(statement([item], kind=kind), kind=kind, version="001.08")
                )
                line = self.bank_lines()[-1]
                self.assertEqual((line.ref, line.amount), (f"N{number}", 8))
                self.assertFalse(line.parallel_bank_balance)

    def test_entry_of_many_payments(self):
        def details(*parts):
            nodes = "".join(
                f"<TxDtls><Refs><EndToEndId>E{i}</EndToEndId></Refs>{part}"
                f"<RltdPties><Cdtr><Nm>张三{i}</Nm></Cdtr></RltdPties></TxDtls>"
                for i, part in enumerate(parts)
            )
            return (
                f"<Ntry>{amount_of(-30)}<Sts>BOOK</Sts><BookgDt><Dt>2024-03-05</Dt>"
                "</BookgDt><AcctSvcrRef>B1</AcctSvcrRef><NtryDtls>"
                f"{nodes}</NtryDtls><AddtlNtryInf>代发补贴</AddtlNtryInf></Ntry>"
            )

        split = [
            f'<AmtDtls><TxAmt><Amt Ccy="CNY">{each}</Amt></TxAmt></AmtDtls>'
            for each in (10, 20)
        ]
        self.bring_xml(document(statement([details(*split)], 100, 70)))
        lines = self.bank_lines()
        self.assertEqual(lines.mapped("amount"), [-10, -20])
        self.assertEqual(lines.mapped("partner_name"), ["张三0", "张三1"])
        self.assertEqual(set(lines.mapped("payment_ref")), {"代发补贴"})
        self.as_user(lines, self.accountant).statement_id.unlink()
        self.as_user(lines, self.accountant).unlink()
        self.bring_xml(document(statement([details("", "")], 100, 70)))
        line = self.bank_lines()
        self.assertEqual((line.amount, line.ref), (-30, "B1"))
        self.assertFalse(line.partner_name)

    def test_faults_are_named(self):
        good = self.march()
        cases = {
            "of the account 42009999, the journal of": self.march(account="42009999"),
            "is in USD, the bank account in CNY": self.march(currency="USD"),
            "make 104711.84, the closing balance is 104711.85": document(
                statement(ENTRIES, 100000, CLOSING + 0.01)
            ),
            "begins with 105001.00, the one before it ends with 105000.00": document(
                statement(ENTRIES[:1], 100000, 105000),
                statement(ENTRIES[1:], 105001, CLOSING + 1),
            ),
            "has no booked entries": document(statement([], 100, 100)),
            "isn't a whole statement": good[: len(good) // 2],
            "isn't a whole statement in camt": good.replace(b"camt.053", b"camt.060"),
            "Fetch it from the bank again": good.replace(
                b"<BookgDt><Dt>2024-03-05</Dt></BookgDt>", b""
            ),
        }
        for message, data in cases.items():
            with self.subTest(message), self.assertRaisesRegex(UserError, message):
                self.bring_xml(data)
        self.assertFalse(self.bank_lines())

    def test_faults_are_named_in_chinese(self):
        self.env["res.lang"]._activate_lang("zh_CN")
        self.cashier.lang = "zh_CN"
        cases = {
            "文件属于账户42009999": self.march(account="42009999"),
            "文件币种为USD": self.march(currency="USD"),
            "不是完整的": b"<Document xmlns='urn:iso:std:iso:20022'>",
        }
        for message, data in cases.items():
            importer = self.importer(data, name="对账单.xml")
            with self.subTest(message), self.assertRaisesRegex(UserError, message):
                importer.with_context(lang="zh_CN").action_import()
        self.bring_xml(self.march())
        importer = self.importer(self.march(), name="对账单.xml")
        with self.assertRaisesRegex(UserError, "已经导入过"):
            importer.with_context(lang="zh_CN").action_import()

    def test_the_screen_offers_it(self):
        view = self.as_user(
            self.env["account.statement.import"], self.cashier
        ).get_view(
            self.env.ref("account_parallel_bank.account_statement_import_view_form").id
        )
        self.assertIn("camt.053", view["arch"])
        formats = self.journal._get_bank_statements_available_import_formats()
        self.assertIn("camt.053.001.02", formats)
