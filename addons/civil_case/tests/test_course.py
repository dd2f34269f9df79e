from odoo.exceptions import UserError

from .common import CaseCase


class TestCourse(CaseCase):
    """A case from the application to the decision."""

    def test_straight_course(self):
        case = self.received()
        self.assertEqual("received", case.state)
        self.assertTrue(case.name)
        self.assertEqual("2024-03-11 23:59", self.local(case.due_at))
        case.material_ids.check_result = "ok"
        case.action_accept()
        self.assertEqual("2024-04-01 23:59", self.local(case.due_at))
        self.assertEqual("2024-03-18 23:59", self.local(case.promise_at))
        case.action_submit()
        case.with_user(self.head).action_review()
        case.with_user(self.deputy).action_grant()
        self.assertEqual("granted", case.state)
        self.assertEqual("met", self.clock(case, "decide").state)

    def test_one_notice(self):
        """Administrative Licensing Law, article 32: all that is missing, once."""
        case = self.received()
        case.material_ids[0].check_result = "ok"
        case.material_ids[1].check_result = "missing"
        with self.assertRaisesRegex(UserError, "hasn't been checked"):
            case.action_notice()
        case.material_ids[2].check_result = "not_needed"
        case.action_notice()
        self.assertIn("Proof", case.notice_text)
        self.assertEqual("to_correct", case.state)
        case.action_correct()
        with self.assertRaisesRegex(UserError, "one notice only"):
            case.action_notice()
