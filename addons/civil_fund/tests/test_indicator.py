import datetime

from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import tagged

from .common import FundCase


@tagged("post_install", "-at_install")
class TestIndicator(FundCase):
    """An indicator from its entry to its end, and who may do what."""

    def test_the_course_of_an_indicator(self):
        indicator = self.make_draft()
        self.assertEqual(indicator.name[:7], "ZB2031-")
        with self.assertRaisesRegex(UserError, "Draft"):
            self.book(indicator, "pay", 1)
        indicator.action_submit()
        self.assertEqual(indicator.state, "under_approval")
        self.assertTrue(indicator.with_user(self.head).waiting_for_user)
        indicator.with_user(self.head).action_review()
        indicator.with_user(self.deputy).action_approve()
        self.assertEqual(indicator.state, "in_force")
        [entry] = indicator.entry_ids
        self.assertEqual((entry.kind, entry.amount), ("issue", 1000))
        self.assertEqual(indicator._available()[indicator], 1000)
        self.assert_agrees(indicator)

    def test_maker_reviewer_and_approver_are_three(self):
        """Who entered it can't review it, who reviewed it can't approve it."""
        self.finance.group_ids += self.env.ref("civil_fund.group_head")
        self.head.group_ids += self.env.ref("civil_fund.group_deputy")
        indicator = self.make_draft()
        indicator.action_submit()
        with self.assertRaises(UserError):
            indicator.with_user(self.finance).action_review()
        indicator.with_user(self.head).action_review()
        with self.assertRaises(UserError):
            indicator.with_user(self.head).action_approve()

    def test_who_may_not_decide(self):
        indicator = self.make_draft()
        indicator.action_submit()
        for user in (self.clerk, self.auditor, self.admin, self.staff):
            with self.assertRaises(UserError):
                indicator.with_user(user).action_review()
        with self.assertRaises(UserError):
            indicator.with_user(self.deputy).action_approve()
        self.assertEqual(indicator.state, "under_approval")

    def test_only_finance_enters_indicators(self):
        from .common import indicator_values

        vals = indicator_values(self.env, self.district)
        for user in (self.clerk, self.head, self.deputy, self.auditor, self.admin):
            with self.assertRaises(AccessError):
                self.env["civil.fund.indicator"].with_user(user).create(dict(vals))

    def test_who_approves_changes_no_draft(self):
        indicator = self.make_draft()
        for user in (self.head, self.deputy):
            with self.assertRaises(AccessError):
                indicator.with_user(user).write({"amount": 5})

    def test_in_force_nothing_changes(self):
        indicator = self.make_indicator()
        for vals in ({"amount": 5000}, {"function_id": 1}, {"year": 2032}):
            with self.assertRaises(UserError):
                indicator.write(vals)
        for vals in ({"paid": 1}, {"state": "draft"}, {"adjusted": 7}, {"rate": 50}):
            with self.assertRaises(UserError):
                indicator.sudo().write(vals)
        indicator.write({"note": "For the office"})
        with self.assertRaises(UserError):
            indicator.unlink()

    def test_totals_and_origin_can_not_be_given(self):
        for vals in ({"paid": 5}, {"state": "in_force"}, {"origin_year": 2020}):
            with self.assertRaises(UserError):
                self.make_draft(**vals)

    def test_sent_back_it_can_change_and_needs_a_new_round(self):
        indicator = self.make_draft()
        indicator.action_submit()
        asked = indicator.with_user(self.head).action_send_back()
        self.assertEqual(asked["res_model"], "civil.fund.reason")
        wizard = (
            self.env["civil.fund.reason"]
            .with_user(self.head)
            .with_context(**asked["context"])
            .create({"reason": "Wrong class"})
        )
        wizard.action_confirm()
        self.assertEqual(indicator.state, "draft")
        indicator.write({"amount": 900})
        indicator.action_submit()
        self.assertEqual(indicator.with_user(self.head).next_reviewer_ids, self.head)

    def test_take_back_only_before_a_tier_is_passed(self):
        indicator = self.make_draft()
        indicator.action_submit()
        with self.assertRaisesRegex(UserError, "submitted it"):
            indicator.with_user(self.finance2).action_take_back()
        indicator.action_take_back()
        indicator.action_submit()
        indicator.with_user(self.head).action_review()
        with self.assertRaisesRegex(UserError, "passed already"):
            indicator.action_take_back()

    def test_void_needs_a_reason_that_stays(self):
        indicator = self.make_draft()
        self.assertEqual(indicator.action_void()["res_model"], "civil.fund.reason")
        indicator.action_void("Entered twice")
        self.assertEqual(indicator.state, "voided")
        self.assertEqual(indicator.void_reason, "Entered twice")

    def test_close_only_what_is_used_up(self):
        indicator = self.make_indicator()
        with self.assertRaisesRegex(UserError, "1,000.00 yuan are left"):
            indicator.action_close()
        self.book(indicator, "reserve", 1000)
        with self.assertRaisesRegex(UserError, "still reserved"):
            indicator.action_close()
        self.book(indicator, "pay", 1000, consumes=True)
        indicator.action_close()
        with self.assertRaisesRegex(UserError, "Closed"):
            self.book(indicator, "refund", 1)
        with self.assertRaises(UserError):
            indicator.write({"goal": "Another"})

    # -- classes and use -----------------------------------------------------------

    def test_economic_classes_go_together(self):
        """The mapping of the two books (303 → 509) holds."""
        with self.assertRaisesRegex(ValidationError, "50901"):
            self.make_draft(
                government_economic_id=self.env.ref("civil_fund.economic_50902").id
            )
        with self.assertRaises(ValidationError):
            self.make_draft(
                government_economic_id=self.env.ref("civil_fund.economic_30306").id
            )

    def test_money_stands_on_the_lowest_level(self):
        with self.assertRaisesRegex(ValidationError, "lowest level"):
            self.make_draft(function_id=self.env.ref("civil_fund.function_20819").id)

    def test_a_class_is_used_in_its_years_only(self):
        """The Ministry issues the book anew every year: an old class ends."""
        item = self.env.ref("civil_fund.function_2081902")
        item.year_to = 2030
        with self.assertRaisesRegex(ValidationError, "book of 2031"):
            self.make_draft()
        renewed = item.create(
            {"code": item.code, "name": "New name", "year_from": 2031}
        )
        self.make_draft(function_id=renewed.id)
        with self.assertRaises(ValidationError):
            item.create({"code": item.code, "name": "Twice", "year_from": 2035})

    def test_lottery_money_states_its_purpose(self):
        """《彩票管理条例》第三十三条: of the government fund budget."""
        lottery = {
            "source": "lottery",
            "fund_nature": "government_fund",
            "function_id": self.env.ref("civil_fund.function_2296002").id,
        }
        with self.assertRaises(ValidationError):
            self.make_draft(**lottery)
        with self.assertRaises(ValidationError):
            self.make_draft(
                **{**lottery, "fund_nature": "general"}, lottery_purpose="poor"
            )
        with self.assertRaises(ValidationError):
            self.make_draft(lottery_purpose="poor")
        self.assertTrue(self.make_draft(**lottery, lottery_purpose="poor"))

    def test_upper_money_names_its_document(self):
        with self.assertRaises(ValidationError):
            self.make_draft(level="upper")

    def test_project_money_names_its_project(self):
        with self.assertRaises(ValidationError):
            self.make_draft(payment_kind="project")

    # -- what others ask -----------------------------------------------------------

    def test_find_offers_carried_money_first(self):
        first = self.make_indicator(issue_date="2031-01-02")
        carried = self.make_indicator(arrangement="carried", issue_date="2031-02-02")
        city = self.make_indicator(source="city", level="upper", upper_document="X")
        self.make_draft()
        district = ("2081902", "30306", "district")
        anywhere = ("2081902", "30306", False)
        elsewhere = ("2081901", "30306", "district")
        found = self.env["civil.fund.indicator"]._find(
            self.env.company, 2031, {district, anywhere, elsewhere}
        )
        self.assertEqual(found[district], carried + first)
        self.assertEqual(found[anywhere], carried + first + city)
        self.assertFalse(found[elsewhere])

    def test_behind_the_year(self):
        """Half the year has passed; 10 % are spent; 20 points are allowed."""
        slow, fast = self.make_indicator(), self.make_indicator()
        self.book(slow, "pay", 100)
        self.book(fast, "pay", 400)
        self.assertEqual((slow.rate, fast.rate), (10, 40))
        both = slow + fast
        with freeze_time("2031-07-02 04:00:00"):
            both.invalidate_recordset()
            self.assertEqual(both.filtered("is_behind"), slow)
            found = both.search([("id", "in", both.ids), ("is_behind", "=", True)])
            self.assertEqual(found, slow)
        with freeze_time("2031-02-02 04:00:00"):
            both.invalidate_recordset()
            self.assertFalse(both.filtered("is_behind"))

    def test_rate_of_a_group_is_of_its_sums(self):
        small = self.make_indicator(amount=100)
        large = self.make_indicator(amount=900)
        self.book(small, "pay", 100)
        [(rate,)] = self.env["civil.fund.indicator"]._read_group(
            [("id", "in", (small + large).ids)], [], ["rate:avg"]
        )
        self.assertEqual(float(rate), 10.0)

    def test_department_sees_its_own_money(self):
        """A section sees its own indicators and those of nobody in particular."""
        self.join(self.head, self.aid, "civil_fund.group_head")
        aid = self.make_indicator(department_id=self.aid.id)
        care = self.make_draft(department_id=self.care.id)
        common = self.make_draft()
        every = aid + care + common
        self.join(self.clerk, self.aid)
        mine = every.with_user(self.clerk).search([("id", "in", every.ids)])
        self.assertEqual(mine, aid + common)
        with self.assertRaises(AccessError):
            care.with_user(self.clerk).read(["amount"])
        for user in (self.finance, self.deputy, self.auditor, self.admin):
            seen = every.with_user(user).search([("id", "in", every.ids)])
            self.assertEqual(seen, every)
        entries = self.env["civil.fund.entry"].with_user(self.clerk2)
        self.assertFalse(entries.search([("indicator_id", "=", aid.id)]))
        self.assertTrue(
            entries.with_user(self.clerk).search([("indicator_id", "=", aid.id)])
        )

    def test_a_post_taken_away_is_gone_at_once(self):
        aid = self.make_draft(department_id=self.aid.id)
        self.join(self.clerk, self.aid)
        indicators = self.env["civil.fund.indicator"].with_user(self.clerk)
        self.assertEqual(indicators.search([("id", "=", aid.id)]), aid)
        self.clerk.sudo().role_line_ids.unlink()
        self.clerk.group_ids += self.env.ref("civil_fund.group_clerk")
        self.assertFalse(indicators.search([("id", "=", aid.id)]))

    def test_a_town_sees_its_own_indicators(self):
        east = self.make_draft(division_id=self.east.id)
        west = self.make_draft(division_id=self.west.id)
        self.clerk.division_ids = [Command.set(self.east.ids)]
        seen = (
            (east + west)
            .with_user(self.clerk)
            .search([("id", "in", (east + west).ids)])
        )
        self.assertEqual(seen, east)

    def test_the_number_counts_within_the_budget_year(self):
        first, second = self.make_draft(), self.make_draft()
        later = self.make_draft(year=2032)
        self.assertEqual(int(second.name[-4:]), int(first.name[-4:]) + 1)
        self.assertEqual(later.name[:7], "ZB2032-")
        self.assertEqual(first.issue_date, datetime.date(2031, 1, 20))

    def test_another_company_sees_nothing(self):
        indicator = self.make_indicator()
        other = self.env["res.company"].create({"name": "Other Bureau"})
        self.auditor.write(
            {"company_ids": [Command.set(other.ids)], "company_id": other.id}
        )
        found = self.env["civil.fund.indicator"].with_user(self.auditor)
        self.assertFalse(found.search([("id", "=", indicator.id)]))
        entries = self.env["civil.fund.entry"].with_user(self.auditor)
        self.assertFalse(entries.search([("indicator_id", "=", indicator.id)]))

    def test_several_are_submitted_and_passed_at_once(self):
        drafts = self.make_draft() + self.make_draft()
        drafts.action_submit()
        drafts.with_user(self.head).action_review()
        drafts.with_user(self.deputy).action_approve()
        self.assertEqual(set(drafts.mapped("state")), {"in_force"})
        self.assert_agrees(drafts)
