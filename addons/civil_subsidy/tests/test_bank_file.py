# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import doctest
from dataclasses import replace
from decimal import Decimal

from odoo.tests import BaseCase, tagged

from ..tools import (
    bank_compare,
    bank_layout,
    bank_pattern,
    bank_repeat,
    bank_request,
    bank_result,
    bank_text,
    bank_value,
)
from ..tools.bank_file import BankFileError, Column, format_problems, render
from .agent_bank import take
from .bank_common import REQUEST, RESULT, head_of, payments


@tagged("post_install", "-at_install")
class TestBankRequest(BaseCase):
    def _refused(self, layout, lines, head=None):
        """Return the keys for which a request is refused."""
        with self.assertRaises(BankFileError) as caught:
            render(layout, head or head_of(lines), lines)
        return [problem.key for problem in caught.exception.problems]

    def test_documented_examples(self):
        modules = (
            bank_layout,
            bank_pattern,
            bank_repeat,
            bank_request,
            bank_text,
            bank_value,
            bank_result,
            bank_compare,
        )
        for module in modules:
            self.assertFalse(doctest.testmod(module).failed, module.__name__)

    def test_content(self):
        name, content = render(REQUEST, head_of(payments()), iter(payments()))
        self.assertEqual(name, "DF_FF202403.txt")
        self.assertEqual(
            content.decode("gb18030").split("\r\n"),
            [
                "H|FF202403|XY01|20240305|3|420.00|残疾人两项补贴",
                "D|1|6217000000000001|张三|70.00|残疾人生活补贴|P-1",
                "D|2|6217000000000002|李四光|140.00|残疾人生活补贴|P-2",
                "D|3|6217000000000003|王五|210.00|残疾人生活补贴|P-3",
                "T|3|420.00",
                "",
            ],
        )
        take(name, content)

    def test_refused_values(self):
        for values, key in (
            ({"holder": "李|四"}, "delimiter_inside"),
            ({"holder": "李\n四"}, "control_sign"),
            ({"remark": "a\tb"}, "control_sign"),
            ({"holder": " 李四"}, "spaces_around"),
            ({"holder": "李四\u3000"}, "spaces_around"),
            ({"holder": ""}, "required"),
            ({"holder": None}, "required"),
            ({"remark": "残" * 13}, "too_long"),
            ({"account": "621700000"}, "account_digits"),
            ({"account": "62170000000X"}, "account_digits"),
            ({"account": "６２１７００００００００"}, "account_digits"),
            ({"amount": Decimal("70.001")}, "amount_cents"),
            ({"amount": Decimal(0)}, "amount_not_positive"),
            ({"amount": Decimal(-1)}, "amount_not_positive"),
            ({"amount": Decimal("NaN")}, "amount_not_positive"),
            ({"reference": "P-1"}, "duplicate"),
            ({"holder": "李\ud842"}, "sign_not_in_encoding"),
        ):
            with self.subTest(values=ascii(values)):
                lines = payments((2, values))
                head = {**head_of(payments()), "total": Decimal(420)}
                with self.assertRaises(BankFileError) as caught:
                    render(REQUEST, head, lines)
                first = caught.exception.problems[0]
                self.assertEqual((first.key, first.line), (key, 2))

    def test_narrow_encoding(self):
        lines = payments((2, {"holder": "𠮷四"}))
        render(REQUEST, head_of(lines), lines)
        narrow = replace(REQUEST, encoding="gbk")
        self.assertEqual(self._refused(narrow, lines), ["sign_not_in_encoding"])

    def test_approved_sums(self):
        lines = payments()
        head = head_of(lines)
        self.assertEqual(self._refused(REQUEST, lines, {**head, "count": 2}), ["count"])
        self.assertEqual(
            self._refused(REQUEST, lines, {**head, "total": Decimal(1)}), ["total"]
        )
        self.assertEqual(self._refused(REQUEST, []), ["no_lines"])
        short = replace(REQUEST, max_lines=2)
        self.assertEqual(self._refused(short, lines), ["too_many_lines"])
        unsafe = {**head, "batch": "../x"}
        self.assertEqual(self._refused(REQUEST, lines, unsafe), ["file_name_unsafe"])

    def test_first_hundred_problems(self):
        lines = [
            {"account": "1", "holder": "a", "amount": Decimal(1), "reference": str(n)}
            for n in range(500)
        ]
        keys = self._refused(REQUEST, lines)
        self.assertEqual(keys[:100], ["account_digits"] * 100)

    def test_padding_and_quotes(self):
        layout = replace(
            REQUEST,
            quoting=True,
            delimiter=",",
            amount_unit="fen",
            header=(),
            trailer=(),
            detail=(
                Column("sequence", max_length=4, pad="zero"),
                Column("account"),
                Column("holder", max_length=6, pad="space"),
                Column("amount", max_length=8, pad="zero"),
            ),
        )
        lines = payments((1, {"holder": 'a,"b'}))[:1]
        _name, content = render(layout, head_of(lines), lines)
        self.assertEqual(content, b'0001,6217000000000001,"a,""b  ",00007000\r\n')

    def test_incomplete_formats(self):
        for change, key in (
            ({"detail": (Column("holder"), Column("account"))}, "layout_missing"),
            ({"delimiter": "a"}, "layout_delimiter"),
            ({"delimiter": "||", "quoting": True}, "layout_delimiter_quoting"),
            ({"file_name": "a.txt"}, "layout_file_name"),
            ({"file_name": "{batch}{x}.txt"}, "layout_file_name"),
            ({"file_name": "a/{batch}"}, "layout_file_name"),
            ({"encoding": "latin-1"}, "layout_encoding"),
            ({"header": (Column("amount"),)}, "layout_column"),
            ({"header": (Column("batch"), Column("batch"))}, "layout_twice"),
            ({"header": (Column("batch", pad="space"),)}, "layout_pad"),
        ):
            with self.subTest(change=change):
                found = format_problems(replace(REQUEST, **change))
                self.assertEqual(found[0].key, key)
        self.assertFalse(format_problems(REQUEST) + format_problems(RESULT))
        bare = replace(RESULT, statuses={}, detail=(Column("amount"),))
        self.assertEqual(
            [problem.key for problem in format_problems(bare)],
            ["layout_reference", "layout_statuses", "layout_missing"],
        )
