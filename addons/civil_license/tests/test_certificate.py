import hashlib
import io
import zlib

import pypdf
import segno
from PIL import Image

from odoo.exceptions import UserError
from odoo.tests import tagged

from .common import LicenseCase, pdf_text


def fonts(content):
    """``{name of each font: whether it is embedded}``."""
    found = {}
    for page in pypdf.PdfReader(io.BytesIO(content)).pages:
        for font in page["/Resources"]["/Font"].values():
            for part in font.get_object().get("/DescendantFonts", [font]):
                part = part.get_object()
                described = part.get("/FontDescriptor", {})
                embedded = {"/FontFile", "/FontFile2", "/FontFile3"} & set(
                    described.get_object() if described else ()
                )
                found[part["/BaseFont"]] = bool(embedded)
    return found


def matrix_of(image):
    """The modules of a QR code in a picture, as rows of booleans."""
    picture = image.convert("L")
    ink = picture.point(lambda value: 255 if value < 128 else 0).getbbox()
    left, top, right, bottom = ink
    side = right - left
    # The finder pattern in the corner is seven modules wide.
    row = [picture.getpixel((x, top)) < 128 for x in range(left, right)]
    module = row.index(False) / 7
    count = round(side / module)
    step = side / count
    middles = [number + 0.5 for number in range(count)]
    return [
        [
            picture.getpixel((int(left + x * step), int(top + y * step))) < 128
            for x in middles
        ]
        for y in middles
    ]


def text_heights(page):
    """How far above the lower edge each piece of text stands, in points."""
    heights = []

    def keep(text, matrix, place, _font, _size):
        if text.strip():
            x, y = place[4:]
            heights.append(x * matrix[1] + y * matrix[3] + matrix[5])

    page.extract_text(visitor_text=keep)
    return heights


@tagged("post_install", "-at_install")
class TestCertificate(LicenseCase):
    """What is printed, opened and read; it is rendered once."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("zh_CN")

    def printed(self):
        license_ = self.issued()
        license_.action_print_papers()
        return license_

    def test_original_and_copy(self):
        license_ = self.printed()
        original, *copies = license_.copy_ids
        self.assertEqual(original.serial, "正本")
        self.assertEqual([c.serial for c in copies], ["副本（2-1）", "副本（2-2）"])
        for paper, wide in ((original, True), (copies[0], False)):
            content = paper.attachment_id.raw
            reader = pypdf.PdfReader(io.BytesIO(content))
            self.assertEqual(len(reader.pages), 1)
            box = reader.pages[0].mediabox
            self.assertEqual(box.width > box.height, wide)
            text = pdf_text(content)
            for wanted in (
                "用品经营许可证",
                "测试区民政局",
                "TestCompany",
                "东镇一路1号",
                "2024年3月4日至2027年3月3日",
                license_.number,
                "负责人",
                "李四",
                "盖章",
            ):
                self.assertIn(wanted, text)
            self.assertIn("正本" if wide else "副本(2-1)", text)
            embedded = fonts(content)
            self.assertTrue(embedded)
            self.assertTrue(all(embedded.values()), embedded)
            self.assertTrue(any("CJK" in name for name in embedded), embedded)

    def test_the_code_leads_to_the_page_of_verification(self):
        license_ = self.printed()
        content = license_.copy_ids[0].attachment_id.raw
        page = pypdf.PdfReader(io.BytesIO(content)).pages[0]
        pictures = [Image.open(io.BytesIO(picture.data)) for picture in page.images]
        url = license_.version_id.verify_url
        self.assertTrue(url.startswith("https://example.test/civil/verify/"))
        made = segno.make(url, error="m").matrix
        wanted = [[bool(bit) for bit in row] for row in made]
        self.assertIn(wanted, [matrix_of(picture) for picture in pictures])

    def test_a_paper_is_rendered_once(self):
        license_ = self.printed()
        paper = license_.copy_ids[0]
        content = paper.attachment_id.raw
        self.assertEqual(paper.sha256, hashlib.sha256(content).hexdigest())
        with self.assertRaises(UserError):
            paper.action_print()
        self.license_kind.title = "别的"
        self.assertEqual(paper.attachment_id.raw, content)
        self.assertEqual(license_.version_id.title, "用品经营许可证")

    def test_the_file_is_sealed(self):
        paper = self.printed().copy_ids[0]
        for user in (self.clerk, self.head, self.env.user):
            with self.assertRaises(UserError):
                paper.attachment_id.with_user(user).raw = b"%PDF-other"
            with self.assertRaises(UserError):
                paper.attachment_id.with_user(user).unlink()

    def test_an_altered_file_is_noticed(self):
        paper = self.printed().copy_ids[0]
        self.assertEqual(paper.action_open_pdf()["type"], "ir.actions.act_url")
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE civil_license_copy SET sha256 = %s WHERE id = %s",
            [f"{zlib.crc32(b'x'):064x}", paper.id],
        )
        paper.invalidate_recordset()
        with self.assertRaisesRegex(UserError, "changed or is missing"):
            paper.action_open_pdf()

    def test_a_long_scope_stays_on_one_page_and_is_complete(self):
        case = self.apply("new")
        scope = "花圈、骨灰盒、寿衣、" * 40 + "完"
        self.fill(case, scope=scope)
        license_ = self.grant(case)
        license_.action_print_papers()
        for paper in license_.copy_ids[:2]:
            content = paper.attachment_id.raw
            self.assertEqual(len(pypdf.PdfReader(io.BytesIO(content)).pages), 1)
            self.assertIn(scope, pdf_text(content))

    def test_what_does_not_fit_is_refused_before_the_grant(self):
        case = self.apply("new")
        self.fill(case, scope="花圈、" * 200)
        self.accept(case)
        with self.assertRaisesRegex(UserError, "doesn't fit"):
            case.action_submit()

    def test_the_frame_fills_the_sheet(self):
        """The issuer stands in the lower third, whatever the program's scale."""
        for paper in self.printed().copy_ids[:2]:
            page = pypdf.PdfReader(io.BytesIO(paper.attachment_id.raw)).pages[0]
            heights = text_heights(page)
            lowest = min(heights)
            self.assertLess(lowest, float(page.mediabox.height) * 0.2)
            self.assertGreater(lowest, 0)
