from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tests import freeze_time, tagged

from ..models.civil_subsidy_fund_plan import Group
from .common import BooksCase


@tagged("standard", "post_install", "-at_install")
@freeze_time("2024-03-20 02:00:00")
class TestPlan(BooksCase):
    """Which indicators a batch takes, and how it is split over them."""

    def parts(self):
        return {
            (fund.source, fund.indicator_id.function_id.code): self.exact(fund.amount)
            for fund in self.batch.sudo().fund_ids
        }

    def test_lines_and_parts_foot(self):
        self.approve(self.batch)
        for fund in self.batch.sudo().fund_ids:
            shares = sum(map(self.exact, fund.payment_fund_ids.mapped("amount")))
            self.assertEqual(shares, self.exact(fund.amount))
        payments = self.batch.sudo().payment_ids
        for payment in payments.filtered(lambda p: p.outcome == "payable"):
            shares = sum(map(self.exact, payment.fund_ids.mapped("amount")))
            self.assertEqual(shares, self.exact(payment.amount))
        by_source = {
            share.source: self.exact(share.amount)
            for share in self.batch.sudo().share_ids
        }
        self.assertEqual(
            {source: amount for (source, _code), amount in self.parts().items()},
            by_source,
        )

    def test_a_class_with_a_functional_class_of_its_own(self):
        self.lines[0].write({"disability_grade": "2"})
        self.lines[0].certificate_number = f"{self.lines[0].identity_number}42"
        self.batch.with_user(self.clerk).action_compute()
        self.env.ref("civil_subsidy.class_care_2").function_code = "2081199"
        function = self.env.ref("civil_fund.function_2081199")
        for source in self.indicators:
            self.indicator(source, 1_000, function_id=function.id)
        self.approve(self.batch)
        parts = self.parts()
        self.assertEqual(
            sum(amount for (_s, code), amount in parts.items() if code == "2081199"),
            self.exact("110.00"),
        )
        self.assertEqual(sum(parts.values()), self.exact("632.00"))
        self.assertEqual(
            parts["province", "2081107"] + parts["province", "2081199"],
            self.exact("316.00"),
        )
        self.assert_books()

    def test_lottery_money_has_a_functional_class_of_its_own(self):
        share = self.care.share_ids.filtered(lambda share: share.source == "city")
        share.write({"source": "lottery", "function_code": "2296002"})
        lottery = self.indicator(
            "lottery",
            1_000,
            fund_nature="government_fund",
            lottery_purpose="disabled",
            function_id=self.env.ref("civil_fund.function_2296002").id,
        )
        self.approve(self.batch)
        fund = self.batch.sudo().fund_ids.filtered(lambda f: f.source == "lottery")
        self.assertEqual(fund.indicator_id, lottery)
        self.pay()
        self.assertEqual(self.balance("400102"), -self.exact("97.87"))
        self.assertEqual(self.balance("400101"), -self.exact("554.63"))
        self.assert_books()

    def test_carried_money_goes_first_and_the_next_indicator_takes_the_rest(self):
        self.indicator("province", 100, arrangement="carried")
        self.approve(self.batch)
        taken = self.batch.sudo().fund_ids.filtered(lambda f: f.source == "province")
        self.assertEqual(
            [(f.indicator_id.arrangement, self.exact(f.amount)) for f in taken],
            [("carried", self.exact("100")), ("opening", self.exact("226.25"))],
        )

    def test_a_program_may_be_kept_to_some_indicators(self):
        chosen = self.indicator("province", 1_000)
        self.care.indicator_ids = [
            Command.set(
                (chosen | self.indicators["city"] | self.indicators["district"]).ids
            )
        ]
        self.approve(self.batch)
        self.assertIn(chosen, self.batch.sudo().fund_ids.indicator_id)
        self.assertNotIn(
            self.indicators["province"], self.batch.sudo().fund_ids.indicator_id
        )

    def test_more_kinds_of_money_cost_no_more_statements(self):
        functions = [
            self.env.ref(f"civil_fund.function_{code}")
            for code in ("2081107", "2081101", "2081102", "2081199")
        ]
        for function in functions[1:]:
            for source in self.indicators:
                self.indicator(source, 1_000, function_id=function.id)
        self.approve(self.batch)

        def statements(functions):
            groups = [
                Group("indicator", "person", function.code, (None,), 300_00)
                for function in functions
            ]
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            parts = self.env["civil.subsidy.fund.plan"]._parts(
                self.batch.sudo(), self.company, groups, self.today(self.batch)
            )
            self.assertEqual(len(parts), len(functions) * len(self.indicators))
            return self.env.cr.sql_log_count - before

        self.assertEqual(statements(functions[:1]), statements(functions))

    def test_indicators_of_another_year_or_class_are_no_use(self):
        self.care.economic_code = "30306"
        economic = self.env.ref("civil_fund.economic_30306").id
        for source in self.indicators:
            self.indicator(source, 1_000, year=2025, department_economic_id=economic)
        with self.assertRaisesRegex(UserError, "none in force"):
            self.approve(self.batch)
        self.assertEqual(self.batch.state, "under_approval")

    def test_without_classification_nothing_can_be_charged(self):
        self.care.economic_code = False
        with self.assertRaisesRegex(UserError, "no functional or economic"):
            self.approve(self.batch)

    def test_who_approves_need_not_see_funds(self):
        """A tier of somebody outside the programs' groups approves all the same."""
        director = self.env["res.users"].create(
            {
                "name": "局长",
                "login": "t-director",
                "group_ids": [
                    Command.link(self.env.ref("civil_base.group_finance").id)
                ],
                "division_ids": [Command.set(self.district.ids)],
            }
        )
        lines = self.env["ir.model.access"].search(
            [
                ("model_id.model", "=", "civil.subsidy.batch.fund"),
                ("group_id", "=", self.env.ref("civil_base.group_finance").id),
            ]
        )
        lines.perm_read = False
        self.env["tier.definition"].search(
            [("model", "=", "civil.subsidy.batch")], order="sequence desc", limit=1
        ).reviewer_group_id = self.env.ref("civil_base.group_finance")
        self.batch.with_user(self.clerk).action_publish()
        self.batch.with_user(self.clerk).action_submit()
        self.batch.with_user(self.head).action_review()
        self.batch.with_user(director).action_approve()
        self.assertTrue(self.batch.sudo().fund_ids.treasury_id)

    def test_where_no_company_keeps_the_books_nothing_is_reserved(self):
        self.company.subsidy_follow = False
        self.approve(self.batch)
        self.assertFalse(self.batch.sudo().fund_ids)
        self.assertEqual(self.totals("province"), self.yuan("0 0 0 100000"))
        self.assertEqual(self.balance("2303"), 0)
