import hashlib
import io
import itertools

import pypdf
from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import tagged

from .common import DocumentCase, make_image, make_pdf, read_pages
from .matter import MATTER


@tagged("post_install", "-at_install")
class TestArchive(DocumentCase):
    """Archive files are bound once and for all."""

    def setUp(self):
        super().setUp()
        self.document = self.issue()
        self.scan = self.attach("照片.png", make_image())
        self.report = self.attach("勘验笔录.pdf", make_pdf("one", "two"))

    def attach(self, name, content, record=None):
        record = record or self.matter
        return (
            self.env["ir.attachment"]
            .with_user(self.clerk)
            .create(
                {
                    "name": name,
                    "raw": content,
                    "res_model": record._name,
                    "res_id": record.id,
                }
            )
        )

    def bind(self, **values):
        return self.matter.with_user(self.clerk)._bind_archive(
            retention="30", note="缺第2页原件。", **values
        )

    def test_binding_numbers_and_sums_up(self):
        file = self.bind()
        self.assertEqual(file.number, "Z000-WS·2024-D30-0001")
        self.assertEqual(self.matter.archive_number, file.number)
        items = file.item_ids
        files = self.document.attachment_id | self.scan | self.report
        self.assertEqual(items.attachment_id, files)
        self.assertEqual(sorted(items.mapped("page_count")), [1, 2, 2])
        self.assertEqual(file.page_count, 5)
        firsts = [
            (item.page_from, item.page_count) for item in items.sorted("page_from")
        ]
        self.assertEqual(firsts[0][0], 1)
        for (start, count), (following, _count) in itertools.pairwise(firsts):
            self.assertEqual(start + count, following)
        for item in items:
            raw = item.sudo().attachment_id.raw
            self.assertEqual(item.sha256, hashlib.sha256(raw).hexdigest())
        self.assertEqual((file.bound_uid, file.state), (self.clerk, "bound"))
        self.assertEqual(str(file.retention_end), "2054-12-31")
        self.assertEqual(str(file.transfer_due), "2035-01-01")

    def test_retention(self):
        file = self.matter.with_user(self.clerk)._archive_file()
        for retention, end, due in (
            ("permanent", "False", "2035-01-01"),
            ("10", "2034-12-31", "False"),
        ):
            file.retention = retention
            self.assertEqual(str(file.retention_end), end)
            self.assertEqual(str(file.transfer_due), due)

    def test_the_order_is_the_clerks(self):
        action = self.matter.with_user(self.clerk).action_bind_archive()
        file = self.env["civil.archive.file"].with_user(self.clerk)
        file = file.browse(action["res_id"])
        self.assertEqual(file.state, "draft")
        last = file.item_ids.filtered(lambda i: i.attachment_id == self.report)
        last.sequence = 0
        file.action_bind()
        self.assertEqual(last.page_from, 1)
        action = self.matter.with_user(self.clerk).action_bind_archive()
        self.assertEqual(action["res_id"], file.id)

    def test_collecting_again_adds_what_is_new(self):
        file = self.matter.with_user(self.clerk)._archive_file()
        file.item_ids.filtered(lambda i: i.attachment_id == self.scan).name = "现场照片"
        scan = self.attach("补充.jpg", make_image(kind="JPEG"), file)
        file.action_collect()
        self.assertEqual(len(file.item_ids), 4)
        self.assertIn(scan, file.item_ids.attachment_id)
        self.assertIn("现场照片", file.item_ids.mapped("name"))

    def test_proofs_of_service_go_along(self):
        proof = self.env["ir.attachment"].with_user(self.clerk)
        proof = proof.create(
            {
                "name": "回证.png",
                "raw": make_image(),
                "res_model": "civil.document.service",
                "res_id": 0,
            }
        )
        service = self.document.service_ids.with_user(self.clerk).create(
            {
                "document_id": self.document.id,
                "sent_at": "2024-03-01",
                "served_at": "2024-03-01",
                "proof_ids": proof.ids,
            }
        )
        self.assertEqual(proof.res_id, service.id)
        self.assertTrue(proof.with_user(self.auditor).raw)
        with self.assertRaises(AccessError):
            proof.with_user(self.south_clerk).read(["raw"])
        file = self.matter.with_user(self.clerk)._archive_file()
        self.assertIn(proof, file.item_ids.attachment_id)

    def test_what_cannot_be_printed_is_named(self):
        self.attach("会议记录.docx", b"PK\x03\x04")
        with self.assertRaises(UserError) as caught:
            self.bind()
        self.assertIn("会议记录.docx", str(caught.exception))

    def test_forms_ask_for_sizes_in_the_place_of_contents(self):
        file = self.matter.with_user(self.clerk).with_context(bin_size=True)
        file = file._bind_archive()
        self.assertEqual(file.page_count, 5)
        self.assertTrue(file.action_verify())
        self.assertTrue(self.document.with_context(bin_size=True).action_verify())

    def test_an_empty_file_is_not_bound(self):
        files = self.env["civil.archive.file"].with_user(self.clerk)
        file = files.create({"name": "空卷", "division_id": self.north.id})
        with self.assertRaises(UserError):
            file.action_bind()

    def test_a_bound_file_never_changes(self):
        file = self.bind().sudo()
        item = file.item_ids[:1]
        for record, method, arguments in (
            (file, "write", [{"name": "x"}]),
            (file, "write", [{"note": "x"}]),
            (file, "write", [{"retention": "10"}]),
            (file, "write", [{"item_ids": [Command.clear()]}]),
            (file, "write", [{"number": "x"}]),
            (file, "unlink", []),
            (file, "action_collect", []),
            (item, "write", [{"name": "x"}]),
            (item, "write", [{"sha256": "x"}]),
            (item, "unlink", []),
            (self.scan, "write", [{"raw": b"x"}]),
            (self.scan.sudo(), "write", [{"res_id": 0}]),
            (self.scan, "unlink", []),
            (self.report.sudo(), "unlink", []),
            (file.attachment_id, "unlink", []),
            (self.matter, "unlink", []),
        ):
            with self.assertRaises(UserError, msg=method), self.env.cr.savepoint():
                getattr(record, method)(*arguments)
        with self.assertRaises(UserError), self.env.cr.savepoint():
            item.create(
                {
                    "file_id": file.id,
                    "name": "x",
                    "attachment_id": self.attach("b.pdf", make_pdf("b")).id,
                }
            )

    def test_binding_twice_binds_once(self):
        file = self.bind()
        self.assertEqual(self.bind(), file)
        with self.assertRaises(UserError):
            file.action_bind()

    def tamper(self, attachment):
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE ir_attachment SET store_fname = NULL, db_datas = %s WHERE id = %s",
            [attachment.sudo().raw + b" ", attachment.id],
        )
        self.env.invalidate_all()

    def test_tampering_is_found_and_named(self):
        file = self.bind()
        self.assertEqual(file.action_verify()["params"]["type"], "success")
        self.tamper(self.scan)
        with self.assertRaises(UserError) as caught:
            file.with_user(self.auditor).action_verify()
        self.assertIn("照片.png", str(caught.exception))
        self.assertNotIn("勘验笔录", str(caught.exception))

    def test_tampering_with_the_bound_pdf_and_the_list_is_found(self):
        file = self.bind()
        self.tamper(file.attachment_id)
        self.env.cr.execute(
            "UPDATE civil_archive_item SET name = 'x' WHERE file_id = %s", [file.id]
        )
        self.env.invalidate_all()
        with self.assertRaises(UserError) as caught:
            file.action_verify()
        for text in ("bound PDF", "list of contents"):
            self.assertIn(text, str(caught.exception))

    def test_handing_over_to_the_archive(self):
        file = self.bind()
        with self.assertRaises(UserError):
            file.action_transfer()
        file = file.with_user(self.head)
        with self.assertRaises(UserError):
            file.action_transfer()
        file.receiver = "测试区档案馆"
        due = [("state", "=", "bound"), ("transfer_due", "<=", "today")]
        self.assertNotIn(file, file.search(due))
        with freeze_time("2035-01-01 02:00:00"):
            self.assertIn(file, file.search(due))
            file.action_transfer()
        self.assertEqual(str(file.transfer_day), "2035-01-01")
        self.assertEqual(file.state, "transferred")

    def test_readers_bind_nothing(self):
        file = self.matter.with_user(self.clerk)._archive_file()
        for user in (self.deputy, self.auditor, self.staff):
            with self.assertRaises(AccessError):
                file.with_user(user).action_bind()

    def test_only_the_contents_of_the_matter(self):
        found = self.matter.with_user(self.clerk)._archive_items()
        self.assertEqual(len(found), 3)
        files = self.document.sudo().attachment_id | self.scan | self.report
        self.assertEqual({vals["attachment_id"] for vals in found}, set(files.ids))
        self.assertEqual(self.document.sudo().res_model, MATTER)


