# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import re
from datetime import date
from decimal import Decimal

from psycopg2.errors import UniqueViolation

from odoo import Command
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import TransactionCase, new_test_user, tagged
from odoo.tools import mute_logger

from ..models.bank_sentence import PLACES, SENTENCES
from ..tools.bank_file import HEAD_KEYS, LINE_KEYS
from .agent_bank import FAULTS, answer
from .bank_common import EXPECTED, REQUEST, RESULT, head_of, payments


@tagged("post_install", "-at_install")
class TestBankFormat(TransactionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.request = cls.env.ref("civil_subsidy.bank_format_df")
        cls.result = cls.env.ref("civil_subsidy.bank_format_dr")
        cls.sent = payments()
        cls.head = head_of(cls.sent)

    @classmethod
    def _create_csv(cls, direction, detail, **values):
        """Create a format of another bank: CSV, fen, titles, no trailer."""
        titles = [
            Command.create({"section": "header", "constant": key, "sequence": number})
            for number, key in enumerate(detail)
        ]
        columns = [
            Command.create({"section": "detail", "key": key, "sequence": number})
            for number, key in enumerate(detail)
        ]
        return cls.env["civil.bank.format"].create(
            {
                "name": f"CSV {direction}",
                "direction": direction,
                "encoding": "utf-8-sig",
                "delimiter": ",",
                "quoting": True,
                "line_end": "lf",
                "amount_unit": "fen",
                "date_format": "%Y-%m-%d",
                "line_ids": titles + columns,
                **values,
            }
        )

    def _read(self, layout, content, filename, head, sent):
        """Return a result that was judged as the answer to what was sent."""
        result = layout._parse(content, filename)
        layout._judge(result, filename, head, sent)
        return result

    def test_shipped_formats(self):
        self.assertEqual(self.request._to_engine(), REQUEST)
        self.assertEqual(self.result._to_engine(), RESULT)
        self.assertFalse(self.request.incomplete or self.result.incomplete)
        self.assertTrue(self.request.sample.startswith("DF_FF2024030001.txt\n\nH|"))
        self.assertIn("R|1|6217000000000000001|张三|70.00|S|", self.result.sample)

    def test_faults_in_sentences(self):
        name, content = self.request._render(self.head, self.sent)
        result = self._read(
            self.result,
            answer(name, content, fail=(1,)),
            "DR.txt",
            self.head,
            self.sent,
        )
        self.assertEqual(result.lines[0].status, "failed")
        for fault in FAULTS:
            with self.subTest(fault=fault), self.assertRaises(UserError) as caught:
                self._read(
                    self.result,
                    answer(name, content, fault=fault),
                    "DR.txt",
                    self.head,
                    self.sent,
                )
            first = str(caught.exception).split("\n")[1]
            self.assertIn("File DR.txt", first, EXPECTED[fault])
            for line in self.sent:
                self.assertNotIn(line["account"], str(caught.exception))

    def test_request_refused_in_sentences(self):
        lines = payments((2, {"holder": "李|四"}), (3, {"account": "1"}))
        with self.assertRaises(UserError) as caught:
            self.request._render(self.head, lines)
        first, second = str(caught.exception).split("\n")[1:]
        self.assertIn("Payment 2, reference P-2: “Account Holder” holds", first)
        self.assertIn("Payment 3, reference P-3: The account number", second)

    def test_many_problems(self):
        lines = [
            {**self.sent[0], "reference": str(n), "holder": ""} for n in range(200)
        ]
        with self.assertRaises(UserError) as caught:
            self.request._render(head_of(lines), lines)
        self.assertEqual(len(str(caught.exception).split("\n")), 12)
        self.assertIn("further problems", str(caught.exception))

    def test_second_bank_without_code(self):
        request = self._create_csv(
            "request",
            ("reference", "account", "holder", "amount"),
            file_name="PAY_{batch}_{date}.csv",
        )
        result = self._create_csv(
            "result",
            ("reference", "account", "amount", "status", "reason"),
            file_name="BACK_{batch}.csv",
            status_ids=[
                Command.create({"code": "01", "outcome": "paid"}),
                Command.create({"code": "99", "outcome": "failed"}),
            ],
        )
        name, content = request._render(self.head, self.sent)
        self.assertEqual(name, "PAY_FF202403_20240305.csv")
        self.assertEqual(
            content.decode("utf-8-sig").split("\n")[:2],
            ["reference,account,holder,amount", "P-1,6217000000000001,张三,7000"],
        )
        rows = [
            f'{line["reference"]},{line["account"]},{line["amount"] * 100:.0f},99,"a,b"'
            for line in self.sent
        ]
        text = "\n".join(["reference,account,amount,status,reason", *rows, ""])
        read = self._read(
            result, text.encode("utf-8-sig"), "BACK_FF202403.csv", self.head, self.sent
        )
        self.assertEqual({line.reason for line in read.lines}, {"a,b"})
        self.assertEqual(sum(line.amount for line in read.lines), Decimal("420.00"))
        with self.assertRaisesRegex(UserError, "result of batch FF999999"):
            self._read(
                result,
                text.encode("utf-8-sig"),
                "BACK_FF999999.csv",
                self.head,
                self.sent,
            )

    def test_incomplete_format(self):
        layout = self.env["civil.bank.format"].create({"name": "New"})
        self.assertIn("“Amount”", layout.incomplete)
        self.assertFalse(layout.sample)
        with self.assertRaisesRegex(UserError, "Format New"):
            layout._render(self.head, self.sent)

    def test_columns_that_make_no_sense(self):
        for values in (
            {"section": "header", "key": "amount"},
            {"section": "detail", "key": "batch"},
            {"key": "remark", "constant": "x"},
            {"key": "sequence", "pad": "zero"},
            {"key": "account", "pad": "zero", "max_length": 20},
        ):
            with self.subTest(values=values), self.assertRaises(ValidationError):
                self.request.line_ids.create({"format_id": self.request.id, **values})
        for values in ({"delimiter": "0"}, {"file_name": "x.txt"}):
            with self.subTest(values=values), self.assertRaises(ValidationError):
                self.request.write(values)

    def test_status_code_once(self):
        code = {"format_id": self.result.id, "code": "S", "outcome": "failed"}
        with mute_logger("odoo.sql_db"), self.assertRaises(UniqueViolation):
            self.env["civil.bank.status"].create(code)

    def test_copy(self):
        copy = self.result.copy({"name": "Copy"})
        self.assertEqual(copy._to_engine(), RESULT)
        self.assertEqual(len(copy.line_ids), len(self.result.line_ids))

    def test_known_values(self):
        labels = self.env["civil.bank.format.line"]._fields["key"].get_values(self.env)
        self.assertEqual(set(labels), {*HEAD_KEYS, *LINE_KEYS})

    def test_every_sentence_in_chinese(self):
        chinese = self.request.with_context(lang="zh_CN")
        for source in (*SENTENCES.values(), *PLACES.values()):
            english = self.env(context={"lang": "en_US"})._(source)
            translated = chinese.env._(source)
            self.assertNotEqual(translated, english)
            holes = [
                sorted(re.findall(r"%\((\w+)\)s", text))
                for text in (english, translated)
            ]
            self.assertEqual(*holes)

    def test_agent(self):
        division = self.env["civil.division"].search([], limit=1)
        if not division:
            division = self.env["civil.division"].create(
                {"name": "District", "code": "421303", "level": "district"}
            )
        agent = self.env["civil.bank.agent"].create(
            {
                "name": "Bank",
                "code": "RCB",
                "division_id": division.id,
                "agreement_number": "XY01",
                "format_request_id": self.request.id,
                "format_result_id": self.result.id,
            }
        )
        head = agent._head(
            batch="FF202403",
            date=date(2024, 3, 5),
            count=3,
            total=Decimal(420),
            purpose="补贴",
        )
        name, content = agent._request_file(head, self.sent)
        self.assertIn(b"|XY01|", content)
        layout = agent.format_result_id
        result = layout._parse(answer(name, content), "DR.txt")
        layout._judge(result, "DR.txt", head, self.sent)
        self.assertEqual(len(result.lines), 3)

    def test_roles(self):
        for group, may_write in (
            ("civil_subsidy.group_clerk", False),
            ("civil_subsidy.group_deputy", False),
            ("civil_base.group_auditor", False),
            ("civil_base.group_finance", True),
            ("civil_base.group_admin", True),
        ):
            login = group.replace(".", "_")
            user = new_test_user(self.env, login, groups=group, password="Xy-37-qwRt-9")
            layout = self.request.with_user(user)
            self.assertTrue(layout.sample)
            with self.subTest(group=group):
                if may_write:
                    layout.write({"max_lines": 5})
                    layout.detail_ids[0].write({"max_length": 1})
                    continue
                for record, values in (
                    (layout, {"max_lines": 5}),
                    (layout.line_ids, {"sequence": 1}),
                    (self.result.status_ids, {"outcome": "paid"}),
                ):
                    with self.assertRaises(AccessError):
                        record.with_user(user).write(values)
