from odoo.exceptions import UserError, ValidationError
from odoo.fields import Command

from .common import CaseCase


class TestInvestigation(CaseCase):
    """Consultation, site visit and public notice before the decision."""

    def consult(self, case, **values):
        return (
            self.env["civil.case.consultation"]
            .with_user(self.clerk)
            .create({"case_id": case.id, "body": "Fire", "question": "Safe?", **values})
        )

    def visit(self, case, people, **values):
        return (
            self.env["civil.case.visit"]
            .with_user(self.clerk)
            .create(
                {
                    "case_id": case.id,
                    "place": "Yard",
                    "user_ids": [Command.set(people.ids)],
                    "findings": "Clean.",
                    "result": "fit",
                    **values,
                }
            )
        )

    def notice(self, case):
        return (
            self.env["civil.case.publicity"]
            .with_user(self.clerk)
            .create({"case_id": case.id, "place": "Board"})
        )

    # -- consultation

    def test_opinion_is_waited_for(self):
        case = self.accepted()
        letter = self.consult(case)
        letter.action_send()
        self.assertEqual("2024-03-11", str(letter.due_date))
        with self.assertRaisesRegex(UserError, "hasn't answered"):
            case.action_submit()
        letter.action_answer("agreed", "Safe.")
        self.assertEqual("answered", letter.state)
        case.action_submit()

    def test_what_was_sent_stays(self):
        letter = self.consult(self.accepted())
        letter.action_send()
        with self.assertRaisesRegex(UserError, "stays as it is"):
            letter.question = "Nice?"
        with self.assertRaises(UserError):
            letter.unlink()
        with self.assertRaises(UserError):
            letter.write({"answer": "forged"})

    def test_answer_is_one_of_three(self):
        letter = self.consult(self.accepted())
        letter.action_send()
        with self.assertRaisesRegex(UserError, "Choose"):
            letter.action_answer("perhaps")
        self.assertEqual("civil.case.reason", letter.action_answer()["res_model"])

    def test_bodies_that_the_kind_names_are_asked(self):
        self.kind.consult_ids = [Command.create({"body": "Planning"})]
        case = self.accepted()
        with self.assertRaisesRegex(UserError, "Planning has to be consulted"):
            case.action_submit()
        letter = self.consult(case, consult_id=self.kind.consult_ids.id)
        letter.action_send()
        letter.action_answer("none", "Nothing.")
        case.action_submit()

    def test_opinion_no_longer_waited_for(self):
        case = self.accepted()
        letter = self.consult(case)
        letter.action_send()
        letter.action_withdraw()
        case.action_submit()

    # -- site visit

    def test_visit_by_two(self):
        """Administrative Licensing Law, article 34: two people or more."""
        self.kind.needs_visit = True
        case = self.accepted()
        with self.assertRaisesRegex(UserError, "site visit"):
            case.action_submit()
        alone = self.visit(case, self.clerk)
        with self.assertRaisesRegex(UserError, "article 34"):
            alone.action_finish()
        alone.user_ids += self.clerk2
        alone.action_finish()
        case.action_submit()

    def test_visit_says_what_was_found(self):
        case = self.accepted()
        both = self.clerk + self.clerk2
        for values in ({"findings": False}, {"result": False}):
            with self.assertRaisesRegex(UserError, "findings"):
                self.visit(case, both, **values).action_finish()
        with self.assertRaisesRegex(UserError, "ahead"):
            self.visit(case, both, visit_date="2024-03-05").action_finish()

    def test_finished_visit_stays(self):
        visit = self.visit(self.accepted(), self.clerk + self.clerk2)
        visit.action_finish()
        with self.assertRaisesRegex(UserError, "stays as it is"):
            visit.findings = "Dirty."
        with self.assertRaises(UserError):
            visit.unlink()

    def test_refusal_needs_no_visit(self):
        """What a grant needs, a refusal doesn't; what was begun has to end."""
        self.kind.needs_visit = True
        case = self.accepted()
        case.action_propose("refuse", "No.", self.ground.ids, "No yard.")
        case.action_submit()
        self.assertEqual("under_approval", case.state)

    # -- public notice

    def test_notice_runs_seven_days(self):
        self.kind.needs_publicity = True
        case = self.accepted()
        with self.assertRaisesRegex(UserError, "public notice"):
            case.action_submit()
        notice = self.notice(case)
        notice.action_publish()
        self.assertEqual("2024-03-05", str(notice.date_from))
        self.assertEqual("2024-03-11", str(notice.date_to))
        self.assertEqual("paused", self.clock(case, "decide").state)
        with self.at("2024-03-11 23:00"):
            self.env["civil.case.publicity"]._cron_end()
            self.assertTrue(case.is_resting)
        with self.at("2024-03-12 09:00"):
            self.env["civil.case.publicity"]._cron_end()
            notice.invalidate_recordset()
            self.assertFalse(case.is_resting)
            # Five working days of notice don't count; 12 March does.
            self.assertEqual("2024-04-09 23:59", self.local(case.due_at))
            case.action_submit()

    def test_rest_ends_with_the_last_day_of_notice(self):
        """However late somebody looks: the days after the notice count."""
        case = self.accepted()
        self.notice(case).action_publish()
        with self.at("2024-03-20 09:00"):
            case.action_run_on()
            self.assertEqual("2024-04-09 23:59", self.local(case.due_at))

    def test_no_decision_while_it_runs(self):
        case = self.accepted()
        self.notice(case).action_publish()
        case.action_run_on()
        with self.assertRaisesRegex(UserError, "up until"):
            case.action_submit()

    def test_no_decision_with_an_open_objection(self):
        case = self.accepted()
        notice = self.notice(case)
        notice.action_publish()
        objection = (
            self.env["civil.case.objection"]
            .with_user(self.clerk)
            .create(
                {
                    "publicity_id": notice.id,
                    "objector": "Neighbor",
                    "content": "It smells.",
                }
            )
        )
        with self.at("2024-03-13 09:00"):
            case.action_run_on()
            notice.invalidate_recordset()
            with self.assertRaisesRegex(UserError, "unanswered"):
                case.action_submit()
            objection.action_answer("It doesn't.", is_upheld=False)
            self.assertEqual("answered", objection.state)
            with self.assertRaises(UserError):
                objection.content = "It smells a lot."
            case.action_submit()

    def test_notice_shows_named_fields_only(self):
        """Personal Information Protection Law: what a notice needs, nothing else."""
        case = self.accepted(description="Secret illness")
        notice = self.notice(case)
        notice.action_publish()
        self.assertIn("Test Company", notice.content)
        self.assertIn("East Town", notice.content)
        self.assertNotIn("Secret", notice.content)
        with self.assertRaises(UserError):
            notice.write({"content": "Anything"})

    def test_kind_shows_no_other_fields(self):
        for names in ("description", "party_name,resident_id", "message_ids"):
            with self.assertRaisesRegex(ValidationError, "must not show"):
                self.kind.publicity_fields = names

    def test_wrong_notice_is_taken_down(self):
        case = self.accepted()
        notice = self.notice(case)
        notice.action_publish()
        other = self.notice(case)
        with self.assertRaisesRegex(UserError, "up already"):
            other.action_publish()
        notice.action_withdraw()
        self.assertFalse(case.is_resting)
        other.action_publish()

    def test_nothing_is_done_before_acceptance(self):
        case = self.received()
        with self.assertRaisesRegex(UserError, "Received"):
            self.consult(case).action_send()
        with self.assertRaisesRegex(UserError, "Received"):
            self.visit(case, self.clerk + self.clerk2).action_finish()
        with self.assertRaisesRegex(UserError, "Received"):
            self.notice(case).action_publish()
