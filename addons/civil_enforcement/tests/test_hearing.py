from odoo.exceptions import UserError
from odoo.tests import tagged

from .common import EnforcementCase


@tagged("post_install", "-at_install")
class TestHearing(EnforcementCase):
    """Administrative Penalty Law, articles 57, 58, 63 to 65, 85."""

    def revoking(self):
        return self.noticed(self.sanction("revocation"))

    def ask(self, case, day="2024-03-08", **values):
        self.travel(day)
        hearings = self.env["civil.enforcement.hearing"].with_user(self.clerk)
        return hearings.create({"case_id": case.id, "requested_on": day, **values})

    def test_article_63_which_sanctions_give_the_right(self):
        case = self.filed()
        case.write({"penalty_ids": [self.sanction("warning")]})
        self.assertFalse(case.has_hearing_right)
        case.write({"penalty_ids": [self.sanction("revocation")]})
        self.assertTrue(case.has_hearing_right)
        self.fine.max_amount = 90000
        for amount, right in ((49999.99, False), (50000, True)):
            case = self.filed()
            case.write({"penalty_ids": [self.sanction(amount=amount)]})
            self.assertEqual(case.has_hearing_right, right)

    def test_the_notice_tells_the_right(self):
        titles = self.revoking().sudo().document_ids.mapped("title")
        self.assertIn("行政处罚听证告知书", titles)
        self.assertNotIn("行政处罚事先告知书", titles)

    def test_article_64_asked_for_within_five_working_days(self):
        case = self.revoking()
        with self.assertRaisesRegex(UserError, "article 64"):
            self.ask(case, "2024-03-12")
        hearing = self.ask(case, "2024-03-11")
        self.assertEqual(hearing.state, "requested")
        self.travel("2024-03-12")
        with self.assertRaisesRegex(UserError, "hasn't been held"):
            case.action_submit_decision()

    def test_no_right_no_hearing(self):
        case = self.noticed()
        with self.assertRaisesRegex(UserError, "article 63"):
            self.ask(case)

    def test_article_64_notice_seven_working_days_before(self):
        hearing = self.ask(self.revoking())
        hearing.chair_id = self.head
        with self.assertRaisesRegex(UserError, "2024-03-19"):
            hearing.action_notify(held_on="2024-03-18", place="Room 1")
        hearing.action_notify(held_on="2024-03-19", place="Room 1")
        self.assertEqual(str(hearing.notice_on), "2024-03-08")
        self.assertIn("听证通知书", hearing.case_id.sudo().document_ids.mapped("title"))
        with self.assertRaisesRegex(UserError, "day and chair stay"):
            hearing.held_on = "2024-03-21"

    def test_article_64_the_chair_does_not_investigate(self):
        hearing = self.ask(self.revoking(), chair_id=self.clerk2.id)
        with self.assertRaisesRegex(UserError, "article 64"):
            hearing.action_notify(held_on="2024-03-25", place="Room 1")

    def held(self):
        case = self.revoking()
        hearing = self.ask(case, chair_id=self.head.id)
        hearing.action_notify(held_on="2024-03-19", place="Room 1")
        with self.assertRaisesRegex(UserError, "2024-03-19 only"):
            hearing.action_hold()
        self.travel("2024-03-19")
        hearing.write({"record": "Both were heard.", "conclusion": "Facts stand."})
        hearing.action_hold()
        return case

    def review(self, case, user=None, opinion="Facts and law are right"):
        reviews = self.env["civil.enforcement.legal.review"].with_user(self.clerk)
        review = reviews.create({"case_id": case.id}).with_user(user or self.legal)
        review.draft_opinion = opinion
        return review

    def test_article_58_after_a_hearing_it_is_reviewed(self):
        case = self.held()
        self.assertTrue(case.needs_review)
        with self.assertRaisesRegex(UserError, "article 58"):
            case.action_submit_decision()
        review = self.review(case)
        review.action_agree()
        self.assertEqual(review.opinion, "Facts and law are right")
        case.facts = "Something else"
        with self.assertRaisesRegex(UserError, "changed after the legal review"):
            case.action_submit_decision()
        self.review(case).action_agree()
        case.action_submit_decision()
        self.assertEqual(case.state, "deciding")

    def test_article_58_the_reviewer_is_qualified_and_apart(self):
        case = self.noticed(is_complex=True)
        self.clerk.group_ids += self.env.ref("civil_enforcement.group_legal")
        self.officers[0].legal_qualification = "A1"
        with self.assertRaisesRegex(UserError, "doesn't review it"):
            self.review(case, self.clerk).action_agree()
        self.reviewer.legal_qualification = False
        with self.assertRaisesRegex(UserError, "qualification"):
            self.review(case).action_agree()
        with self.assertRaises(UserError):
            self.review(case, self.clerk2).action_agree()

    def test_a_revision_is_no_agreement(self):
        case = self.noticed(is_complex=True)
        self.review(case).action_revise()
        self.travel("2024-03-13")
        with self.assertRaisesRegex(UserError, "article 58"):
            case.action_submit_decision()

    def test_article_57_complex_cases_are_discussed(self):
        case = self.noticed(is_major=True)
        self.review(case).action_agree()
        self.travel("2024-03-13")
        with self.assertRaisesRegex(UserError, "article 57"):
            case.action_submit_decision()
        values = {
            "case_id": case.id,
            "chair_id": self.deputy.id,
            "attendee_ids": [(6, 0, (self.deputy | self.head).ids)],
            "opinions": "All agree",
            "conclusion": "Punish",
        }
        discussions = self.env["civil.enforcement.discussion"]
        with self.assertRaises(UserError):
            discussions.with_user(self.clerk).create(values)
        discussions.with_user(self.head).create(values).action_issue()
        case.action_submit_decision()
        self.assertIn("集体讨论记录", case.sudo().document_ids.mapped("title"))
