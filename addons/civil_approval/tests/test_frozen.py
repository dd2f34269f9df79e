from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tests import tagged

from .common import ApprovalCase


@tagged("post_install", "-at_install")
class TestFrozen(ApprovalCase):
    """Hole 6: what is under approval stays as it is, with its lines."""

    def test_the_record_stays_from_submitting_on(self):
        record = self.submitted()
        record.write({"note": "nobody decides about this"})
        with self.assertRaisesRegex(UserError, "D is Under Approval"):
            record.sudo().write({"amount": 7})
        record.with_user(self.head).action_pass()
        record.with_user(self.deputy).action_approve()
        with self.assertRaises(UserError):
            record.sudo().write({"amount": 7})

    def test_the_lines_stay(self):
        record = self.submitted()
        line = record.line_ids
        other = self.make_document()
        line.answer = "the bank's"
        for method, values in (
            (line.write, {"text": "two"}),
            (line.sudo().write, {"text": "two"}),
            (line.write, {"document_id": other.id}),
            (other.line_ids.write, {"document_id": record.id}),
            (line.create, {"document_id": record.id, "text": "three"}),
        ):
            with self.assertRaises(UserError), self.env.cr.savepoint():
                method(values)
        with self.assertRaises(UserError):
            line.unlink()
        with self.assertRaises(UserError):
            record.write({"line_ids": [Command.create({"text": "three"})]})

    def test_both_are_open_again_when_the_round_has_ended(self):
        record = self.submitted()
        record.action_end("draft", "take_back", "taken_back")
        record.write({"amount": 7})
        record.line_ids.write({"text": "two"})
        record.action_submit()
        record.with_user(self.head).action_pass()

    def test_what_was_decided_about_is_not_deleted(self):
        record = self.submitted()
        record.action_end("draft", "take_back", "taken_back")
        with self.assertRaises(UserError):
            record.unlink()
        self.make_document().unlink()
