from decimal import Decimal

from odoo.exceptions import UserError
from odoo.tests import tagged

from .common import ClaimCase, day


@tagged("post_install", "-at_install")
class TestConstruction(ClaimCase):
    """Subsidized beds: conditions, instalments, once each, and what is due back."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.works = cls.env.ref("civil_institution_subsidy.program_construction")
        for works, premises, first, last, amount in (
            ("new", "own", 1, 49, 1500),
            ("new", "own", 50, 0, 3333.33),
            ("new", "lease", 1, 0, 800),
        ):
            cls.env["civil.institution.construction.rate"].create(
                {
                    "program_id": cls.works.id,
                    "works": works,
                    "premises": premises,
                    "beds_from": first,
                    "beds_to": last,
                    "amount": amount,
                    "date_from": "2020-01-01",
                }
            )

    def build(self, **values):
        return (
            self.env["civil.institution.construction"]
            .with_user(self.clerk)
            .create(
                {
                    "institution_id": self.home.id,
                    "name": "新建养护楼",
                    "beds": 31,
                    "accepted_on": "2025-01-10",
                    "acceptance_number": "YS-2025-1",
                    "opened_on": "2025-03-01",
                    **values,
                }
            )
        )

    def confirm(self, **values):
        project = self.build(**values).with_user(self.head)
        project.action_confirm()
        return project

    def award(self, period):
        return self.claim(period, user=self.clerk, program_id=self.works.id)

    def test_conditions(self):
        for values, reason in (
            ({"acceptance_number": False}, "acceptance report"),
            ({"beds": 41}, "40 approved beds"),
            ({"opened_on": "2025-03-06"}, "12 months"),
        ):
            with self.assertRaisesRegex(UserError, reason):
                self.confirm(**values)
        self.home.sudo()._write_guarded({"state": "registered"})
        with self.assertRaisesRegex(UserError, "isn't filed"):
            self.confirm()

    def test_only_the_head_confirms(self):
        with self.assertRaisesRegex(UserError, "role"):
            self.build().action_confirm()

    def test_rates_by_premises_and_size(self):
        self.home.beds_approved = 300
        for values, total in (
            ({}, "46500"),
            ({"premises": "lease"}, "24800"),
            ({"beds": 50}, "166666.5"),
        ):
            project = self.confirm(**values)
            self.assertEqual(Decimal(total), self.exact(project.total))
            parts = [self.exact(one.amount) for one in project.instalment_ids]
            self.assertEqual(3, len(parts))
            self.assertEqual(Decimal(total), sum(parts))

    def test_no_rate(self):
        with self.assertRaisesRegex(UserError, "No rate"):
            self.confirm(works="rebuilt")

    def test_each_instalment_is_paid_once(self):
        project = self.confirm()
        self.assertEqual(day("2030-01-09"), project.bound_until)
        first = self.award("2026-03-01")
        self.assertEqual(23250, first.total)
        again = self.award("2026-04-01")
        self.assertFalse(again.line_ids)
        self.approve(first)
        self.assertEqual(23250, project.paid)
        self.assertEqual(
            [day("2026-03-05"), day("2027-03-05"), day("2028-03-05")],
            project.instalment_ids.mapped("due_on"),
        )
        with self.travel("2027-04-02 02:00:00"):
            self.assertEqual(13950, self.award("2027-03-01").total)

    def test_used_otherwise(self):
        """5 years are 1826 days; 1000 of them are left on 2027-04-16."""
        project = self.confirm()
        self.approve(self.award("2026-03-01"))
        all_days = (project.bound_until - project.accepted_on).days + 1
        self.assertEqual(1826, all_days)
        with self.travel("2027-04-20 02:00:00"):
            project.action_claw_back("改作商用", "2027-04-16")
            self.assertEqual(
                (Decimal("23250") * 1000 / 1826).quantize(Decimal("0.01")),
                self.exact(project.claw_amount),
            )
            self.assertEqual(
                [False, True, True, False],
                project.instalment_ids.mapped("is_cancelled"),
            )
            claim = self.award("2027-04-01")
            self.assertEqual(-project.claw_amount, claim.total)
            self.approve(claim)
            claim.with_user(self.finance).action_recover("SK-9")
        with self.assertRaisesRegex(UserError, "state"):
            project.action_claw_back("又一次")

    def test_after_the_years_nothing_is_due_back(self):
        project = self.confirm()
        with self.assertRaisesRegex(UserError, "runs through"):
            project.with_user(self.clerk).action_release()
        with self.travel("2030-01-10 02:00:00"):
            with self.assertRaisesRegex(UserError, "is over"):
                project.action_claw_back("改作商用")
            project.with_user(self.clerk).action_release()
        self.assertEqual("released", project.state)

    def test_what_was_confirmed_stays(self):
        project = self.confirm()
        for write in (
            lambda: project.write({"beds": 5}),
            lambda: project.write({"total": 5}),
            lambda: project.unlink(),
        ):
            with self.assertRaises(UserError):
                write()

    def test_the_same_beds_are_subsidized_once(self):
        self.confirm(beds=30)
        with self.assertRaisesRegex(UserError, "30 of its 40"):
            self.confirm(beds=11)
        self.assertEqual("confirmed", self.confirm(beds=10).state)

    def test_what_is_claimed_is_decided_before_it_is_clawed_back(self):
        project = self.confirm()
        claim = self.reach(self.award("2026-03-01"), "submitted")
        with self.assertRaisesRegex(UserError, claim.name):
            project.action_claw_back("改作商用")
        self.assertEqual("confirmed", project.state)

    def test_since_when_it_is_due_back(self):
        project = self.confirm()
        self.approve(self.award("2026-03-01"))
        with self.assertRaisesRegex(UserError, "future"):
            project.action_claw_back("改作商用", "2029-12-31")
        # Found after the years, of a day within them.
        with self.travel("2030-02-01 02:00:00"):
            with self.assertRaisesRegex(UserError, "is over"):
                project.action_claw_back("改作商用", "2030-01-10")
            project.action_claw_back("改作商用", "2030-01-09")
        one_day = (Decimal(23250) / 1826).quantize(Decimal("0.01"))
        self.assertEqual(one_day, self.exact(project.claw_amount))
