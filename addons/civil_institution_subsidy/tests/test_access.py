from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import new_test_user, tagged

from .common import ClaimCase, day

STEPS = (
    "action_compute",
    "action_submit",
    "action_town_pass",
    "action_check",
    "action_end_publicity",
    "action_review",
    "action_approve",
)


@tagged("post_install", "-at_install")
class TestAccess(ClaimCase):
    """Who sees claims, and who may take which step."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.other_keeper = new_test_user(
            cls.env,
            "ins_other_keeper",
            "civil_institution.group_home",
            division_ids=[Command.set(cls.district.ids)],
        )
        cls.other.user_ids = cls.other_keeper

    def setUp(self):
        super().setUp()
        self.move_in(self.person(), day("2025-06-01"))

    def test_who_sees_claims(self):
        claim = self.claim()
        claims = self.env["civil.institution.claim"]
        lines = self.env["civil.institution.claim.line"]
        for user in (
            self.keeper,
            self.clerk,
            self.deputy,
            self.town,
            self.finance,
            self.auditor,
            self.pay_clerk,
        ):
            self.assertEqual(claim, claims.with_user(user).search([]), user.login)
            self.assertEqual(1, lines.with_user(user).search_count([]), user.login)
        for user in (self.other_keeper, self.west_town):
            self.assertFalse(claims.with_user(user).search([]), user.login)
            self.assertFalse(lines.with_user(user).search([]), user.login)
            with self.assertRaises(AccessError):
                claim.with_user(user).action_view_lines()
        for user in (self.staff, self.outsider):
            with self.assertRaises(AccessError):
                claims.with_user(user).search([])

    def test_a_home_claims_for_itself(self):
        for user in (
            self.other_keeper,
            self.town,
            self.pay_clerk,
            self.finance,
            self.deputy,
            self.auditor,
        ):
            with self.assertRaises(AccessError):
                self.claim(user=user)

    def test_nobody_takes_anothers_step(self):
        claim = self.claim()
        allowed = {
            "draft": {"action_compute": {self.keeper, self.clerk}},
            "submitted": {"action_town_pass": {self.town}},
            "checking": {"action_check": {self.clerk, self.clerk2}},
            "publicity": {"action_end_publicity": {self.clerk, self.clerk2}},
            "under_approval": {"action_review": {self.head}},
        }
        allowed["draft"]["action_submit"] = {self.keeper, self.clerk}
        people = (
            self.keeper,
            self.clerk,
            self.town,
            self.west_town,
            self.head,
            self.deputy,
            self.finance,
            self.auditor,
            self.pay_clerk,
            self.other_keeper,
        )
        for state, steps in allowed.items():
            self.reach(claim, state)
            for name in STEPS:
                for user in people:
                    if user in steps.get(name, ()):
                        continue
                    if self.head == user and name in (
                        "action_compute",
                        "action_submit",
                        "action_check",
                        "action_end_publicity",
                    ):
                        continue  # a head is a clerk, too
                    with (
                        self.subTest(state=state, step=name, user=user.login),
                        self.assertRaises(UserError),
                    ):
                        getattr(claim.with_user(user), name)()
                    self.assertEqual(state, claim.state)

    def test_the_home_doesnt_say_who_is_paid(self):
        with self.assertRaises(AccessError):
            self.home.with_user(self.keeper).payee_partner_id = False

    def test_the_home_doesnt_judge_itself(self):
        claim = self.claim()
        with self.assertRaises(UserError):
            claim.compliance = "watched"
        self.assertEqual(0, claim.spot_count)

    def test_finance_fills_nothing_in(self):
        claim = self.claim()
        for user in (self.finance, self.town, self.deputy):
            with self.assertRaisesRegex(UserError, "doesn't fill"):
                claim.with_user(user).period = "2025-01-01"

    def test_checked_persons_arent_shown_to_the_home(self):
        claim = self.reach(self.claim(), "checking")
        spots = self.env["civil.institution.spot"]
        self.assertTrue(spots.with_user(self.town).search([]))
        with self.assertRaises(AccessError):
            spots.with_user(self.keeper).search([])
        with self.assertRaises(UserError):
            claim.spot_ids.with_user(self.town).action_confirm()

    def test_rates_are_kept_by_heads(self):
        factor = self.program.coefficient_ids[0]
        factor.with_user(self.head).legal_basis = "曾民发〔2026〕1号"
        for user in (self.clerk, self.deputy, self.keeper, self.auditor):
            with self.assertRaises(AccessError):
                factor.with_user(user).legal_basis = "x"

    def test_constructions_by_home(self):
        projects = self.env["civil.institution.construction"]
        project = projects.with_user(self.clerk).create(
            {"institution_id": self.home.id, "name": "扩建", "beds": 10}
        )
        self.assertEqual(project, projects.with_user(self.keeper).search([]))
        self.assertFalse(projects.with_user(self.other_keeper).search([]))
        with self.assertRaises(AccessError):
            project.with_user(self.keeper).beds = 5
