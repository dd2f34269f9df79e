from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common import ApprovalCase


@tagged("post_install", "-at_install")
class TestRound(ApprovalCase):
    """A round: fixed tiers, different people, unchanged content."""

    def test_the_whole_way(self):
        record = self.submitted()
        self.assertEqual(record.state, "under_approval")
        record.with_user(self.head).action_pass()
        record.with_user(self.deputy).action_approve()
        self.assertEqual(record.state, "approved")
        reviews = self.reviews(record)
        self.assertEqual(reviews.mapped("name"), ["Review", "Approval"])
        self.assertEqual(reviews.done_by, self.head | self.deputy)
        self.assertEqual(set(reviews.mapped("status")), {"approved"})
        self.assertEqual(set(reviews.mapped("outcome")), {"passed"})
        self.assertTrue(all(reviews.mapped("reviewed_date")))
        self.assertEqual(reviews.requested_by, self.clerk)
        self.assertEqual(record.validation_status, "validated")

    def test_pass_tier_tells_which_records_are_through(self):
        one, two = self.submitted(), self.submitted()
        both = one | two
        self.assertFalse(both.with_user(self.head)._pass_tier("looks right"))
        self.assertEqual(one.with_user(self.deputy)._pass_tier(), one)
        self.assertEqual(self.reviews(two)[0].comment, "looks right")

    def test_without_a_tier_nothing_is_submitted(self):
        """Hole 2: a record that no definition matches passed unseen."""
        (self.first | self.last).active = False
        record = self.make_document()
        with self.assertRaisesRegex(UserError, "administrator has to add"):
            record.action_submit()

    def test_a_condition_is_judged_for_each_record(self):
        self.make_tier(
            "Director",
            self.directors,
            sequence=30,
            definition_domain="[('amount', '>=', 500)]",
        )
        small, large = self.submitted(amount=499), self.submitted(amount=500)
        self.assertEqual(len(small.sudo().review_ids), 2)
        self.assertEqual(self.reviews(large)[2].name, "Director")
        (self.first | self.last).active = False
        with self.assertRaises(UserError):
            self.make_document(amount=1).action_submit()

    def test_nobody_decides_twice_in_a_round(self):
        """Hole 3: exclude_requester left out nobody but the requester."""
        record = self.submitted(maker_id=self.head.id)
        with self.assertRaisesRegex(UserError, "made or submitted"):
            record.with_user(self.head).action_pass()
        record.with_user(self.jack).action_pass()
        with self.assertRaisesRegex(UserError, "can't pass"):
            record.with_user(self.jack).action_approve()
        record.with_user(self.deputy).action_approve()

    def test_who_submitted_decides_nothing(self):
        record = self.make_document().with_user(self.jack)
        record.action_submit()
        with self.assertRaises(UserError):
            record.action_pass()
        record.with_user(self.head).action_pass()
        with self.assertRaises(UserError):
            record.action_approve()

    def test_a_new_round_begins_with_everybody(self):
        record = self.submitted()
        record.with_user(self.jack).action_pass()
        record.with_user(self.jack).action_end("returned", "send_back", "sent_back")
        record.with_user(self.clerk)._transition("under_approval", name="again")
        record.with_user(self.clerk)._request_approval()
        record.with_user(self.head).action_pass()
        record.with_user(self.jack).action_approve()
        self.assertEqual(record.state, "approved")

    def test_members_by_implication_pass(self):
        """Hole 4: only the direct members of a group were reviewers."""
        self.assertNotIn(self.director, self.deputies.user_ids)
        record = self.submitted()
        record.with_user(self.head).action_pass()
        self.assertIn(self.director, record.next_reviewer_ids)
        self.assertIn(self.director, self.reviews(record)[1].reviewer_ids)
        record.with_user(self.director).action_approve()

    def test_changed_content_is_not_decided_about(self):
        """Hole 6: what was submitted wasn't compared with what was approved."""
        record = self.submitted()
        record.with_user(self.head).action_pass()
        self.env.cr.execute(
            "UPDATE civil_approval_test_line SET text = 'two' WHERE document_id = %s",
            [record.id],
        )
        self.env.invalidate_all()
        with self.assertRaisesRegex(UserError, "isn't what was submitted"):
            record.with_user(self.deputy).action_approve()
        self.assertEqual(record.state, "under_approval")

    def test_what_ends_a_round_works_and_is_kept(self):
        """Hole 8: under review only _state_to and _cancel_state were allowed."""
        for target, name, outcome in (
            ("draft", "take_back", "taken_back"),
            ("returned", "send_back", "sent_back"),
            ("voided", None, "voided"),
        ):
            record = self.submitted()
            record.with_user(self.head).action_pass()
            record.with_user(self.deputy).action_end(target, name, outcome)
            first, last = self.reviews(record)
            self.assertEqual((first.status, first.done_by), ("approved", self.head))
            self.assertEqual((last.status, last.outcome), ("cancel", outcome))
            self.assertEqual((last.done_by, last.comment), (self.deputy, "a reason"))
            self.assertFalse((first | last).filtered("is_current"))
            with self.assertRaises(UserError):
                record.with_user(self.deputy)._pass_tier()

    def test_rounds_are_numbered_and_stay(self):
        record = self.submitted()
        record.action_end("draft", "take_back", "taken_back")
        record.action_submit()
        self.assertEqual(self.reviews(record).mapped("round"), [1, 1, 2, 2])
        record.with_user(self.head).action_pass()
        self.assertEqual(
            self.reviews(record).mapped("status"),
            ["cancel", "cancel", "approved", "pending"],
        )

    def test_a_step_that_forgets_the_tiers_does_not_approve(self):
        record = self.submitted()
        with self.assertRaisesRegex(UserError, "not every tier"):
            record.with_user(self.head)._transition("approved", name="careless")

    def test_deciding_twice_and_asking_twice_are_refused(self):
        record = self.submitted()
        record.with_user(self.head).action_pass()
        with self.assertRaises(UserError):
            record.with_user(self.head).action_pass()
        with self.assertRaisesRegex(UserError, "already been asked"):
            record._request_approval()
        record.with_user(self.deputy).action_approve()
        with self.assertRaises(UserError):
            record.with_user(self.director).action_approve()
        self.assertEqual(len(self.reviews(record)), 2)

    def test_the_order_of_the_tiers_is_kept(self):
        record = self.submitted()
        with self.assertRaisesRegex(UserError, "Review” has to be passed first"):
            record.with_user(self.deputy).action_approve()
        with self.assertRaises(UserError):
            record.with_user(self.deputy)._pass_tier()
        record.with_user(self.head).action_pass()
        with self.assertRaisesRegex(UserError, "only its last tier"):
            record.with_user(self.deputy).action_pass()

    def test_a_role_taken_away_is_gone_at_once(self):
        record = self.submitted()
        self.assertFalse(record.with_user(self.head)._tier_refusal())
        self.head.group_ids -= self.heads
        with self.assertRaises(UserError):
            record.with_user(self.head).action_pass()
        self.assertNotIn(self.head, record.next_reviewer_ids)

    def test_who_has_not_the_division_decides_nothing(self):
        other = self.env["civil.division"].create(
            {"code": "990102", "name": "Other District", "level": "district"}
        )
        record = self.submitted()
        self.head.division_ids = other
        with self.assertRaises(AccessError):
            record.with_user(self.head).action_pass()
        self.assertNotIn(self.head, record.next_reviewer_ids)

    def test_a_round_keeps_its_tiers(self):
        record = self.submitted()
        self.first.write({"name": "Other", "reviewer_group_id": self.directors.id})
        self.last.active = False
        self.make_tier("Third", self.directors, sequence=30)
        self.assertEqual(self.reviews(record).mapped("name"), ["Review", "Approval"])
        with self.assertRaises(UserError):
            record.with_user(self.director).action_pass()
        record.with_user(self.head).action_pass()
        record.with_user(self.deputy).action_approve()
        self.assertEqual(record.state, "approved")
        self.assertEqual(
            self.reviews(self.submitted()).mapped("name"), ["Other", "Third"]
        )

    def test_an_archived_person_is_named(self):
        self.first.write({"reviewer_group_id": False, "reviewer_id": self.head.id})
        record = self.submitted()
        self.head.active = False
        with self.assertRaisesRegex(UserError, "no longer works here"):
            record.with_user(self.jack).action_pass()
        with self.assertRaisesRegex(UserError, "no longer works here"):
            self.make_document().action_submit()

    def test_a_group_without_people_is_named(self):
        (self.head | self.jack).active = False
        with self.assertRaisesRegex(UserError, "nobody belongs to Heads"):
            self.make_document().action_submit()

    def test_the_system_passes_no_tier(self):
        record = self.submitted()
        with self.assertRaises(UserError):
            record.with_user(self.env.ref("base.user_root")).action_pass()

    def test_raised_rights_do_not_lend_a_role(self):
        record = self.submitted()
        with self.assertRaises(UserError):
            record.with_user(self.clerk2).sudo().action_pass()

    def test_need_validation_is_judged_afresh(self):
        """Hole 9: the first answer held for the rest of the transaction."""
        (self.first | self.last).active = False
        record = self.make_document()
        self.assertFalse(record.need_validation)
        self.first.active = True
        self.assertTrue(record.need_validation)
        record.action_submit()
        self.assertFalse(record.need_validation)
        self.assertEqual(self.reviews(record).mapped("name"), ["Review"])
