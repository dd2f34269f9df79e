from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import tagged

from .common import FundCase


@tagged("post_install", "-at_install")
class TestAdjustment(FundCase):
    """Money added to indicators, cut from them, moved between them."""

    def adjustment(self, kind, *lines, **values):
        """An adjustment by finance of ``(indicator, amount)`` lines."""
        return (
            self.env["civil.fund.adjustment"]
            .with_user(self.finance)
            .create(
                {
                    "division_id": self.district.id,
                    "kind": kind,
                    "date": "2031-06-01",
                    "document_number": "测财社〔2031〕40号",
                    "reason": "More people than planned",
                    "line_ids": [
                        Command.create({"indicator_id": one.id, "amount": amount})
                        for one, amount in lines
                    ],
                    **values,
                }
            )
        )

    def approve(self, adjustment):
        adjustment.action_submit()
        adjustment.with_user(self.head).action_review()
        adjustment.with_user(self.deputy).action_approve()

    def test_add(self):
        indicator = self.make_indicator()
        adjustment = self.adjustment("add", (indicator, 250.5))
        self.approve(adjustment)
        self.assertEqual(self.totals(indicator)["available"], 1250.5)
        entry = indicator.entry_ids.filtered(lambda e: e.kind == "adjust")
        self.assertEqual(entry.res_model, adjustment._name)
        self.assertEqual(entry.res_id, adjustment.id)
        self.assert_agrees(indicator)

    def test_move_within_the_same_item(self):
        one, two = self.make_indicator(), self.make_indicator()
        self.approve(self.adjustment("transfer", (two, 300), (one, -300)))
        self.assertEqual(self.totals(one)["available"], 700)
        self.assertEqual(self.totals(two)["available"], 1300)
        self.assertEqual(one.amount, 1000)

    def test_no_more_is_cut_than_is_available(self):
        indicator = self.make_indicator()
        self.book(indicator, "reserve", 900)
        adjustment = self.adjustment("cut", (indicator, -100.01))
        adjustment.action_submit()
        adjustment.with_user(self.head).action_review()
        with self.assertRaisesRegex(UserError, "100.00 yuan available"):
            adjustment.with_user(self.deputy).action_approve()

    def test_moving_between_items_needs_the_finance_bureau(self):
        """《预算法》第七十二条: no transfer between items without finance approval."""
        one = self.make_indicator()
        two = self.make_indicator(
            function_id=self.env.ref("civil_fund.function_2081901").id
        )
        adjustment = self.adjustment("transfer", (one, -10), (two, 10))
        self.assertTrue(adjustment.needs_finance)
        with self.assertRaisesRegex(UserError, "Article 72"):
            adjustment.action_submit()
        adjustment.write(
            {"finance_document": "测财〔2031〕3号", "finance_date": "2031-05-30"}
        )
        self.approve(adjustment)
        self.assertEqual(self.totals(two)["available"], 1010)

    def test_lottery_money_moves_nowhere_else(self):
        """《彩票管理条例》第三十三条: it doesn't balance the general budget."""
        lottery = self.make_indicator(
            source="lottery",
            fund_nature="government_fund",
            lottery_purpose="elderly",
            function_id=self.env.ref("civil_fund.function_2296002").id,
        )
        adjustment = self.adjustment(
            "transfer",
            (lottery, -10),
            (self.make_indicator(), 10),
            finance_document="X",
            finance_date="2031-05-30",
        )
        with self.assertRaisesRegex(UserError, "can't move"):
            adjustment.action_submit()

    def test_what_can_not_be_submitted(self):
        one, two = self.make_indicator(), self.make_indicator()
        for kind, lines, reason in (
            ("transfer", [(one, -10), (two, 9.99)], "add up to 0.*-0.01"),
            ("add", [(one, 10), (two, -1)], "below 0"),
            ("cut", [(one, 10)], "above 0"),
            ("add", [], "no lines"),
            ("add", [(self.make_draft(), 10)], "isn't in force"),
        ):
            with self.assertRaisesRegex(UserError, reason):
                self.adjustment(kind, *lines).action_submit()

    def test_under_approval_the_lines_are_frozen(self):
        adjustment = self.adjustment("add", (self.make_indicator(), 10))
        adjustment.action_submit()
        with self.assertRaises(UserError):
            adjustment.line_ids.write({"amount": 99})
        with self.assertRaises(UserError):
            adjustment.write({"line_ids": [Command.clear()]})
        with self.assertRaises(UserError):
            adjustment.write({"reason": "Another"})

    def test_who_may_not(self):
        adjustment = self.adjustment("add", (self.make_indicator(), 10))
        for user in (self.clerk, self.head, self.deputy, self.auditor, self.admin):
            with self.assertRaises(UserError):
                adjustment.with_user(user).action_submit()
            with self.assertRaises(AccessError):
                adjustment.with_user(user).write({"date": "2031-06-02"})
        adjustment.action_submit()
        with self.assertRaises(UserError):
            adjustment.with_user(self.finance).action_review()

    def test_who_reads(self):
        self.join(self.head, self.care, "civil_fund.group_head")
        indicator = self.make_indicator(department_id=self.care.id)
        adjustment = self.adjustment("add", (indicator, 10))
        self.assertTrue(adjustment.with_user(self.head).read(["amount"]))
        with self.assertRaises(AccessError):
            adjustment.with_user(self.clerk).read(["amount"])
        self.assertTrue(adjustment.with_user(self.auditor).read(["amount"]))
