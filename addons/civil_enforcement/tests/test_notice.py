from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tests import tagged

from .common import EnforcementCase


@tagged("post_install", "-at_install")
class TestNotice(EnforcementCase):
    """Administrative Penalty Law, articles 40, 44, 45, 56, 57, 62, 63."""

    def test_article_40_no_facts_without_evidence(self):
        case = self.filed()
        case.write(
            {
                "facts": "x",
                "report": "x",
                "outcome": "punish",
                "penalty_ids": [self.sanction()],
            }
        )
        with self.assertRaisesRegex(UserError, "article 40"):
            case.action_report()

    def test_article_62_no_decision_without_notice(self):
        case = self.proposed()
        with self.assertRaisesRegex(UserError, "article 62"):
            case.action_submit_decision()
        case.action_give_notice()
        with self.assertRaisesRegex(UserError, "article 62"):
            case.action_submit_decision()
        self.assertEqual(case.decision_refusal.count("article 62"), 1)

    def test_article_45_the_party_has_time_to_answer(self):
        case = self.noticed()
        self.assertEqual(str(case.answer_until), "2024-03-11")
        self.travel("2024-03-11")
        with self.assertRaisesRegex(UserError, "until 2024-03-11"):
            case.action_submit_decision()
        self.travel("2024-03-12")
        case.action_submit_decision()
        self.assertEqual(case.state, "deciding")

    def test_a_waiver_ends_the_time(self):
        case = self.noticed()
        case.action_waive(day="2024-03-04")
        case.action_submit_decision()
        self.assertEqual(case.state, "deciding")

    def test_article_45_a_defence_is_answered(self):
        case = self.noticed()
        self.travel("2024-03-06")
        case.action_record_statement(day="2024-03-06", text="Agreements exist")
        with self.assertRaisesRegex(UserError, "article 45"):
            case.action_submit_decision()
        case.action_answer_statement(text="Checked; five exist")
        case.action_submit_decision()
        self.assertEqual(case.state, "deciding")

    def test_article_45_not_heavier_for_defending(self):
        case = self.noticed()
        case.action_record_statement(day="2024-03-04", text="Too much")
        case.action_answer_statement(text="No")
        case.penalty_ids.amount = 6000
        with self.assertRaisesRegex(UserError, "article 45"):
            case.action_submit_decision()
        case.write({"penalty_ids": [self.sanction("warning")]})
        case.penalty_ids[0].amount = 5000
        with self.assertRaisesRegex(UserError, "article 45"):
            case.action_submit_decision()
        case.penalty_ids.filtered(lambda line: line.kind == "warning").unlink()
        case.penalty_ids.amount = 3000
        case.action_submit_decision()
        self.assertEqual(case.fine_amount, 3000)

    def test_heavier_needs_new_facts_and_another_notice(self):
        case = self.noticed()
        case.action_record_statement(day="2024-03-04", text="Too much")
        with self.assertRaises(UserError):
            case.with_user(self.deputy).action_withdraw_notice(reason="x")
        case.action_withdraw_notice(reason="Three more residents were found")
        self.assertEqual(case.state, "reported")
        case.penalty_ids.amount = 9000
        case.action_give_notice()
        self.assertFalse(case.notice_served_on)
        self.assertEqual(case.penalty_ids.noticed_amount, 9000)
        notices = case.sudo().document_ids.filtered(
            lambda d: d.kind_id.code == "enforcement.notice"
        )
        self.assertEqual(len(notices), 2)

    def test_kind_of_a_noticed_sanction_stays(self):
        case = self.noticed(self.sanction("warning"))
        with self.assertRaisesRegex(UserError, "Notice was given"):
            case.penalty_ids.write(
                {"kind": "revocation", "sanction_id": self.revocation.id}
            )
        with self.assertRaises(UserError):
            case.penalty_ids.write({"noticed_amount": 10})
        with self.assertRaises(UserError):
            case.penalty_ids.sudo().write({"is_noticed": False})

    def test_sanctions_stay_within_the_catalogue(self):
        case = self.filed()
        for amount in (999.99, 30000.01):
            with self.assertRaises(UserError):
                case.write({"penalty_ids": [self.sanction(amount=amount)]})
        line = self.sanction(
            amount=500, is_mitigated=True, mitigation_reason="Article 32: corrected"
        )
        case.write({"penalty_ids": [line]})
        self.assertEqual(case.fine_amount, 500)

    def test_multiples_are_exact(self):
        case = self.filed()
        values = {
            "kind": "fine",
            "sanction_id": self.multiple.id,
            "base_amount": 1234.56,
            "text": "fine",
        }
        with self.assertRaisesRegex(UserError, "3,703.68"):
            case.write({"penalty_ids": [Command.create({**values, "amount": 3703.69})]})
        case.write({"penalty_ids": [Command.create({**values, "amount": 3703.68})]})

    def test_article_56_preserved_evidence_within_seven_working_days(self):
        case = self.filed()
        evidence = self.env["civil.enforcement.evidence"].create(
            {"case_id": case.id, "name": "Ledger"}
        )
        with self.assertRaises(UserError):
            evidence.with_user(self.clerk).action_preserve()
        evidence.with_user(self.head).action_preserve()
        self.assertEqual(str(evidence.preserve_until), "2024-03-13")
        self.assertIn("先行登记保存通知书", case.sudo().document_ids.mapped("title"))
        self.travel("2024-03-14")
        self.assertTrue(evidence.is_late)
        evidence.with_user(self.clerk).action_decide_preservation(
            day="2024-03-13", text="Returned"
        )
        self.assertFalse(evidence.is_late)
        with self.assertRaises(UserError):
            evidence.with_user(self.clerk).write({"released_on": "2024-03-05"})

    def test_article_56_undecided_evidence_stops_the_decision(self):
        case = self.noticed()
        case.evidence_ids.with_user(self.head).action_preserve()
        self.travel("2024-03-13")
        with self.assertRaisesRegex(UserError, "article 56"):
            case.action_submit_decision()

    def test_article_33_not_punished(self):
        case = self.filed()
        case.write(
            {
                "facts": "x",
                "report": "x",
                "outcome": "not_punished",
                "outcome_reason": "Corrected at once",
                "evidence_ids": [Command.create({"name": "Photo"})],
            }
        )
        with self.assertRaisesRegex(UserError, "article 33"):
            case.action_report()
        case.exemption = "first"
        with self.assertRaisesRegex(UserError, "article 33"):
            case.action_report()
        case.corrected_on = "2024-03-04"
        case.action_report()
        case.action_submit_decision()
        self.approve(case)
        self.assertIn("不予行政处罚决定书", case.sudo().document_ids.mapped("title"))
        with self.assertRaisesRegex(UserError, "article 61"):
            case.with_user(self.head).action_close(reason="Done")
        case.action_serve(day="2024-03-04", way="direct", receiver="Manager")
        case.with_user(self.head).action_close(reason="Educated")
        self.assertEqual(case.state, "closed")
        self.assertFalse(case.fine_due_on)

    def test_article_57_dropped_and_transferred(self):
        for outcome, title in (
            ("dropped", "撤销案件决定书"),
            ("transferred", "案件移送函"),
        ):
            case = self.filed()
            case.write(
                {
                    "facts": "x",
                    "report": "x",
                    "outcome": outcome,
                    "outcome_reason": "A crime is suspected",
                    "transfer_to": "Public Security",
                    "evidence_ids": [Command.create({"name": "Photo"})],
                }
            )
            case.action_report()
            case.action_submit_decision()
            self.approve(case)
            self.assertIn(title, case.sudo().document_ids.mapped("title"))
            case.with_user(self.head).action_close(reason="Handed over")
            self.assertEqual(case.state, "closed")
