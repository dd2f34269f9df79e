from odoo.tests import tagged

from odoo.addons.civil_institution.tests.common import rate

from .common import ClaimCase


@tagged("post_install", "-at_install")
class TestAwards(ClaimCase):
    """What is paid once: for a level, a policy, a care worker's year."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.prizes = cls.env.ref("civil_institution_subsidy.program_award")
        for kind, level, amount, months in (
            ("rating", "2", 20000, 0),
            ("rating", "3", 50000, 0),
            ("insurance", False, 1200.55, 0),
            ("post", False, 1200, 12),
        ):
            cls.env["civil.institution.award.rate"].create(
                {
                    "program_id": cls.prizes.id,
                    "kind": kind,
                    "level": level,
                    "amount": amount,
                    "least_months": months,
                    "date_from": "2024-01-01",
                }
            )

    def prize(self, period="2026-02-01", **values):
        return self.claim(period, user=self.clerk, program_id=self.prizes.id, **values)

    def keys(self, claim):
        return {line.award_key.split(":")[0] for line in claim.line_ids}

    def worker(self, **values):
        return self.env["civil.institution.staff"].create(
            {
                "institution_id": self.home.id,
                "name": "吴桂芳",
                "post": "carer",
                "since": "2025-02-28",
                "certificate_until": "2026-02-28",
                **values,
            }
        )

    def test_the_policy_once(self):
        claim = self.prize()
        self.assertEqual(1200.55, claim.total)
        self.assertFalse(self.prize("2026-03-01").line_ids)
        claim.unlink()
        self.assertTrue(self.prize("2026-04-01").line_ids)

    def test_a_level_once(self):
        rate(self.home.with_user(self.clerk), "2", "2027-12-31")
        claim = self.prize()
        self.assertEqual(21200.55, claim.total)
        self.approve(claim)
        self.assertFalse(self.prize("2026-03-01").line_ids)

    def test_a_rating_that_is_over(self):
        rate(self.home.with_user(self.clerk), "2", "2026-02-27")
        self.assertEqual({"insurance"}, self.keys(self.prize()))

    def test_care_workers(self):
        good = self.worker()
        self.worker(name="新来", since="2025-03-01")
        self.worker(name="证书过期", certificate_until="2026-02-27")
        self.worker(name="厨师", post="cook")
        self.worker(name="已离职", left_on="2026-02-20")
        claim = self.prize()
        self.assertIn(good.name, claim.line_ids.mapped("name"))
        self.assertEqual(2400.55, claim.total)
        self.approve(claim)
        good.certificate_until = "2028-01-01"
        self.assertFalse(self.prize("2026-12-01").line_ids)
        with self.travel("2027-03-02 02:00:00"):
            self.assertIn("post", self.keys(self.prize("2027-01-01")))
