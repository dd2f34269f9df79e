from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import tagged

from .common import EnforcementCase

PARTS = (
    "evidence",
    "record",
    "recusal",
    "penalty",
    "legal.review",
    "discussion",
    "hearing",
    "payment",
    "instalment",
    "remedy",
)
#: What each step is given, so that it would be taken where it is allowed.
STEPS = {
    "action_submit_filing": {},
    "action_not_file": {"reason": "x"},
    "action_review": {},
    "action_approve": {},
    "action_take_back": {},
    "action_send_back": {"reason": "x"},
    "action_report": {},
    "action_give_notice": {},
    "action_withdraw_notice": {"reason": "x"},
    "action_serve_notice": {"day": "2024-03-04", "way": "direct"},
    "action_record_statement": {"day": "2024-03-04", "text": "x"},
    "action_answer_statement": {"text": "x"},
    "action_waive": {"day": "2024-03-04"},
    "action_submit_decision": {},
    "action_extend": {"reason": "x"},
    "action_serve": {"day": "2024-03-04", "way": "direct"},
    "action_decide_on_spot": {},
    "action_report_simple": {"day": "2024-03-04"},
    "action_grant_instalments": {},
    "action_remind": {"day": "2024-03-04"},
    "action_apply_court": {"day": "2024-03-04", "text": "x"},
    "action_record_court": {"result": "enforced"},
    "action_close": {"reason": "x"},
    "action_publish": {"day": "2024-03-04", "text": "x"},
    "action_withdraw_publication": {"reason": "x"},
}


@tagged("post_install", "-at_install")
class TestAccess(EnforcementCase):
    """Who may not see and not do, by role, division and kind of offence."""

    def test_staff_without_a_role_sees_nothing(self):
        for model in ("clue", "case", "offence", *PARTS):
            with self.assertRaises(AccessError):
                self.env[f"civil.enforcement.{model}"].with_user(self.staff).search([])

    def test_another_town_sees_nothing_of_it(self):
        case = self.served()
        for model in ("case", "evidence", "penalty"):
            records = self.env[f"civil.enforcement.{model}"].with_user(self.west_clerk)
            self.assertFalse(records.search([]))
        with self.assertRaises(AccessError):
            case.with_user(self.west_clerk).read(["summary"])

    def test_offences_of_others_hide_their_cases(self):
        case, group = self.served(), self.env.ref("civil_resident.group_head")
        self.offence.group_ids = group
        for model in ("case", "evidence", "penalty"):
            records = self.env[f"civil.enforcement.{model}"]
            self.assertFalse(records.with_user(self.clerk).search([]))
            self.assertTrue(records.with_user(self.auditor).search([]))
        self.clerk.group_ids += group
        self.assertTrue(case.with_user(self.clerk).search([]))

    def test_every_step_is_refused_to_whom_it_is_not_for(self):
        public = {
            name
            for name in dir(type(self.env["civil.enforcement.case"]))
            if name.startswith("action_")
        }
        case = self.make_case()
        self.assertFalse(STEPS.keys() - public)
        for user in (self.auditor, self.staff, self.cashier, self.legal):
            for step, details in STEPS.items():
                with self.assertRaises(UserError, msg=step):
                    getattr(case.with_user(user), step)(**details)
        for step, details in STEPS.items():
            with self.assertRaises(UserError, msg=step):
                getattr(case.with_user(self.west_clerk), step)(**details)
        self.assertEqual(case.state, "draft")

    def test_the_clerk_takes_no_step_of_heads(self):
        case = self.filed()
        for step in ("action_extend", "action_close", "action_withdraw_publication"):
            with self.assertRaises(UserError):
                getattr(case, step)(reason="x")

    def test_the_deputy_takes_no_step_of_clerks(self):
        case = self.proposed().with_user(self.deputy)
        with self.assertRaises(UserError):
            case.action_give_notice()
        with self.assertRaises(AccessError):
            case.write({"penalty_ids": [self.sanction("warning")]})

    def test_finance_and_reviewers_change_no_case(self):
        case = self.served()
        for user in (self.cashier, self.legal, self.auditor):
            with self.assertRaises(AccessError):
                case.with_user(user).write({"user_id": user.id})
            with self.assertRaises(AccessError):
                case.penalty_ids.with_user(user).write({"text": "x"})

    def test_context_keys_open_nothing(self):
        case = self.served().with_context(
            civil_enforcement_pen=True, civil_workflow_pass=True
        )
        with self.assertRaises(UserError):
            case.penalty_ids.write({"executed_on": "2024-03-14"})
        with self.assertRaises(UserError):
            case.write({"published_on": "2024-03-14"})

    def test_the_catalogue_is_the_heads(self):
        with self.assertRaises(AccessError):
            self.fine.with_user(self.clerk).write({"max_amount": 1})
        self.fine.with_user(self.head).write({"max_amount": 20000})

    def test_a_division_taken_away_is_gone_at_once(self):
        case = self.make_case()
        cases = case.with_user(self.clerk)
        self.assertTrue(cases.search([]))
        self.clerk.division_ids = [Command.set(self.west.ids)]
        self.assertFalse(cases.search([]))
