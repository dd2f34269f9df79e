from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import HttpCase, tagged
from odoo.tools import mute_logger

from .common import DocumentCase
from .matter import MATTER


@tagged("post_install", "-at_install")
class TestAccess(DocumentCase):
    """What each role may do with documents and archive files, and where."""

    def may(self, user, operation, model="civil.document"):
        return self.env[model].with_user(user).has_access(operation)

    def test_models_by_role(self):
        for model in (
            "civil.document",
            "civil.document.service",
            "civil.archive.file",
            "civil.archive.item",
        ):
            self.assertTrue(self.may(self.clerk, "create", model))
            for user in (self.auditor, self.deputy):
                self.assertTrue(self.may(user, "read", model))
                self.assertFalse(self.may(user, "create", model))
            self.assertFalse(self.may(self.auditor, "write", model))
            self.assertFalse(self.may(self.staff, "read", model))
        self.assertFalse(self.may(self.clerk, "write", "civil.document.kind"))
        self.assertTrue(self.may(self.head, "write", "civil.document.kind"))

    def test_who_issues(self):
        draft = self.draft()
        for user in (self.clerk, self.auditor, self.staff):
            with self.assertRaises(UserError):
                draft.with_user(user).action_issue()
        for user in (self.head, self.deputy):
            self.assertIn("issued", draft.with_user(user).next_states)
        draft.with_user(self.deputy).action_issue()
        self.assertEqual(draft.issued_uid, self.deputy)

    def test_who_voids_and_replaces(self):
        document = self.issue()
        for user in (self.clerk, self.deputy, self.auditor, self.staff):
            with self.assertRaises(UserError):
                document.with_user(user).action_void("理由")
        for user in (self.deputy, self.auditor, self.staff):
            with self.assertRaises(AccessError):
                document.with_user(user).action_replace("理由")

    def test_own_divisions_only(self):
        document = self.issue().with_user(self.south_clerk)
        self.assertNotIn(document, document.search([]))
        for method, arguments in (
            ("action_open_pdf", []),
            ("action_preview", []),
            ("action_issue", []),
            ("action_verify", []),
            ("action_open_record", []),
            ("action_replace", ["理由"]),
            ("action_void", ["理由"]),
        ):
            with self.assertRaises(AccessError, msg=method):
                getattr(document, method)(*arguments)
        attachment = document.sudo().attachment_id.with_user(self.south_clerk)
        with self.assertRaises(AccessError):
            attachment.read(["raw"])

    def test_kinds_for_groups(self):
        document, draft = self.issue(), self.draft()
        group = self.env["res.groups"].create({"name": "Few"})
        self.kind.group_ids = group
        for user in (self.clerk, self.head):
            with self.assertRaises(AccessError):
                document.with_user(user).read(["title"])
        self.assertTrue(document.with_user(self.auditor).read(["title"]))
        self.clerk.group_ids = [Command.link(group.id)]
        self.assertTrue(draft.with_user(self.clerk).read(["title"]))

    def test_who_may_not_read_the_matter_does_not_open_its_document(self):
        """The matter lies in another town than what was filed about it."""
        document = self.issue(division_id=self.south.id)
        document = document.with_user(self.south_clerk)
        self.assertTrue(document.read(["title"]))
        self.assertFalse(document.record_name)
        for method in ("action_open_pdf", "action_preview", "action_open_record"):
            with self.assertRaises(AccessError):
                getattr(document, method)()
        attachment = document.sudo().attachment_id.with_user(self.south_clerk)
        with self.assertRaises(AccessError):
            attachment.read(["raw"])
        self.assertFalse(attachment.search([("id", "=", attachment.id)]))

    def test_the_snapshot_is_for_the_program_only(self):
        document = self.issue().with_user(self.head)
        with self.assertRaises(AccessError):
            document.read(["content"])

    def test_no_draft_prints_a_matter_that_its_writer_may_not_read(self):
        draft = self.draft(
            user=self.south_clerk,
            division_id=self.south.id,
            res_model=MATTER,
            res_id=self.matter.id,
        )
        with self.assertRaises(AccessError):
            draft._preview_pdf()

    def test_archive_files_by_division_and_group(self):
        file = self.matter.with_user(self.clerk)._archive_file()
        other = file.with_user(self.south_clerk)
        for method in ("action_collect", "action_bind", "action_open_pdf"):
            with self.assertRaises(AccessError):
                getattr(other, method)()
        file.sudo().group_ids = self.env["res.groups"].create({"name": "Few"})
        with self.assertRaises(AccessError):
            file.with_user(self.clerk).read(["name"])
        self.assertTrue(file.with_user(self.auditor).read(["name"]))

    def test_nobody_puts_in_what_he_may_not_read(self):
        attachment = self.env["ir.attachment"].create(
            {
                "name": "a.pdf",
                "raw": b"a",
                "res_model": MATTER,
                "res_id": self.matter.id,
            }
        )
        files = self.env["civil.archive.file"].with_user(self.south_clerk)
        file = files.create({"name": "南镇案卷", "division_id": self.south.id})
        with self.assertRaises(AccessError):
            file.item_ids.create(
                {"file_id": file.id, "name": "a", "attachment_id": attachment.id}
            )


@tagged("post_install", "-at_install")
class TestPreviewRoute(DocumentCase, HttpCase):
    """The address of the preview asks for the same rights."""

    def open(self, document, login):
        self.authenticate(login, login)
        return self.url_open(f"/civil/document/{document.id}/preview")

    def test_it_is_for_those_who_read_the_document(self):
        draft = self.draft()
        answer = self.open(draft, "doc_clerk")
        self.assertEqual(answer.status_code, 200)
        self.assertEqual(answer.headers["Content-Type"], "application/pdf")
        with mute_logger("odoo.http"):
            for login in ("doc_staff", "doc_south"):
                self.assertEqual(self.open(draft, login).status_code, 403, login)
            draft.unlink()
            self.assertEqual(self.open(draft, "doc_clerk").status_code, 404)
