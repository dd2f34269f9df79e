from odoo.exceptions import UserError

from .common import CaseCase


class TestIntake(CaseCase):
    """From the application to acceptance, by the Administrative Licensing Law."""

    def lacking(self, **values):
        case = self.received(**values)
        first, second, third = case.material_ids
        first.check_result = "ok"
        second.write({"check_result": "defective", "note": "No seal."})
        third.check_result = "not_needed"
        return case

    def noticed(self, **values):
        case = self.lacking(**values)
        case.action_notice()
        return case

    def test_receipt_starts_five_working_days(self):
        """Article 32 with article 82: five working days to say what is missing."""
        case = self.received()
        self.assertEqual("2024-03-11 23:59", self.local(case.due_at))
        self.assertIn("第三十二条", self.clock(case, "accept").limit_basis)

    def test_notice_names_everything(self):
        """Article 32: all that has to be corrected, told once."""
        case = self.received()
        case.material_ids[0].check_result = "missing"
        with self.assertRaisesRegex(UserError, "hasn't been checked"):
            case.action_notice()
        case.material_ids[1].write({"check_result": "defective", "note": "No seal."})
        case.material_ids[2].check_result = "not_needed"
        case.action_notice()
        self.assertEqual("to_correct", case.state)
        self.assertIn("Application", case.notice_text)
        self.assertIn("No seal.", case.notice_text)
        paper = case.sudo().document_ids.filtered(
            lambda document: document.kind_code == "case_correction"
        )
        self.assertIn("No seal.", paper.body)

    def test_second_notice_is_refused(self):
        """Article 32: told once; what was overlooked can't be asked for later."""
        case = self.noticed()
        case.action_correct()
        with self.assertRaisesRegex(UserError, "one notice only"):
            case.action_notice()

    def test_notice_needs_something_missing(self):
        case = self.received()
        case.material_ids.check_result = "ok"
        with self.assertRaisesRegex(UserError, "nothing is missing"):
            case.action_notice()

    def test_accepted_with_everything_only(self):
        case = self.lacking()
        with self.assertRaisesRegex(UserError, "Proof"):
            case.action_accept()
        case.material_ids[1].check_result = False
        with self.assertRaisesRegex(UserError, "Proof"):
            case.action_accept()
        case.material_ids[1].check_result = "ok"
        case.action_accept()
        self.assertEqual("accepted", case.state)

    def test_all_papers_fit_with_one_click(self):
        case = self.received()
        with self.assertRaisesRegex(UserError, "while it is received"):
            self.make_case().action_papers_fit()
        for user in (self.auditor, self.deputy):
            with self.assertRaises(UserError):
                case.with_user(user).action_papers_fit()
        case.material_ids[0].check_result = "defective"
        case.action_papers_fit()
        self.assertEqual(
            ["defective", "ok", False], case.material_ids.mapped("check_result")
        )
        self.assertIn("Application", case.next_hint)

    def test_corrections_start_the_time_again(self):
        case = self.noticed()
        self.assertEqual("met", self.clock(case, "accept").state)
        with self.at("2024-03-08 10:00"):
            case.action_correct()
            self.assertEqual("2024-03-15 23:59", self.local(case.due_at))
        self.assertEqual("met", self.clock(case, "correct").state)

    def test_silence_accepts(self):
        """Article 32: without a notice in five days accepted on the day of receipt."""
        case = self.received()
        with self.at("2024-03-11 23:00"):
            self.env["civil.case"]._cron_pass_time()
            self.assertEqual("received", case.state)
        with self.at("2024-03-12 00:30"):
            self.env["civil.case"]._cron_pass_time()
        self.assertEqual("accepted", case.state)
        self.assertTrue(case.is_accepted_by_law)
        self.assertEqual("late", self.clock(case, "accept").state)
        self.assertEqual(case.received_date, self.clock(case, "decide").started_at)
        self.assertEqual("2024-04-01 23:59", self.local(case.due_at))

    def test_nobody_accepts_by_law_by_hand(self):
        case = self.received()
        with self.at("2024-03-20 09:00"):
            with self.assertRaisesRegex(UserError, "role"):
                case.with_user(self.head)._transition("accepted", name="by_law")

    def test_silence_of_the_applicant_withdraws(self):
        """A notice not answered in time: deemed withdrawn, where the kind says so."""
        case = self.noticed()
        with self.assertRaisesRegex(UserError, "isn't over"):
            case.action_lapse()
        with self.at("2024-03-26 00:30"):
            self.env["civil.case"]._cron_pass_time()
        self.assertEqual("withdrawn", case.state)
        self.assertTrue(case.end_reason)

    def test_silence_leaves_open_where_the_kind_says_so(self):
        self.kind.correction_lapses = False
        case = self.noticed()
        with self.at("2024-05-01 00:30"):
            self.env["civil.case"]._cron_pass_time()
            self.assertEqual("to_correct", case.state)
            with self.assertRaisesRegex(UserError, "silence"):
                case.action_lapse()

    def test_not_accepted_on_a_ground(self):
        """Article 38 in the same spirit: grounds, reasons and remedies in writing."""
        case = self.received()
        with self.assertRaisesRegex(UserError, "ground of law"):
            case.action_not_accept(self.ground.ids, "Wrong step.")
        self.assertFalse(case.ground_ids)
        case.action_not_accept(self.ground_acceptance.ids, "No license is needed.")
        self.assertEqual("not_accepted", case.state)
        paper = case.sudo().document_ids.filtered(
            lambda document: document.kind_code == "case_non_acceptance"
        )
        self.assertIn("No license is needed.", paper.body)
        self.assertIn("60", paper.remedies)

    def test_without_arguments_the_window_asks(self):
        case = self.received()
        action = case.action_not_accept()
        self.assertEqual("civil.case.reason", action["res_model"])
        wizard = (
            self.env["civil.case.reason"]
            .with_user(self.clerk)
            .with_context(**action["context"])
            .create({"reason": "No license.", "ground_ids": self.ground_acceptance.ids})
        )
        wizard.action_confirm()
        self.assertEqual("not_accepted", case.state)

    def test_window_takes_public_steps_only(self):
        case = self.received()
        wizard = (
            self.env["civil.case.reason"]
            .with_user(self.clerk)
            .create(
                {
                    "res_model": "civil.case",
                    "res_ids": case.ids,
                    "method": "_cancel_clocks",
                    "asked": ",reason,",
                    "reason": "x",
                }
            )
        )
        with self.assertRaisesRegex(UserError, "no such step"):
            wizard.action_confirm()

    def test_kind_is_for_persons(self):
        self.kind.applicant = "person"
        case = self.make_case()
        with self.assertRaisesRegex(UserError, "Persons"):
            case.action_receive()

    def test_papers_stay_once_accepted(self):
        case = self.accepted()
        with self.assertRaisesRegex(UserError, "have been checked"):
            case.material_ids[0].check_result = "missing"
        with self.assertRaisesRegex(UserError, "have been checked"):
            case.material_ids[0].unlink()
