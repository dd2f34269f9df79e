from odoo.exceptions import UserError

from .common import CaseCase


class TestRest(CaseCase):
    """The time for deciding rests and is extended."""

    def reason(self, code):
        return self.env.ref(f"civil_case.pause_reason_{code}").id

    def test_hearing_does_not_count(self):
        """Administrative Licensing Law, article 45."""
        case = self.accepted()
        case.action_rest(self.reason("hearing"), "Hearing on 8 March")
        self.assertTrue(case.is_resting)
        with self.assertRaisesRegex(UserError, "rests already"):
            case.action_rest(self.reason("expert"))
        with self.assertRaisesRegex(UserError, "rests"):
            case.action_submit()
        with self.at("2024-03-08 16:00"):
            case.action_run_on()
            case.action_run_on()
        self.assertEqual("2024-04-08 23:59", self.local(case.due_at))

    def test_all_reasons_of_article_45_stop_the_clock(self):
        """Hearing, bidding, auction, testing, appraisal, expert review."""
        for code in ("hearing", "bidding", "examination", "appraisal", "expert"):
            reason = self.env.ref(f"civil_case.pause_reason_{code}")
            self.assertTrue(reason.stops_clock, code)
            self.assertIn("第四十五条", reason.legal_basis)

    def test_consultation_counts(self):
        case = self.accepted()
        due = case.due_at
        case.action_rest(self.reason("consultation"))
        self.assertFalse(case.is_resting)
        self.assertEqual(due, case.due_at)

    def test_only_the_time_for_deciding_rests(self):
        case = self.received()
        with self.assertRaisesRegex(UserError, "accepted case"):
            case.action_rest(self.reason("hearing"))

    def test_extension_is_approved_by_somebody_else(self):
        """Administrative Licensing Law, article 42: approved, and told."""
        case = self.accepted()
        with self.assertRaisesRegex(UserError, "nobody has asked"):
            case.with_user(self.head).action_approve_extension()
        case.action_ask_extension("Two expert reports differ.")
        case.with_user(self.head).action_approve_extension()
        self.assertEqual("2024-04-16 23:59", self.local(case.due_at))
        self.assertEqual(self.head, case.extension_uid)
        paper = case.sudo().document_ids.filtered(
            lambda document: document.kind_code == "case_extension"
        )
        self.assertIn("Two expert reports differ.", paper.body)
        with self.assertRaisesRegex(UserError, "once"):
            case.action_ask_extension("Once more.")
        with self.assertRaisesRegex(UserError, "once"):
            case.with_user(self.head).action_approve_extension()

    def test_who_asked_does_not_approve(self):
        case = self.accepted(user=self.head)
        case.with_user(self.head).action_ask_extension("Hard.")
        with self.assertRaisesRegex(UserError, "can't approve"):
            case.with_user(self.head).action_approve_extension()
        case.with_user(self.deputy).action_approve_extension()

    def test_declined_extension_may_be_asked_again(self):
        case = self.accepted()
        case.action_ask_extension("Hard.")
        case.with_user(self.head).action_decline_extension("Not so hard.")
        self.assertFalse(case.extension_asked_uid)
        case.action_ask_extension("Very hard.")

    def test_too_late_to_extend(self):
        case = self.accepted()
        with self.at("2024-04-02 09:00"), self.assertRaisesRegex(UserError, "over"):
            case.action_ask_extension("Late.")

    def test_extension_also_under_approval(self):
        case = self.submitted()
        case.action_ask_extension("Hard.")
        case.with_user(self.head).action_approve_extension()
        self.assertEqual("2024-04-16 23:59", self.local(case.due_at))

    def test_fields_change_by_the_steps_only(self):
        case = self.accepted()
        for name in ("extension_uid", "extension_asked_uid", "extension_reason"):
            with self.assertRaises(UserError):
                case.write({name: self.clerk.id if name.endswith("uid") else "x"})
