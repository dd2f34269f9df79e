from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tests import tagged

from .case_common import SocialCase


@tagged("post_install", "-at_install")
class TestCaseTerm(SocialCase):
    """Charters, elections and what becomes of a term."""

    def setUp(self):
        super().setUp()
        self.org = self.founded()

    def officers(self, **values):
        return self.apply_for(
            self.org,
            "officers",
            **{
                "social_elected_on": "2024-03-01",
                "social_entitled": 60,
                "social_present": 45,
                "social_votes": 30,
                "social_secret_ballot": True,
                "social_term_start": "2024-03-02",
                "social_term_end": "2028-03-01",
                "social_person_ids": [
                    self.person(is_initiator=False, term_count=2),
                    self.person(
                        "何静",
                        is_initiator=False,
                        is_legal_representative=False,
                        post="chief_supervisor",
                    ),
                ],
                **values,
            },
        )

    def refused_at(self, case, words):
        case.action_receive()
        self.papers(case)
        with self.assertRaisesRegex(UserError, words):
            case.action_accept()

    def test_a_new_term_needs_an_audit(self):
        case = self.officers()
        self.accept(case)
        self.check_people(case)
        with self.assertRaisesRegex(UserError, "Before a Re-election"):
            case.action_submit()
        self.audit(self.org, "reelection")
        self.decide(case)
        self.assertEqual(
            ("2024-03-02", "2028-03-01"),
            (str(self.org.term_start), str(self.org.term_end)),
        )
        terms = {one.name: one.term_count for one in self.org.officer_ids}
        self.assertEqual({"陈明": 2, "何静": 1}, terms)
        self.assertEqual("陈明", self.org.legal_representative)
        filing = self.org.filing_ids.filtered(lambda one: one.kind == "officers")
        self.assertEqual("2024-03-04", str(filing.filed_on))

    def test_whoever_isnt_elected_again_leaves(self):
        self.audit(self.org, "reelection")
        first = self.officers()
        self.accept(first)
        self.check_people(first)
        self.decide(first)
        with self.at("2028-02-28 09:00"):
            second = self.officers(
                social_elected_on="2028-02-20",
                social_consent_date="2028-02-15",
                social_term_start="2028-03-02",
                social_term_end="2032-03-01",
                social_person_ids=[self.person(is_initiator=False, term_count=3)],
            )
            self.accept(second)
            self.check_people(second)
            audit = self.audit(
                self.org, "reelection", date_from="2024-03-11", date_to="2028-01-31"
            )
            self.assertEqual("reported", audit.state)
            self.decide(second)
        left = self.org.officer_ids.filtered("left_on")
        self.assertEqual(
            [("何静", "2028-03-01")], [(one.name, str(one.left_on)) for one in left]
        )

    def test_somebody_who_follows_within_a_term_needs_no_audit(self):
        case = self.officers(social_is_reelection=False)
        self.accept(case)
        self.check_people(case)
        self.decide(case)
        self.assertEqual("2028-03-09", str(self.org.term_end))
        self.assertEqual(2, len(self.org.officer_ids))

    def test_votes_are_counted(self):
        for values, words in (
            ({"social_present": 39}, "39 of 60 were present"),
            ({"social_present": 45, "social_votes": 46}, "can't be more votes"),
            ({"social_present": 44, "social_votes": 22}, "22 of 44 voted"),
            ({"social_secret_ballot": False}, "secret ballot"),
            ({"social_elected_on": False}, "day of the election"),
        ):
            with self.subTest(values=values):
                case = self.officers(**values)
                self.refused_at(case, words)
                case.action_withdraw("录入有误")

    def test_a_charter_needs_two_thirds(self):
        values = {
            "social_elected_on": "2024-02-20",
            "social_entitled": 60,
            "social_present": 45,
        }
        case = self.apply_for(self.org, "charter", social_votes=30, **values)
        self.refused_at(case, "voted for it")
        case.social_votes = 31
        case.action_accept()
        self.decide(case)
        self.assertEqual(2, len(self.org.charter_ids))
        charter = self.org.charter_ids.sorted("id")[-1]
        self.assertEqual("2024-02-20", str(charter.adopted_on))
        self.assertTrue(charter.attachment_ids)

    def test_a_charter_is_made_by_a_case_only(self):
        with self.assertRaises(UserError):
            self.env["civil.social.charter"].create({"org_id": self.org.id})
        with self.assertRaises(UserError):
            self.org.charter_ids.sudo().write({"adopted_on": "2020-01-01"})
        with self.assertRaises(UserError):
            self.org.charter_ids.sudo().unlink()

    def extension(self, **values):
        return self.apply_for(
            self.org,
            "extension",
            **{
                "social_term_request": "extension",
                "social_term_date": "2029-03-09",
                "social_reason": "候选人考察未完成",
                **values,
            },
        )

    def test_a_term_is_extended_by_a_year_at_most(self):
        for values, words in (
            ({"social_term_date": "2029-03-10"}, "2029-03-09"),
            ({"social_term_date": "2028-03-09"}, "2029-03-09"),
            ({"social_reason": False}, "reasons"),
            ({"social_term_date": False}, "the day"),
        ):
            with self.subTest(values=values):
                case = self.extension(**values)
                self.refused_at(case, words)
                case.action_withdraw("录入有误")

    def test_an_extension_is_granted_once(self):
        case = self.extension()
        self.accept(case)
        self.decide(case)
        self.assertEqual("2029-03-09", str(self.org.term_until))
        reply = case.sudo().document_ids.filtered(
            lambda document: document.kind_code == "social_extension"
        )
        self.assertIn("延长至2029年3月9日", reply.body)
        self.refused_at(self.extension(), "extended already")

    def test_a_plan_keeps_to_the_term(self):
        self.refused_at(
            self.extension(social_term_request="plan"), "ask for an extension"
        )

    def test_an_early_election_extends_nothing(self):
        case = self.extension(
            social_term_request="early", social_term_date="2026-05-01"
        )
        self.accept(case)
        self.decide(case)
        self.assertFalse(self.org.extension_ids)
        self.assertEqual("2028-03-09", str(self.org.term_until))


