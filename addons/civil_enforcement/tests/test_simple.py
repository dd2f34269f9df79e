from odoo.exceptions import UserError
from odoo.tests import tagged

from .common import EnforcementCase


@tagged("post_install", "-at_install")
class TestSimple(EnforcementCase):
    """Administrative Penalty Law, articles 51 and 52: decisions on the spot."""

    def on_spot(self, *sanctions, **values):
        return self.make_case(
            procedure="simple",
            facts="The agreement of one resident is missing",
            told_on_spot=True,
            penalty_ids=list(sanctions),
            **values,
        )

    def test_a_warning_is_decided_and_handed_over_at_once(self):
        case = self.on_spot(self.sanction("warning"))
        case.action_decide_on_spot()
        self.assertEqual(case.state, "served")
        self.assertEqual(str(case.served_on), "2024-03-04")
        self.assertEqual(case.outcome, "punish")
        [document] = case.sudo().document_ids
        self.assertEqual(document.number, "曾民当罚字〔2024〕第1号")
        self.assertFalse(case.fine_due_on)

    def test_article_51_limits(self):
        self.fine.min_amount = 0
        case = self.on_spot(self.sanction(amount=3000.01))
        with self.assertRaisesRegex(UserError, "3,000 yuan"):
            case.action_decide_on_spot()
        case.penalty_ids.amount = 3000
        case.action_decide_on_spot()
        self.assertEqual(str(case.fine_due_on), "2024-03-19")
        resident = self.env["civil.resident"].create(
            {"name": "张三", "division_id": self.east.id}
        )
        case = self.on_spot(
            self.sanction(amount=200.01),
            party_type="person",
            organization_id=False,
            resident_id=resident.id,
        )
        with self.assertRaisesRegex(UserError, "200 yuan"):
            case.action_decide_on_spot()
        case.penalty_ids.amount = 200
        case.action_decide_on_spot()

    def test_article_51_only_warnings_and_fines(self):
        case = self.on_spot(self.sanction("revocation"))
        with self.assertRaisesRegex(UserError, "article 51"):
            case.action_decide_on_spot()

    def test_articles_44_and_45_told_and_heard(self):
        case = self.on_spot(self.sanction("warning"))
        case.told_on_spot = False
        with self.assertRaisesRegex(UserError, "articles 44, 45"):
            case.action_decide_on_spot()

    def test_an_ordinary_case_is_not_decided_on_the_spot(self):
        case = self.make_case(penalty_ids=[self.sanction("warning")])
        with self.assertRaises(UserError):
            case.action_decide_on_spot()
        case = self.on_spot(self.sanction("warning"))
        with self.assertRaises(UserError):
            case.action_submit_filing()

    def test_article_52_reported_to_the_bureau(self):
        case = self.on_spot(self.sanction("warning"))
        case.action_decide_on_spot()
        head = case.with_user(self.head)
        with self.assertRaisesRegex(UserError, "article 52"):
            head.action_close(reason="Done")
        with self.assertRaises(UserError):
            case.action_report_simple(day="2024-03-04")
        head.action_report_simple(day="2024-03-04")
        head.action_close(reason="Done")
        self.assertEqual(case.state, "closed")
