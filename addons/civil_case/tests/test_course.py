from odoo.exceptions import UserError

from .common import CaseCase


class TestCourse(CaseCase):
    """A case from acceptance to the archive."""

    def test_whole_course(self):
        case = self.received()
        self.assertEqual("received", case.state)
        self.assertTrue(case.name)
        case.material_ids.check_result = "ok"
        case.action_accept()
        case.action_submit()
        case.with_user(self.head).action_review()
        case.with_user(self.deputy).action_grant()
        self.assertEqual("granted", case.state)
        self.assertEqual("met", self.clock(case, "decide").state)
        self.assertEqual("running", self.clock(case, "serve").state)
        self.serve(case)
        self.assertEqual("served", case.state)
        self.assertEqual(self.clerk, case.served_uid)
        self.assertEqual("met", self.clock(case, "serve").state)
        case.action_archive_case()
        self.assertEqual("archived", case.state)
        self.assertEqual("bound", case.sudo().archive_file_ids.state)

    def test_each_step_issues_its_document_once(self):
        case = self.granted()
        codes = case.sudo().document_ids.mapped("kind_code")
        self.assertEqual(
            ["case_acceptance", "case_grant", "case_receipt"], sorted(codes)
        )
        self.assertTrue(all(case.sudo().document_ids.mapped("number")))

    def test_kind_names_its_own_documents(self):
        receipt = self.env.ref("civil_case.document_kind_receipt")
        own = receipt.copy({"code": "t_receipt"})
        self.kind.document_ids = [
            (0, 0, {"step": "receipt", "document_kind_id": own.id}),
            (0, 0, {"step": "acceptance"}),
        ]
        case = self.accepted()
        self.assertEqual(["t_receipt"], case.sudo().document_ids.mapped("kind_code"))

    def test_repeated_clicks_are_harmless(self):
        case = self.received()
        number = case.name
        with self.assertRaisesRegex(UserError, "Received"):
            case.action_receive()
        self.assertEqual(number, case.name)
        self.assertEqual(1, len(case.sudo().document_ids))
        self.assertEqual(1, len(case.sudo().clock_ids))

    def test_state_is_written_by_steps_only(self):
        case = self.make_case()
        for vals in (
            {"state": "granted"},
            {"name": "X"},
            {"decided_uid": self.head.id},
        ):
            with self.assertRaises(UserError):
                case.write(vals)
            with self.assertRaises(UserError):
                case.sudo().write(vals)
        with self.assertRaises(UserError):
            self.make_case(state="granted")

    def test_what_was_applied_for_stays(self):
        case = self.received()
        other = self.make_kind("t2")
        for vals in ({"kind_id": other.id}, {"division_id": self.district.id}):
            with self.assertRaisesRegex(UserError, "in a draft only"):
                case.write(vals)

    def test_draft_takes_the_papers_of_its_kind(self):
        case = self.make_case()
        other = self.make_kind("t2", material_ids=[(0, 0, {"name": "Other"})])
        case.kind_id = other
        self.assertEqual(["Other"], case.material_ids.mapped("name"))

    def test_under_approval_all_is_frozen(self):
        case = self.submitted()
        with self.assertRaisesRegex(UserError, "can't change"):
            case.summary = "Another"
        with self.assertRaises(UserError):
            case.material_ids[0].note = "x"
        with self.assertRaises(UserError):
            self.env["civil.case.visit"].with_user(self.clerk).create(
                {"case_id": case.id, "place": "x"}
            )

    def test_decided_stays_to_the_end(self):
        case = self.granted()
        self.serve(case)
        with self.assertRaisesRegex(UserError, "can't change"):
            case.summary = "Another"
        case.action_archive_case()
        with self.assertRaisesRegex(UserError, "can't change"):
            case.summary = "Another"

    def test_holder_changes_any_time(self):
        case = self.submitted()
        case.user_id = self.clerk2
        self.assertEqual(self.clerk2, case.user_id)

    # -- refusing

    def test_refusal_names_grounds(self):
        """Administrative Licensing Law, article 38: reasons have to be given."""
        case = self.accepted()
        with self.assertRaisesRegex(UserError, "ground of law"):
            case.action_propose("refuse", ground_ids=[], reason="No yard.")
        with self.assertRaisesRegex(UserError, "ground of law"):
            case.action_propose("refuse", ground_ids=self.ground.ids, reason=" ")
        with self.assertRaisesRegex(UserError, "ground of law"):
            case.action_propose(
                "refuse", ground_ids=self.ground_acceptance.ids, reason="No yard."
            )

    def test_refusal_tells_remedies(self):
        """Administrative Licensing Law, article 38: reconsideration and lawsuit."""
        case = self.accepted()
        case.action_propose("refuse", "Unfit.", self.ground.ids, "No yard.")
        case.action_submit()
        case.with_user(self.head).action_review()
        with self.assertRaisesRegex(UserError, "proposed to refuse"):
            case.with_user(self.deputy).action_grant()
        case.with_user(self.deputy).action_refuse()
        self.assertEqual("refused", case.state)
        paper = case.sudo().document_ids.filtered(
            lambda document: document.kind_code == "case_refusal"
        )
        self.assertIn("No yard.", paper.body)
        self.assertIn("60", paper.remedies)
        self.assertIn("6个月", paper.remedies)

    def test_proposal_to_grant_forgets_grounds(self):
        case = self.accepted()
        case.action_propose("refuse", "Unfit.", self.ground.ids, "No yard.")
        case.action_propose("grant", "Fit after all.")
        self.assertFalse(case.ground_ids)

    # -- taking and sending back

    def test_submitter_takes_back_until_somebody_acts(self):
        case = self.submitted()
        with self.assertRaisesRegex(UserError, "only c-clerk|Only c-clerk"):
            case.with_user(self.clerk2).action_take_back()
        case.action_take_back()
        self.assertEqual("accepted", case.state)
        self.assertEqual("running", self.clock(case, "decide").state)
        case.action_submit()
        case.with_user(self.head).action_review()
        with self.assertRaisesRegex(UserError, "already been reviewed"):
            case.action_take_back()

    def test_acceptance_is_taken_back(self):
        case = self.accepted()
        case.action_take_back()
        self.assertEqual("received", case.state)
        self.assertEqual("running", self.clock(case, "accept").state)
        self.assertFalse(self.clock(case, "decide"))
        voided = case.sudo().document_ids.filtered(lambda d: d.state == "voided")
        self.assertEqual("case_acceptance", voided.kind_code)
        case.action_accept()
        self.assertEqual("accepted", case.state)

    def test_acceptance_stays_once_it_left_the_office(self):
        case = self.accepted()
        self.serve(case)
        with self.assertRaisesRegex(UserError, "left the office"):
            case.action_take_back()

    def test_acceptance_stays_once_something_followed(self):
        case = self.accepted()
        case.visit_ids = [(0, 0, {"place": "Yard"})]
        with self.assertRaisesRegex(UserError, "next step"):
            case.action_take_back()

    def test_receipt_is_taken_back(self):
        case = self.received()
        number = case.name
        case.action_take_back()
        self.assertEqual("draft", case.state)
        self.assertFalse(case.sudo().clock_ids)
        case.action_receive()
        self.assertEqual(number, case.name)

    def test_sent_back_with_a_reason(self):
        case = self.submitted()
        self.assertEqual("ir.actions.act_window", case.action_send_back()["type"])
        case.with_user(self.head).action_send_back("The visit is missing.")
        self.assertEqual("accepted", case.state)
        self.assertIn("The visit is missing.", case.sudo().message_ids[0].body)
        course = case.sudo().review_ids.filtered(lambda tier: tier.comment)
        self.assertEqual("sent_back", course.outcome)

    def test_withdrawn_by_the_applicant(self):
        case = self.submitted()
        case.action_withdraw("The applicant changed his mind.")
        self.assertEqual("withdrawn", case.state)
        self.assertEqual("cancelled", self.clock(case, "decide").state)
        self.assertFalse(case.waiting_for_user)
        case.action_archive_case()
        self.assertEqual("archived", case.state)

    def test_decided_is_not_withdrawn(self):
        case = self.granted()
        with self.assertRaisesRegex(UserError, "Granted"):
            case.action_withdraw("Late.")

    def test_served_needs_service(self):
        case = self.granted()
        with self.assertRaisesRegex(UserError, "hasn't been served"):
            case.action_serve()

    def test_papers_of_people_are_bound(self):
        case = self.make_case()
        files = self.env["ir.attachment"].with_user(self.clerk)
        file = files.create(
            {"name": "Proof.pdf", "raw": self.blank, "mimetype": "application/pdf"}
        )
        case.material_ids[0].attachment_ids = file
        case.action_receive()
        case.action_withdraw("Given up.")
        case.action_archive_case()
        names = case.sudo().archive_file_ids.item_ids.mapped("name")
        self.assertIn("Proof.pdf", names)
