import base64
import io

import pypdf

from odoo.tests import HttpCase, tagged

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
        text = self.text(base64.b64encode(self.home._price_notice_pdf()))
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


@tagged("post_install", "-at_install")
class TestNotice(FeeCase, HttpCase):
    """The notice of prices is printed on demand, for whoever sees the home."""

    def test_only_for_who_sees_the_home(self):
        self.prices()
        address = self.home.with_user(self.keeper).action_print_prices()["url"]
        self.authenticate(self.other_keeper.login, self.other_keeper.login)
        self.assertEqual(404, self.url_open(address).status_code)
        self.authenticate(self.keeper.login, self.keeper.login)
        answer = self.url_open(address)
        self.assertEqual(200, answer.status_code)
        self.assertTrue(answer.content.startswith(b"%PDF"))