@tagged("post_install", "-at_install")
class TestAudit(SocialCase):
    """Audits leave no day out, have a firm, a report and findings to put right."""

    def setUp(self):
        super().setUp()
        self.org = self.founded()

    def test_the_period_begins_with_the_term(self):
        with self.assertRaisesRegex(UserError, "2024-03-10"):
            self.audit(
                self.org, "departure", date_from="2024-03-11", date_to="2024-06-30"
            )

    def test_the_period_follows_the_last_audit(self):
        self.audit(self.org, "departure", date_from="2024-03-10", date_to="2024-06-30")
        with self.assertRaisesRegex(UserError, "2024-07-01"):
            self.audit(
                self.org, "reelection", date_from="2024-07-02", date_to="2024-09-30"
            )
        # What overlaps leaves no gap.
        audit = self.audit(
            self.org, "reelection", date_from="2024-06-01", date_to="2024-09-30"
        )
        self.assertEqual("reported", audit.state)

    def test_a_firm_has_a_right_credit_code(self):
        with self.assertRaisesRegex(UserError, "credit code"):
            self.audit(self.org, "departure", firm_code="91421303MJ0000070X")

    def test_a_report_is_complete(self):
        audit = self.audit(self.org, "departure", report=False, firm_code=False)
        with self.assertRaisesRegex(UserError, "accounting firm"):
            audit.action_engage()
        audit.firm_code = self.audit(self.org, "reelection", report=False).firm_code
        audit.action_engage()
        self.assertEqual("2024-03-04", str(audit.engaged_on))
        with self.assertRaisesRegex(UserError, "number, day and opinion"):
            audit.action_report()

    def finding(self):
        audit = self.audit(self.org, "departure", report=False)
        audit.action_engage()
        audit.write(
            {
                "report_no": "1",
                "issued_on": "2024-12-31",
                "opinion": "qualified",
                "attachment_ids": [Command.set(self.file().ids)],
                "finding_ids": [
                    Command.create({"description": "白条入账", "amount": 1200})
                ],
            }
        )
        return audit

    def test_findings_are_put_right_before_the_audit_is_closed(self):
        audit = self.finding()
        with self.assertRaisesRegex(UserError, "白条入账"):
            audit.action_report()
        audit.finding_ids.due_on = "2025-03-31"
        audit.action_report()
        with self.assertRaisesRegex(UserError, "doesn't change"):
            audit.opinion = "unqualified"
        with self.assertRaisesRegex(UserError, "doesn't change"):
            audit.finding_ids.amount = 0
        head = audit.with_user(self.head)
        with self.assertRaisesRegex(UserError, "1 findings"):
            head.action_close()
        audit.finding_ids.action_rectify("已取得正式票据")
        self.assertEqual("已取得正式票据", audit.finding_ids.rectified_note)
        with self.assertRaisesRegex(UserError, "role"):
            audit.action_close()
        head.action_close()
        self.assertEqual("closed", audit.state)

    def test_findings_that_are_late_are_found(self):
        audit = self.finding()
        audit.finding_ids.due_on = "2025-03-31"
        audit.action_report()
        late = [("finding_ids.is_overdue", "=", True)]
        self.assertNotIn(audit, audit.search(late))
        with self.at("2025-04-01 09:00"):
            self.assertIn(audit, audit.search(late))
