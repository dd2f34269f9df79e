import base64
import hashlib

from odoo.exceptions import UserError
from odoo.tests import tagged

from .common import DocumentCase, make_image
from .matter import MATTER


@tagged("post_install", "-at_install")
class TestIssue(DocumentCase):
    """Documents are issued once, and what was issued doesn't change."""

    def test_the_kind_gives_the_wording(self):
        document = self.issue()
        self.assertEqual(document.number, "t_grant〔2024〕第1号")
        self.assertEqual(document.title, "行政许可决定书")
        self.assertEqual(document.addressee, "随州白云公墓有限公司")
        self.assertEqual(
            document.body,
            "随州白云公墓有限公司的申请材料齐全。\n\n本机关于2024年2月29日受理。",
        )
        self.assertTrue(document.basis.endswith("编号t_grant〔2024〕第1号。"))
        self.assertEqual(str(document.issued_date), "2024-03-01")
        self.assertEqual(document.issued_uid, self.clerk)
        self.assertEqual(document.division_id, self.north)
        self.assertIn(document.number, document.sudo().content)

    def test_the_same_call_gives_the_same_document(self):
        document = self.issue()
        self.assertEqual(self.issue(ground="别的"), document)
        self.assertEqual(self.matter.document_count, 1)
        second = self.issue(key="2")
        self.assertEqual(second.number, "t_grant〔2024〕第2号")

    def test_a_draft_that_waits_is_issued_as_it_stands(self):
        draft = self.matter.with_user(self.clerk)._draft_document("t_grant")
        draft.body = "改过的正文。"
        self.assertEqual(self.issue(), draft)
        self.assertEqual((draft.state, draft.body), ("issued", "改过的正文。"))

    def test_numbers_have_no_gap_after_a_refusal(self):
        self.issue()
        self.kind.body_text = "{unknown}"
        with self.assertRaises(UserError) as caught, self.env.cr.savepoint():
            self.issue(key="2")
        self.assertIn("{unknown}", str(caught.exception))
        self.kind.body_text = "好"
        self.assertEqual(self.issue(key="3").number, "t_grant〔2024〕第2号")

    def test_changed_wording_changes_no_document(self):
        document = self.issue()
        before = document.body
        self.kind.body_text = "新的措辞"
        self.assertEqual(document.body, before)

    def test_what_was_issued_cannot_be_changed_by_anybody(self):
        document = self.issue()
        for vals in (
            {"body": "x"},
            {"addressee": "x"},
            {"kind_id": self.env.ref("civil_document.kind_letter").id},
            {"res_id": 0},
            {"number": "x"},
            {"issued_date": "2024-01-01"},
            {"sha256": "x"},
            {"state": "draft"},
        ):
            with self.assertRaises(UserError):
                document.sudo().write(vals)
        with self.assertRaises(UserError):
            document.sudo().unlink()
        with self.assertRaises(UserError):
            self.matter.unlink()

    def test_drafts_go_with_their_matter(self):
        other = self.matter.copy()
        draft = other._draft_document("t_grant")
        other.unlink()
        self.assertFalse(draft.exists())

    def test_the_file_is_sealed(self):
        attachment = self.issue().sudo().attachment_id
        self.assertTrue(attachment.is_sealed)
        for method, arguments in (
            ("write", [{"raw": b"x"}]),
            ("write", [{"name": "x"}]),
            ("write", [{"is_sealed": False}]),
            ("unlink", []),
        ):
            with self.assertRaises(UserError):
                getattr(attachment, method)(*arguments)

    def test_screens_may_keep_a_small_picture_of_it(self):
        attachment = self.issue().sudo().attachment_id
        attachment.thumbnail = base64.b64encode(make_image())
        self.assertTrue(attachment.has_thumbnail)

    def test_nobody_seals_or_opens_by_hand(self):
        attachments = self.env["ir.attachment"].with_context(civil_document_seal=True)
        values = {"name": "a.txt", "raw": b"a", "is_sealed": True}
        made = attachments.create(values)
        made |= attachments.with_context(default_is_sealed=True).create(values)
        self.assertEqual(made.mapped("is_sealed"), [False, False])
        with self.assertRaises(UserError):
            made.write({"is_sealed": True})

    def test_a_changed_file_is_noticed(self):
        document = self.issue()
        self.assertEqual(document.action_verify()["params"]["type"], "success")
        attachment = document.sudo().attachment_id
        content = attachment.raw
        self.assertEqual(document.sha256, hashlib.sha256(content).hexdigest())
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE ir_attachment SET store_fname = NULL, db_datas = %s WHERE id = %s",
            [content + b" ", attachment.id],
        )
        self.env.invalidate_all()
        with self.assertRaises(UserError) as caught:
            document.action_verify()
        self.assertIn(document.number, str(caught.exception))

    def test_replacing_keeps_both(self):
        old = self.issue()
        with self.assertRaises(UserError):
            old.action_replace(" ")
        action = old.action_replace("当事人名称有误")
        draft = old.browse(action["res_id"])
        draft.addressee = "随州白云陵园有限公司"
        self.assertEqual((old.state, draft.state), ("issued", "draft"))
        draft.with_user(self.head).action_issue()
        self.assertEqual((old.state, draft.state), ("replaced", "issued"))
        self.assertEqual(old.replacement_ids, draft)
        self.assertIn("t_grant〔2024〕第1号", draft.sudo().content)
        self.assertEqual(self.issue(), draft)

    def test_replacing_by_program(self):
        old = self.issue()
        new = self.issue(replaces=old, replacement_reason="笔误", ground="齐备")
        self.assertEqual((old.state, new.state), ("replaced", "issued"))
        self.assertIn("齐备", new.body)

    def test_voiding_needs_a_reason_and_frees_the_place(self):
        old = self.issue().with_user(self.head)
        with self.assertRaises(UserError):
            old.action_void("")
        old.action_void("越权作出")
        self.assertEqual((old.state, old.void_reason), ("voided", "越权作出"))
        self.assertNotEqual(self.issue(), old)

    def test_two_drafts_of_one_kind_are_not_both_issued(self):
        drafts = self.draft(res_model=MATTER, res_id=self.matter.id)
        drafts |= drafts.copy({"res_model": MATTER, "res_id": self.matter.id})
        drafts = drafts.with_user(self.head)
        drafts[0].action_issue()
        with self.assertRaises(UserError) as caught:
            drafts[1].action_issue()
        self.assertIn("already been issued", str(caught.exception))

    def test_number_of_statements_does_not_grow_with_what_was_issued(self):
        for key in "abcdefgh":
            self.issue(key=key)
        self.env.flush_all()
        self.env.invalidate_all()
        documents = self.matter.document_ids
        with self.assertQueryCount(2):
            documents.mapped("is_service_late")
