from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tests import tagged

from .common import EnforcementCase


@tagged("post_install", "-at_install")
class TestExecution(EnforcementCase):
    """Articles 48, 60, 61 of the Penalty Law, 53 and 54 of the Compulsion Law."""

    def test_deciding_is_by_others_than_the_maker(self):
        case = self.noticed()
        self.travel("2024-03-13")
        case.action_submit_decision()
        with self.assertRaises(UserError):
            case.action_review()
        with self.assertRaises(UserError):
            case.with_user(self.deputy).action_approve()
        self.approve(case)
        self.assertEqual(case.decided_uid, self.deputy)
        self.assertTrue(case.decision_hash)
        self.assertFalse(
            case._clocks("enforcement.decision").filtered(
                lambda c: c.state == "running"
            )
        )

    def test_a_decision_that_is_sent_back_keeps_its_notice(self):
        case = self.noticed()
        self.travel("2024-03-13")
        case.action_submit_decision()
        case.with_user(self.deputy).action_send_back(reason="Grounds are thin")
        self.assertEqual(case.state, "reported")
        case.outcome_reason = "Better grounds"
        case.action_submit_decision()
        self.approve(case)
        self.assertEqual(case.state, "decided")

    def test_what_was_decided_stays(self):
        case = self.decided()
        for vals in ({"facts": "x"}, {"place": "x"}, {"organization_id": False}):
            with self.assertRaises(UserError):
                case.write(vals)
        with self.assertRaises(UserError):
            case.penalty_ids.write({"amount": 4000})
        with self.assertRaises(UserError):
            case.evidence_ids.unlink()
        with self.assertRaises(UserError):
            case.write({"penalty_ids": [self.sanction("warning")]})

    def test_article_61_served_within_seven_working_days(self):
        case = self.decided()
        self.assertEqual(str(case.due_date), "2024-03-22")
        with self.assertRaises(UserError):
            case.action_serve(day="2024-03-12", way="direct")
        case.action_serve(day="2024-03-13", way="direct", receiver="Manager")
        self.assertEqual(case.state, "served")
        service = case.sudo().document_ids.service_ids
        self.assertIn("Manager", service.mapped("receiver"))
        with self.assertRaises(UserError):
            case.action_serve(day="2024-03-13", way="direct")

    def test_publication_and_its_withdrawal(self):
        case = self.served()
        clock = case._clocks("enforcement.publication")
        self.assertEqual(str(clock._local(clock.limit_at).date()), "2024-03-22")
        self.assertIn(
            "publish",
            case.env["civil.todo"]
            .sudo()
            .search([("res_model", "=", case._name), ("res_id", "=", case.id)])
            .mapped("key"),
        )
        case.action_publish(day="2024-03-14", text="https://example.org/1")
        self.assertEqual(str(case.publication_until), "2025-03-14")
        with self.assertRaisesRegex(UserError, "2025-03-14"):
            case.with_user(self.head).action_withdraw_publication(reason="Early")
        with self.assertRaises(UserError):
            case.action_withdraw_publication(reason="Term over")
        self.travel("2025-03-14")
        self.assertIn(
            case,
            case.search([("publication_until", "<=", "today")]),
        )
        case.with_user(self.head).action_withdraw_publication(reason="Term over")
        self.assertEqual(str(case.publication_ended_on), "2025-03-14")

    def test_annulled_decisions_are_withdrawn_at_once(self):
        case = self.served()
        case.action_publish(day="2024-03-14", text="https://example.org/1")
        remedy = {
            "kind": "reconsideration",
            "body": "District Government",
            "filed_on": "2024-03-14",
            "result": "annulled",
            "resulted_on": "2024-03-14",
        }
        case.write({"remedy_ids": [Command.create(remedy)]})
        case.with_user(self.head).action_withdraw_publication(reason="Annulled")
        case.with_user(self.head).action_close(reason="Annulled")

    def test_court_only_after_remedies_and_a_reminder(self):
        case = self.served()
        self.assertEqual(str(case.remedy_until), "2024-09-14")
        self.assertEqual(str(case.court_until), "2024-12-14")
        with self.assertRaisesRegex(UserError, "2024-03-29"):
            case.action_remind(day="2024-03-14")
        self.travel("2024-09-10")
        with self.assertRaisesRegex(UserError, "article 53"):
            case.action_apply_court(day="2024-09-10", text="District Court")
        case.action_remind(day="2024-09-10")
        self.travel("2024-09-19")
        with self.assertRaisesRegex(UserError, "article 54"):
            case.action_apply_court(day="2024-09-19", text="District Court")
        case.action_apply_court(day="2024-09-20", text="District Court")
        with self.assertRaises(UserError):
            case.with_user(self.head).action_close(reason="Done")
        case.action_record_court(result="enforced")
        case.with_user(self.head).action_close(reason="Enforced by the court")
        titles = case.sudo().document_ids.mapped("title")
        for title in ("履行行政处罚决定催告书", "强制执行申请书", "结案审批表"):
            self.assertIn(title, titles)

    def test_court_not_after_three_months(self):
        case = self.served()
        self.travel("2024-12-01")
        case.action_remind(day="2024-12-01")
        self.travel("2024-12-16")
        with self.assertRaisesRegex(UserError, "2024-12-14"):
            case.action_apply_court(day="2024-12-16", text="District Court")

    def test_court_not_during_a_remedy(self):
        case = self.served()
        remedy = {
            "kind": "reconsideration",
            "body": "District Government",
            "filed_on": "2024-04-14",
        }
        case.write({"remedy_ids": [Command.create(remedy)]})
        self.assertFalse(case.remedy_until)
        self.travel("2024-10-01")
        with self.assertRaisesRegex(UserError, "isn't over"):
            case.action_apply_court(day="2024-10-01", text="District Court")
        case.remedy_ids.write({"result": "upheld", "resulted_on": "2024-09-10"})
        self.assertEqual(str(case.remedy_until), "2024-09-25")

    def test_closed_when_everything_is_carried_out(self):
        case = self.served(
            self.sanction(), self.sanction("confiscation", items="Books")
        )
        head = case.with_user(self.head)
        with self.assertRaisesRegex(UserError, "5,000.00"):
            head.action_close(reason="Done")
        self.pay(case, 5000)
        with self.assertRaisesRegex(UserError, "confiscation"):
            head.action_close(reason="Done")
        line = case.penalty_ids.filtered(lambda one: one.kind == "confiscation")
        with self.assertRaises(UserError):
            line.with_user(self.clerk).write({"executed_on": "2024-03-14"})
        line.with_user(self.clerk).action_execute(day="2024-03-14", text="Stored")
        with self.assertRaises(UserError):
            case.action_close(reason="Done")
        head.action_close(reason="Paid and handed in")
        self.assertEqual(case.state, "closed")
        self.assertEqual(str(case.due_date), "2024-03-22")
        case.action_publish(day="2024-03-14", text="https://example.org/1")
        self.assertFalse(case.due_at)

    def test_what_a_decision_brings_about_elsewhere(self):
        seen = []
        hook = type(self.env["civil.enforcement.case"])._on_effective
        self.patch(
            self.registry["civil.enforcement.case"],
            "_on_effective",
            lambda cases: (seen.append(cases.penalty_ids.mapped("kind")), hook(cases)),
        )
        self.noticed(self.sanction("revocation"))
        self.assertFalse(seen)
        self.served(self.sanction("warning"))
        self.assertEqual(seen, [["warning"]])
