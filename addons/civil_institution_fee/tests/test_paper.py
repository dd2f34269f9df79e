import base64
import io

import pypdf

from odoo.tests import tagged

from .common import FeeCase


@tagged("post_install", "-at_install")
class TestPaper(FeeCase):
    """Receipts, the notice of prices and the settlement as PDF."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.prices()
        cls.resident = cls.stay()

    def text(self, content):
        pages = pypdf.PdfReader(io.BytesIO(base64.b64decode(content))).pages
        return "".join(page.extract_text() for page in pages)

    def test_a_receipt_says_how_much(self):
        receipt = self.issued()._receive("cash", payer_name="罗成")
        self.assertIn("paper_file", receipt.action_print()["url"])
        text = self.text(receipt.paper_file)
        self.assertIn(receipt.number, text)
        self.assertIn("2,120.00", text)

    def test_the_notice_shows_the_prices(self):
        text = self.text(self.home.with_user(self.keeper).price_notice_file)
        for amount in ("1,200.00", "620.00", "900.00"):
            self.assertIn(amount, text)

    def test_the_settlement_shows_both_sides(self):
        self.resident.action_prepay("service", 9876)
        one = self.as_keeper("settlement").create(
            {"stay_id": self.resident.id, "date": "2024-04-02"}
        )
        text = self.text(one.paper_file)
        self.assertIn("9,876.00", text)
        self.assertIn(f"{one.to_refund:,.2f}", text)
