from freezegun import freeze_time
from psycopg2 import IntegrityError
from psycopg2.errors import ExclusionViolation

from odoo.exceptions import UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import SocialCase


@tagged("post_install", "-at_install")
@freeze_time("2024-06-01 02:00:00")
class TestParts(SocialCase):
    """Dues, fees, branches, years, accounts, members and Party building."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.org = cls.make_org()
        cls.unit = cls.make_org("测试区安康服务中心", "private_unit")

    def make(self, model, **values):
        model = self.env[f"civil.social.{model}"].with_user(self.clerk)
        return model.create({"org_id": self.org.id, **values})

    def make_dues(self, tiers=4, **values):
        tier = [(0, 0, {"name": f"第{n}档", "amount": 100 * n}) for n in range(tiers)]
        days = {"passed_on": "2024-01-10", "date_from": "2024-01-10"}
        return self.make("dues", tier_ids=tier, **{**days, **values})

    def test_dues_are_passed_by_the_rules(self):
        """民发〔2014〕166号: four tiers, members' meeting, secret ballot."""
        self.assertFalse(self.make_dues(present=60, in_favor=40).problems)
        for number, (values, word) in enumerate(
            (
                ({"tiers": 5}, "5 tiers"),
                ({"passed_by": "board"}, "members' meeting"),
                ({"is_secret": False}, "secret ballot"),
                ({"present": 60, "in_favor": 30}, "in favor"),
            )
        ):
            with self.subTest(values=values):
                org = self.make_org(f"测试区第{number}协会")
                dues = self.make_dues(org_id=org.id, **values)
                self.assertIn(word, dues.problems)

    @mute_logger("odoo.sql_db")
    def test_one_standard_of_dues_at_a_time(self):
        first = self.make_dues()
        with self.assertRaises(ExclusionViolation), self.env.cr.savepoint():
            self.make_dues(date_from="2024-05-01")
        first.date_to = "2024-04-30"
        first.flush_recordset()
        second = self.make_dues(date_from="2024-05-01")
        in_force = self.env["civil.social.dues"]._in_force
        self.assertEqual(first, in_force(self.org, first.date_to))
        self.assertEqual(second, in_force(self.org, second.date_from))

    def test_units_have_neither_dues_nor_branches(self):
        """民办非企业单位登记管理暂行条例第十三条."""
        with self.refusal("no members"):
            self.make_dues(org_id=self.unit.id)
        with self.refusal("branches"):
            self.make("branch", org_id=self.unit.id, name="分中心")
        self.make("branch", name="书法分会")

    def test_fees_are_published_and_voluntary(self):
        good = {
            "name": "培训费",
            "standard": "每人300元",
            "published_on": "2024-01-01",
            "limit_amount": 30000,
            "collected": 30000,
        }
        self.assertFalse(self.make("fee", **good).problems)
        for values, word in (
            ({"published_on": False}, "published"),
            ({"standard": False}, "standard"),
            ({"is_voluntary": False}, "forced"),
            ({"collected": 30000.01}, "More was collected"),
            ({"fee_class": "administrative"}, "basis"),
        ):
            with self.subTest(values=values):
                self.assertIn(word, self.make("fee", **{**good, **values}).problems)

    def test_the_figures_of_a_year_foot(self):
        year = self.make(
            "org.year", year=2023, assets=100.10, liabilities=20.05, net_assets=80.05
        )
        year.write({"income_dues": 0.1, "income_service": 0.2, "income_other": 0.3})
        self.assertEqual("0.60", f"{year.income_total:.2f}")
        with self.refusal("liabilities"):
            year.liabilities = 20.06
        self.assertEqual((2023, 80.05), (self.org.last_year, self.org.net_assets))
        self.make("org.year", year=2022, net_assets=5)
        self.assertEqual((2023, 80.05), (self.org.last_year, self.org.net_assets))

    @mute_logger("odoo.sql_db")
    def test_one_conclusion_a_year(self):
        self.make("org.result", year=2023, conclusion="qualified")
        with self.assertRaises(IntegrityError), self.env.cr.savepoint():
            self.make("org.result", year=2023, conclusion="unqualified")

    def test_accounts_are_masked(self):
        number = "6222020200112233445"
        account = self.make("account", bank_name="农商行", number_input=number)
        account.invalidate_recordset()
        self.assertTrue(account.number_masked.endswith("3445"))
        self.assertNotIn(number, str(account.read()))
        with self.assertRaises(UserError):
            account.read(["number"])
        self.assertTrue(account.number_doubtful)

    def test_three_party_members_form_a_branch(self):
        self.org.write({"party_members": 2, "party_form": "none"})
        self.assertFalse(self.org.hints)
        self.org.party_members = 3
        self.assertIn("own branch", self.org.hints)
        self.org.party_form = "own"
        self.assertFalse(self.org.hints)

    def test_fewest_members(self):
        """社会团体登记管理条例第十条: 50 persons, 30 units, 50 of both."""
        for persons, units, few in (
            (49, 0, True),
            (50, 0, False),
            (0, 29, True),
            (0, 30, False),
            (30, 19, True),
            (30, 20, False),
        ):
            with self.subTest(persons=persons, units=units):
                self.org.write({"individual_members": persons, "unit_members": units})
                self.assertEqual(few, bool(self.org.hints))
