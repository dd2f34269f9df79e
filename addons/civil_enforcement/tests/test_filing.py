from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tests import tagged

from .common import EnforcementCase


@tagged("post_install", "-at_install")
class TestFiling(EnforcementCase):
    """Administrative Penalty Law, articles 22 to 27, 36, 37, 42, 43, 54, 60."""

    def test_filing_is_approved_by_others_and_numbered(self):
        case = self.make_case()
        self.assertFalse(case.name)
        case.action_submit_filing()
        with self.assertRaises(UserError):
            case.action_review()
        with self.assertRaises(UserError):
            case.with_user(self.deputy).action_approve()
        self.approve(case)
        self.assertEqual(case.state, "investigating")
        self.assertEqual(case.name, "曾民罚案〔2024〕1号")
        self.assertEqual(case.filed_uid, self.deputy)
        document = case.sudo().document_ids
        self.assertEqual(document.number, "曾民罚立字〔2024〕第1号")
        self.assertEqual(document.title, "立案审批表")

    def test_article_36_two_years_after_the_act(self):
        case = self.make_case(deed_date="2022-02-28", discovered_on="2024-02-29")
        with self.assertRaisesRegex(UserError, "article 36"):
            case.action_submit_filing()
        case.discovered_on = "2024-02-28"
        case.action_submit_filing()
        self.assertEqual(case.state, "filing")

    def test_article_36_five_years_for_life_and_health(self):
        self.offence.has_long_limit = True
        self.offence.date_from = "2010-01-01"
        case = self.make_case(deed_date="2019-03-01", discovered_on="2024-03-02")
        with self.assertRaisesRegex(UserError, "article 36"):
            case.action_submit_filing()
        case.discovered_on = "2024-03-01"
        case.action_submit_filing()

    def test_article_37_the_law_of_the_day_of_the_act(self):
        self.offence.date_from = "2024-02-21"
        case = self.make_case()
        with self.assertRaisesRegex(UserError, "article 37"):
            case.action_submit_filing()

    def test_article_27_what_belongs_to_others_is_not_filed(self):
        case = self.make_case(jurisdiction="other")
        with self.assertRaisesRegex(UserError, "article 27"):
            case.action_submit_filing()
        case.action_not_file(reason="Belongs to the market regulator")
        self.assertEqual(case.state, "not_filed")
        self.assertEqual(case.not_filed_reason, "Belongs to the market regulator")

    def test_article_42_two_officers_with_valid_certificates(self):
        case = self.make_case(officer_ids=[Command.set(self.officers[0].ids)])
        with self.assertRaisesRegex(UserError, "article 42"):
            case.action_submit_filing()
        case.officer_ids = self.officers
        self.officers[1].certificate_to = "2024-03-03"
        with self.assertRaisesRegex(UserError, "no valid certificate"):
            case.action_submit_filing()
        self.officers[1].certificate_to = "2024-03-04"
        case.action_submit_filing()
        self.assertEqual(case.state, "filing")

    def test_article_42_records_are_taken_by_certified_officers(self):
        case = self.filed()
        values = {"case_id": case.id, "subject": "Zhang", "text": "Q: … A: …"}
        records = self.env["civil.enforcement.record"].with_user(self.clerk)
        with self.assertRaisesRegex(UserError, "article 42"):
            records.create(
                {**values, "officer_ids": [Command.set(self.officers[0].ids)]}
            )
        officers = (self.officers | self.spare).ids
        with self.assertRaisesRegex(UserError, "isn't an officer of this case"):
            records.create({**values, "officer_ids": [Command.set(officers)]})
        record = records.with_context(default_case_id=case.id).create(values)
        self.assertEqual(record.officer_ids, self.officers)
        with self.assertRaisesRegex(UserError, "signed"):
            record.action_issue()
        record.is_signed = True
        record.action_issue()
        self.assertIn("询问笔录", case.sudo().document_ids.mapped("title"))

    def test_article_43_who_withdraws_leaves_the_case(self):
        case = self.filed()
        recusal = (
            self.env["civil.enforcement.recusal"]
            .with_user(self.clerk)
            .create(
                {
                    "case_id": case.id,
                    "officer_id": self.officers[1].id,
                    "ground": "Brother of the manager",
                }
            )
        )
        with self.assertRaises(UserError):
            recusal.action_grant()
        with self.assertRaises(UserError):
            recusal.with_user(self.clerk2).action_refuse(reason="No")
        recusal.with_user(self.head).action_grant()
        self.assertEqual(case.officer_ids, self.officers[0])
        case.officer_ids = self.officers
        case.write({"facts": "x", "report": "x", "outcome": "dropped"})
        case.outcome_reason = "Nothing found"
        self.env["civil.enforcement.evidence"].with_user(self.clerk).create(
            {"case_id": case.id, "name": "x"}
        )
        with self.assertRaisesRegex(UserError, "article 43"):
            case.action_report()
        case.officer_ids = self.officers[0] | self.spare
        case.action_report()

    def test_article_60_overdue_on_the_91st_day(self):
        case = self.filed()
        self.assertEqual(str(case.due_date), "2024-06-03")
        self.travel("2024-06-03")
        self.assertFalse(case.is_overdue)
        self.travel("2024-06-04")
        self.assertTrue(case.is_overdue)
        self.assertIn(case, case.search([("is_overdue", "=", True)]))

    def test_article_60_extended_once_by_the_head(self):
        case = self.filed()
        with self.assertRaises(UserError):
            case.action_extend(reason="An expert opinion is awaited")
        case.with_user(self.head).action_extend(reason="An expert opinion is awaited")
        self.assertEqual(str(case.due_date), "2024-07-02")
        with self.assertRaises(UserError):
            case.with_user(self.head).action_extend(reason="Once more")

    def test_send_back_and_take_back(self):
        case = self.make_case()
        case.action_submit_filing()
        with self.assertRaisesRegex(UserError, "can't change"):
            case.place = "Elsewhere"
        case.action_take_back()
        self.assertEqual(case.state, "draft")
        case.action_submit_filing()
        case.with_user(self.head).action_send_back(reason="Name the place")
        self.assertEqual(case.state, "draft")
        case.place = "Elsewhere"

    def test_state_and_what_steps_write_are_closed(self):
        case = self.filed()
        for vals in (
            {"state": "decided"},
            {"notice_served_on": "2024-03-04"},
            {"served_on": "2024-03-04"},
            {"fine_due_on": "2024-03-04"},
        ):
            with self.assertRaises(UserError):
                case.write(vals)
            with self.assertRaises(UserError):
                case.sudo().write(vals)
