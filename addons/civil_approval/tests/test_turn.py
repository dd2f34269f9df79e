from odoo.tests import tagged

from .common import ApprovalCase


@tagged("post_install", "-at_install")
class TestTurn(ApprovalCase):
    """Whose turn it is, on a form, in a list and in a search."""

    def waiting(self, user):
        return self.documents.with_user(user).search([("waiting_for_user", "=", True)])

    def test_only_who_may_decide_is_waited_for(self):
        record = self.submitted(maker_id=self.jack.id)
        self.assertEqual(self.waiting(self.head), record)
        for user in (self.clerk, self.jack, self.deputy, self.admin):
            self.assertFalse(self.waiting(user))
            self.assertFalse(record.with_user(user).waiting_for_user)
        self.assertTrue(record.with_user(self.head).waiting_for_user)
        record.with_user(self.head).action_pass()
        self.assertFalse(self.waiting(self.head))
        self.assertEqual(self.waiting(self.deputy), record)
        self.assertEqual(self.waiting(self.director), record)

    def test_who_passed_a_tier_is_not_waited_for_again(self):
        record = self.submitted()
        record.with_user(self.jack).action_pass()
        self.assertFalse(self.waiting(self.jack))
        self.assertNotIn(self.jack, record.next_reviewer_ids)

    def test_next_reviewers_are_shown_and_searched_alike(self):
        record = self.submitted()
        self.assertEqual(record.next_reviewer_ids, self.head | self.jack)
        for user in (self.head, self.jack, self.deputy, self.clerk):
            found = self.documents.search([("next_reviewer_ids", "in", user.ids)])
            self.assertEqual(record in found, user in record.next_reviewer_ids)

    def test_the_open_tier_is_named_with_its_people(self):
        record = self.submitted()
        self.assertIn("Review, by Heads", record.approval_next)
        self.assertIn("t-head", record.approval_next)

    def test_my_approvals_list_every_kind_and_open_it(self):
        record = self.submitted()
        reviews = self.env["tier.review"].with_user(self.head)
        [review] = reviews.search([("waiting_for_user", "=", True)])
        self.assertEqual(review, self.reviews(record)[0])
        self.assertTrue(review.waiting_for_user)
        self.assertEqual(review.record_name, "D")
        action = review.action_open_record()
        self.assertEqual(
            (action["res_model"], action["res_id"]), (record._name, record.id)
        )
        record.with_user(self.head).action_pass()
        self.assertFalse(reviews.search([("waiting_for_user", "=", True)]))
        self.assertEqual(reviews.search([("done_by", "=", self.head.id)]), review)

    def test_the_number_of_statements_does_not_grow(self):
        """One and twenty records: the same statements to find whose turn it is."""

        def statements():
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.waiting(self.head).mapped("waiting_for_user")
            return self.env.cr.sql_log_count - before

        self.submitted()
        statements()
        one = statements()
        for _number in range(19):
            self.submitted()
        self.assertEqual(len(self.waiting(self.head)), 20)
        self.assertEqual(statements(), one)
