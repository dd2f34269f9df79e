from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common import FundCase


@tagged("post_install", "-at_install")
class TestCarry(FundCase):
    """The end of a year: what is carried over, what is taken back."""

    def end(self, year, user=None):
        """End a year as finance does, in the January after it."""
        with freeze_time(f"{year + 1}-01-10 04:00:00"):
            wizard = (
                self.env["civil.fund.carry"]
                .with_user(user or self.finance)
                .create({"year": year})
            )
            wizard.action_confirm()
        return wizard

    def following(self, indicator):
        return indicator.search([("origin_id", "=", indicator.id)])

    def test_what_is_left_goes_on_for_the_same_use(self):
        indicator = self.make_indicator(department_id=False, goal="Everybody in need")
        self.book(indicator, "pay", 400)
        self.end(2031)
        new = self.following(indicator)
        self.assertEqual(
            (new.year, new.amount, new.arrangement, new.state, new.origin_year),
            (2032, 600, "carried", "in_force", 2031),
        )
        self.assertEqual(new.function_id, indicator.function_id)
        self.assertEqual(new.goal, "Everybody in need")
        self.assertEqual(indicator.state, "closed")
        self.assertEqual(self.totals(indicator)["carried_out"], 600)
        self.assertEqual(self.totals(indicator)["available"], 0)
        self.assertEqual(new.entry_ids.mapped("kind"), ["carry_in"])
        self.assertEqual(indicator.rate, 40)
        self.assert_agrees(indicator + new)

    def test_after_two_years_it_is_taken_back(self):
        """《预算法》第四十二条: unused after two consecutive years it is 结余."""
        indicator = self.make_indicator()
        self.end(2031)
        second = self.following(indicator)
        self.book(second, "pay", 1, date=second.issue_date)
        self.end(2032)
        self.assertFalse(self.following(second))
        self.assertEqual(second.state, "closed")
        entry = second.entry_ids.filtered(lambda e: e.kind == "take_back")
        self.assertEqual(entry.amount, 999)
        self.assert_agrees(indicator + second)

    def test_the_years_follow_the_parameter(self):
        self.env.ref("civil_fund.parameter_carry_years").value = "3"
        indicator = self.make_indicator()
        self.end(2031)
        self.end(2032)
        third = self.following(self.following(indicator))
        self.assertEqual((third.year, third.origin_year), (2033, 2031))
        self.end(2033)
        self.assertFalse(self.following(third))

    def test_run_again_it_finds_only_what_is_new(self):
        indicator = self.make_indicator()
        self.end(2031)
        self.end(2031)
        self.assertEqual(len(self.following(indicator)), 1)
        late = self.make_indicator(amount=5)
        self.end(2031)
        self.assertEqual(self.following(late).amount, 5)
        self.assertEqual(len(self.following(indicator)), 1)

    def test_nothing_while_money_is_reserved(self):
        held, free = self.make_indicator(), self.make_indicator()
        self.book(held, "reserve", 30)
        with self.assertRaisesRegex(UserError, f"{held.name}.*30.00 yuan reserved"):
            self.end(2031)
        self.assertFalse(self.following(free))
        self.book(held, "release", 30)
        self.end(2031)
        self.assertTrue(self.following(held) and self.following(free))

    def test_used_up_indicators_are_closed(self):
        indicator = self.make_indicator()
        self.book(indicator, "pay", 1000)
        self.end(2031)
        self.assertEqual(indicator.state, "closed")
        self.assertFalse(self.following(indicator))

    def test_a_running_year_is_not_ended(self):
        self.make_indicator()
        with freeze_time("2031-12-31 04:00:00"):
            wizard = (
                self.env["civil.fund.carry"]
                .with_user(self.finance)
                .create({"year": 2031})
            )
            self.assertEqual(wizard.carried, 1000)
            with self.assertRaisesRegex(UserError, "isn't over"):
                wizard.action_confirm()

    def test_what_the_window_sends_is_not_believed(self):
        indicator = self.make_indicator()
        wizard = (
            self.env["civil.fund.carry"]
            .with_user(self.finance)
            .create(
                {
                    "year": 2031,
                    "line_ids": [
                        (0, 0, {"indicator_id": indicator.id, "amount": 99999})
                    ],
                }
            )
        )
        self.assertEqual(wizard.line_ids.mapped("amount"), [1000])

    def test_finance_only(self):
        self.make_indicator()
        for user in (self.clerk, self.head, self.deputy, self.auditor, self.admin):
            with self.assertRaises(AccessError):
                self.end(2031, user)
