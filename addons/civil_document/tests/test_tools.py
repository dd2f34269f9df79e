import base64
import doctest
import io

import hypothesis
import pypdf
from hypothesis import strategies
from PIL import Image

from odoo.tests import TransactionCase, tagged

from ..tools import fill, pdf, qr
from .common import make_image, make_pdf, read_pages


@tagged("post_install", "-at_install")
class TestTools(TransactionCase):
    """Texts, QR codes and PDF files, without records."""

    def test_examples(self):
        for module in (fill, qr):
            self.assertFalse(doctest.testmod(module).failed)

    @hypothesis.settings(derandomize=True, deadline=None, max_examples=100)
    @hypothesis.given(strategies.text(max_size=40), strategies.text(max_size=10))
    def test_values_are_put_in_as_they_are(self, text, value):
        filled = fill.fill(f"{{a}}{text}", {"a": value, "b": 1})
        self.assertTrue(filled.startswith(value))

    @hypothesis.settings(derandomize=True, deadline=None, max_examples=100)
    @hypothesis.given(strategies.dates())
    def test_days_in_words_differ(self, day):
        words = fill.day_in_words(day)
        self.assertEqual(words.count("年"), 1)
        figure = "[一二三四五六七八九十]{1,3}"
        self.assertRegex(words, f"年{figure}月{figure}日$")

    def test_the_code_is_a_picture(self):
        for content in (
            qr.qr_png_bytes("x"),
            base64.b64decode(qr.qr_png("x").split(",")[1]),
        ):
            self.assertEqual(Image.open(io.BytesIO(content)).format, "PNG")
        self.assertNotEqual(qr.qr_svg("x"), qr.qr_svg("y"))

    def test_what_is_no_pdf_has_no_pages(self):
        self.assertEqual(pdf.count_pages(make_pdf("a", "b")), 2)
        for content in (b"", b"%PDF-1.4 broken", b"PK\x03\x04", make_image()):
            self.assertIsNone(pdf.count_pages(content))

    def test_a_locked_pdf_has_no_pages(self):
        writer = pypdf.PdfWriter(clone_from=io.BytesIO(make_pdf("a")))
        writer.encrypt("secret", algorithm="RC4-128")
        stream = io.BytesIO()
        writer.write(stream)
        self.assertIsNone(pdf.count_pages(stream.getvalue()))

    def test_images_get_a_page_each(self):
        for size in ((4000, 3000), (30, 2000)):
            self.assertEqual(pdf.count_pages(pdf.image_to_pdf(make_image(size))), 1)
        self.assertIsNone(pdf.image_to_pdf(b"no picture"))

    def test_binding_numbers_pages_and_sets_bookmarks(self):
        parts = [
            ("cover", make_pdf("C"), None),
            ("one", make_pdf("A", "B"), 1),
            ("two", make_pdf("D"), 3),
        ]
        bound = pdf.bind(parts, "title")
        self.assertEqual(read_pages(bound), ["C", "A1", "B2", "D3"])
        reader = pypdf.PdfReader(io.BytesIO(bound))
        contents = [page.raw_get("/Contents").idnum for page in reader.pages]
        places = [
            (item.title, contents.index(item["/Page"].raw_get("/Contents").idnum))
            for item in reader.outline
        ]
        self.assertEqual(places, [("cover", 0), ("one", 1), ("two", 3)])
        cut = list(pdf.split_pages(bound, [1, 3]))
        self.assertEqual(list(map(pdf.count_pages, cut)), [1, 3])
