# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from dataclasses import replace
from datetime import date
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged

from ..tools.bank_file import (
    BankFileError,
    Column,
    parse_result,
    read_result,
    render,
)
from .agent_bank import FAULTS, answer
from .bank_common import EXPECTED, REQUEST, RESULT, head_of, payments


@tagged("post_install", "-at_install")
class TestBankResult(BaseCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.sent = payments()
        cls.head = head_of(cls.sent)
        cls.request = render(REQUEST, cls.head, cls.sent)

    def _problems(self, content, filename="DR_FF202403.txt", layout=RESULT):
        """Return the problems for which a result is refused."""
        with self.assertRaises(BankFileError) as caught:
            read_result(layout, content, filename, self.head, self.sent)
        return caught.exception.problems

    def test_answer(self):
        content = answer(*self.request, fail=(2,), pending=(3,))
        result = read_result(RESULT, content, "a.txt", self.head, iter(self.sent))
        self.assertEqual(
            [line.status for line in result.lines], ["paid", "failed", "pending"]
        )
        failed = result.lines[1]
        self.assertEqual((failed.code, failed.reason), ("1002", "户名不符"))
        self.assertEqual(failed.amount, Decimal("140.00"))
        self.assertEqual(failed.date, date(2024, 3, 10))
        self.assertEqual((failed.number, failed.sequence), (3, 2))
        self.assertEqual(result.head["batch"], "FF202403")

    def test_faults(self):
        self.assertEqual(set(EXPECTED), set(FAULTS))
        for fault in FAULTS:
            with self.subTest(fault=fault):
                problems = self._problems(answer(*self.request, fault=fault))
                self.assertEqual(problems[0].key, EXPECTED[fault])

    def test_every_reason_is_told(self):
        problems = self._problems(answer(*self.request, fault="missing"))
        self.assertEqual(
            [problem.key for problem in problems],
            ["line_missing", "sum", "sum", "sum", "sum"],
        )

    def test_cut_anywhere(self):
        content = answer(*self.request, fail=(1,))
        for length in range(len(content)):
            with self.subTest(length=length):
                self._problems(content[:length])

    def test_single_byte_changed(self):
        """No change of a digit or a sign in what was sent goes unnoticed."""
        content = answer(*self.request)
        account = content.index(b"6217000000000002")
        for place in range(account, content.index(b"|S|", account)):
            changed = bytearray(content)
            changed[place] ^= 1
            with self.subTest(place=place):
                self._problems(bytes(changed))

    def test_utf8_that_decodes_as_gb18030(self):
        """Names of two signs in UTF-8 are three signs of GB18030: other names."""
        sent = payments((1, {"holder": "张三"}), (2, {"holder": "李四"}))
        request = render(REQUEST, head_of(sent), sent)
        content = answer(*request).decode("gb18030")
        content = content.replace("成功", "OK").encode()
        content.decode("gb18030")
        with self.assertRaises(BankFileError) as caught:
            read_result(RESULT, content, "a.txt", head_of(sent), sent)
        self.assertEqual(
            caught.exception.problems[0],
            ("encoding", None, {"found": "UTF-8", "expected": "GB18030"}),
        )

    def test_gb18030_that_is_valid_utf8(self):
        """A true name whose bytes are UTF-8 by chance is no reason to refuse."""
        holder = "中文".encode().decode("gb18030")
        sent = payments((1, {"holder": holder}))[:1]
        head = head_of(sent)
        line = f"R|1|{sent[0]['account']}|{holder}|70.00|S|0|OK||20240310|P-1\r\n"
        content = f"H|FF202403|20240310|1|70.00|1|70.00|0|0.00\r\n{line}"
        content = content.encode("gb18030")
        content.decode("utf-8")
        self.assertEqual(len(read_result(RESULT, content, "", head, sent).lines), 1)

    def test_utf8_format_refuses_gb18030(self):
        layout = replace(RESULT, encoding="utf-8")
        problems = self._problems(answer(*self.request), layout=layout)
        self.assertEqual(problems[0].key, "encoding")
        self.assertEqual(problems[0].params["found"], "GB18030")

    def test_broken_bytes(self):
        self.assertEqual(self._problems(b"H|\xff\xff|\r\n")[0].key, "undecodable")
        self.assertEqual(self._problems(b"\xef\xbb\xbf\r\n")[0].key, "empty")
        content = answer(*self.request).replace(b"0000", b"00\x000", 1)
        self._problems(content)

    def test_one_cr_lost(self):
        content = answer(*self.request).replace(b"\r\n", b"\n", 1)
        problem = self._problems(content)[0]
        self.assertEqual((problem.key, problem.line), ("line_end", 1))

    def test_batch_from_file_name(self):
        layout = replace(RESULT, header=())
        content = answer(*self.request).split(b"\r\n", 1)[1]
        result = read_result(layout, content, "DR_FF202403.txt", self.head, self.sent)
        self.assertEqual(len(result.lines), 3)
        other = self._problems(content, "DR_FF202404.txt", layout)
        self.assertEqual(other[0].key, "other_batch")
        self.assertEqual(self._problems(content, "x.txt", layout)[0].key, "file_name")

    def test_trailer(self):
        trailer = (Column(constant="T"), Column("count"))
        layout = replace(RESULT, trailer=trailer)
        content = answer(*self.request)
        read_result(layout, content + b"T|3\r\n", "", self.head, self.sent)
        problems = self._problems(content, layout=layout)
        self.assertEqual(problems[0].key, "trailer_missing")
        problems = self._problems(content + b"T|4\r\n", layout=layout)
        self.assertEqual(problems[0].key, "trailer_differs")
        problems = self._problems(content + b"X|3\r\n", layout=layout)
        self.assertEqual(problems[0].key, "trailer_missing")

    @settings(max_examples=60, deadline=None)
    @given(
        st.lists(
            st.tuples(
                st.from_regex("[0-9]{10,32}", fullmatch=True),
                st.text(
                    st.characters(
                        exclude_categories=("Cs", "Cc", "Zs", "Zl", "Zp"),
                        exclude_characters="|",
                    ),
                    min_size=1,
                    max_size=8,
                ),
                st.decimals("0.01", "99999999.99", places=2),
                st.sampled_from("SFP"),
            ),
            min_size=1,
            max_size=20,
        ),
        st.sampled_from(("yuan", "fen")),
        st.sampled_from(("gb18030", "utf-8", "utf-8-sig")),
        st.booleans(),
    )
    def test_what_is_written_is_read(self, rows, unit, encoding, quoting):
        layout = replace(RESULT, amount_unit=unit, encoding=encoding, quoting=quoting)
        lines = [
            {
                "account": account,
                "holder": holder,
                "amount": amount,
                "status": status,
                "code": "1",
                "reason": "因",
                "date": date(2024, 3, 10),
                "reference": f"P{number}",
            }
            for number, (account, holder, amount, status) in enumerate(rows)
        ]
        head = head_of(lines)
        for outcome, code in (("paid", "S"), ("failed", "F")):
            amounts = [line["amount"] for line in lines if line["status"] == code]
            head[f"{outcome}_count"] = len(amounts)
            head[f"{outcome}_total"] = sum(amounts, Decimal(0))
        name, content = render(layout, head, lines)
        result = read_result(layout, content, name, head, lines)
        self.assertEqual(
            [(line.account, line.holder, line.amount) for line in result.lines],
            [row[:3] for row in rows],
        )

    @settings(max_examples=100, deadline=None)
    @given(st.binary(max_size=300))
    def test_any_bytes_are_judged(self, content):
        result = parse_result(RESULT, content, "x")
        self.assertTrue(result.problems)
