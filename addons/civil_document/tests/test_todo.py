from odoo.tests import tagged

from .common import DocumentCase


@tagged("post_install", "-at_install")
class TestTodo(DocumentCase):
    """What waits on the desks."""

    def waiting(self, document):
        todos = self.env["civil.todo"].search(
            [("res_model", "=", document._name), ("res_id", "=", document.id)]
        )
        return [(todo.group_id, todo.due_at and todo.due_at.date()) for todo in todos]

    def test_a_letter_waits_for_the_head_and_then_to_be_served(self):
        draft = self.draft(addressee="某单位", needs_service=True)
        head = self.env.ref("civil_document.group_head")
        clerk = self.env.ref("civil_document.group_clerk")
        self.assertEqual(self.waiting(draft), [(head, False)])
        draft.with_user(self.head).action_issue()
        self.assertEqual(self.waiting(draft), [(clerk, False)])
        draft.service_ids.create(
            {
                "document_id": draft.id,
                "sent_at": "2024-03-01",
                "served_at": "2024-03-01",
            }
        )
        self.assertEqual(self.waiting(draft), [])

    def test_a_draft_of_a_matter_waits_with_the_matter(self):
        draft = self.matter.with_user(self.clerk)._draft_document("t_grant")
        self.assertEqual(self.waiting(draft), [])

    def test_who_sees_the_kind_serves_it(self):
        group = self.env["res.groups"].create({"name": "Few"})
        self.kind.write({"needs_service": True, "group_ids": group.ids})
        document = self.issue().sudo()
        self.assertEqual(self.waiting(document), [(group, False)])
