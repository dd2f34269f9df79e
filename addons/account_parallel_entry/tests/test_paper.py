import doctest
import io
from decimal import Decimal

import hypothesis
import pypdf
from hypothesis import strategies

from odoo.tests import TransactionCase, tagged

from ..tools import amounts, door
from ..tools.requests import Component
from .common import ParallelCase

REPORT = "account_parallel_entry.report_voucher"
VALUES = dict(zip("零壹贰叁肆伍陆柒捌玖", range(10), strict=True))


def read_capitals(text):
    """Read capitals back, by the units alone."""
    text = text.removeprefix("人民币").removesuffix("整")
    sign = -1 if text.startswith("负") else 1
    text = text.removeprefix("负")
    total = section = digit = 0
    for char in text:
        if char in VALUES:
            digit = VALUES[char]
        elif char in "拾佰仟":
            section += digit * {"拾": 10, "佰": 100, "仟": 1000}[char]
            digit = 0
        elif char == "万":
            total, section, digit = total + (section + digit) * 10**4, 0, 0
        elif char == "亿":
            total, section, digit = (total + section + digit) * 10**8, 0, 0
        elif char == "元":
            total, section, digit = total + section + digit, 0, 0
        elif char in "角分":
            total += Decimal(digit) / {"角": 10, "分": 100}[char]
            digit = 0
    return sign * total


@tagged("post_install", "-at_install")
class TestAmounts(TransactionCase):
    """Amounts are exact, and capitals say them."""

    def test_examples(self):
        for module in (amounts, door):
            self.assertFalse(doctest.testmod(module).failed)

    @hypothesis.settings(derandomize=True, deadline=None, max_examples=300)
    @hypothesis.given(strategies.integers(-(10**14), 10**14))
    def test_capitals_can_be_read_back(self, cents):
        amount = Decimal(cents) / 100
        text = amounts.capitals(amount)
        self.assertEqual(read_capitals(text), amount)
        self.assertNotIn("零零", text)
        self.assertEqual(text.endswith("整"), cents % 10 == 0)

    def test_too_large(self):
        with self.assertRaises(ValueError):
            amounts.capitals(Decimal(10) ** 16)


@tagged("post_install", "-at_install")
class TestPaper(ParallelCase):
    """The printed 记账凭证."""

    def test_html_holds_what_the_form_wants(self):
        voucher = self.book("subsidy_paid", 1409.5, attachments=3)
        reports = self.as_user(self.env["ir.actions.report"], self.accountant)
        html = reports._render_qweb_html(REPORT, voucher.ids)[0].decode()
        for text in (
            voucher.name,
            "2024年3月15日",
            "人民币壹仟肆佰零玖元伍角整",
            "2303",
            "400101",
            "710101",
            "600102",
            "1,409.50",
            "两项补贴",
            self.head.name,
            "1</span>/<span>1",
        ):
            self.assertIn(text, html)

    def test_long_vouchers_take_several_sheets(self):
        parts = [
            Component(
                {"amount": Decimal(1)},
                {
                    **self.dimensions,
                    "program": self.dimension("program", f"项目{number}", f"X{number}"),
                },
            )
            for number in range(6)
        ]
        voucher = self.book("subsidy_accrued", components=parts)
        self.assertEqual(
            [
                (s["page"], s["pages"], len(s["lines"]), s["last"])
                for s in voucher._sheets()
            ],
            [(1, 2, 6, False), (2, 2, 6, True)],
        )

    def test_red_lines_are_red(self):
        voucher = self.book("subsidy_paid")
        voucher = voucher._make_reversal(voucher.date, "红字冲销")
        html = self.env["ir.actions.report"]._render_qweb_html(REPORT, voucher.ids)[0]
        self.assertEqual(html.decode().count("color: #c00"), 4)

    def test_pdf_puts_two_on_a_page(self):
        vouchers = self.book("subsidy_paid") + self.book("subsidy_accrued")
        vouchers += self.book("service_paid")
        with self.allow_pdf_render():
            pdf, _kind = (
                self.env["ir.actions.report"]
                .with_context(force_report_rendering=True)
                ._render_qweb_pdf(REPORT, vouchers.ids)
            )
        pages = pypdf.PdfReader(io.BytesIO(pdf)).pages
        self.assertEqual(len(pages), 2)
        text = "".join(page.extract_text() for page in pages)
        for voucher in vouchers:
            self.assertIn(voucher.name.split("-", 1)[1], text)