@tagged("post_install", "-at_install")
class TestArchivePaper(DocumentCase):
    """The bound file is printed, and its pages are read."""

    _prints = True

    def test_cover_contents_pieces_and_note(self):
        self.issue()
        self.env["ir.attachment"].with_user(self.clerk).create(
            {
                "name": "照片.png",
                "raw": make_image(),
                "res_model": MATTER,
                "res_id": self.matter.id,
            }
        )
        file = self.matter.with_user(self.clerk)._bind_archive(note="缺原件")
        content = file.sudo().attachment_id.raw
        pages = read_pages(content)
        cover, contents, first, last = pages[0], pages[1], pages[2], pages[-1]
        for text in ("测试区民政局", "Z000-WS·2024-D10-0001", "办件一", "Z000"):
            self.assertIn(text, cover)
        for text in ("行政许可决定书", "照片.png", "20240301"):
            self.assertIn(text, contents)
        self.assertIn("随州白云公墓有限公司", first)
        self.assertTrue(first.endswith("1"))
        for text in ("缺原件", "2024年3月1日", self.clerk.name):
            self.assertIn("".join(text.split()), last)
        reader = pypdf.PdfReader(io.BytesIO(content))
        self.assertEqual(len(reader.outline), 5)
        self.assertEqual(len(pages), 5)
