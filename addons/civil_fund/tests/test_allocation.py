import datetime
from decimal import Decimal

from freezegun import freeze_time
from hypothesis import given, settings
from hypothesis import strategies as st

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import BaseCase, tagged

from ..models.civil_fund_allocation_step import split
from .common import FundCase

MONEY = st.decimals(min_value="0.01", max_value="9999999.99", places=2)
WEIGHTS = st.lists(st.integers(1, 10**6).map(Decimal), min_size=1, max_size=30)


@tagged("post_install", "-at_install")
class TestSplit(BaseCase):
    @settings(max_examples=100, deadline=None, derandomize=True)
    @given(MONEY, WEIGHTS)
    def test_nothing_is_lost_and_nobody_is_a_cent_off(self, total, values):
        shares = split(total, values)
        self.assertEqual(sum(shares), total)
        for share, value in zip(shares, values, strict=True):
            self.assertLess(abs(share - total * value / sum(values)), Decimal("0.01"))


@tagged("post_install", "-at_install")
class TestAllocation(FundCase):
    """Money of the upper level, from its announcement to the indicators."""

    def approved(self, **values):
        """An allotment that waits for the party group."""
        plan = self.make_allocation(**values)
        plan.action_submit()
        plan.with_user(self.head).action_review()
        plan.with_user(self.deputy).action_approve()
        return plan

    def decided(self, **values):
        """An allotment that waits for the finance bureau."""
        plan = self.approved(**values)
        plan.write(
            {
                "meeting_date": "2031-03-10",
                "minutes_ids": [Command.set(self.make_paper().ids)],
            }
        )
        plan.action_decided()
        return plan

    def finance_document(self, plan):
        plan.with_user(self.finance).write(
            {"finance_document": "测财社〔2031〕21号", "finance_date": "2031-03-20"}
        )

    def test_the_course_of_an_allotment(self):
        plan = self.approved()
        self.assertEqual(plan.state, "meeting")
        with self.assertRaisesRegex(UserError, "attach its minutes"):
            plan.action_decided()
        plan.write(
            {
                "meeting_date": "2031-03-10",
                "minutes_ids": [Command.set(self.make_paper().ids)],
            }
        )
        plan.action_decided()
        with self.assertRaisesRegex(UserError, "finance bureau's document"):
            plan.with_user(self.finance).action_issue()
        self.finance_document(plan)
        plan.with_user(self.finance).action_issue()
        self.assertEqual(plan.state, "issued")
        indicators = plan.line_ids.indicator_id
        self.assertEqual(indicators.mapped("amount"), [60, 40])
        papers = plan.with_user(self.deputy).minutes_ids
        self.assertEqual(papers.mapped("name"), ["paper.pdf"])
        self.assertEqual(indicators.division_id, self.east + self.west)
        self.assertEqual(set(indicators.mapped("state")), {"in_force"})
        self.assertEqual(set(indicators.mapped("level")), {"upper"})
        numbers = set(indicators.mapped("document_number"))
        self.assertEqual(numbers, {"测财社〔2031〕21号"})
        self.assertEqual(set(indicators.entry_ids.mapped("res_id")), set(plan.ids))
        self.assert_agrees(indicators)

    def test_issued_it_stays(self):
        plan = self.decided()
        self.finance_document(plan)
        plan.with_user(self.finance).action_issue()
        for vals in ({"meeting_date": "2031-01-01"}, {"total": 5}, {"minutes_ids": []}):
            with self.assertRaises(UserError):
                plan.with_user(self.finance).write(vals)
        with self.assertRaises(UserError):
            plan.line_ids.with_user(self.finance).write({"amount": 5})
        with self.assertRaises(UserError):
            plan.with_user(self.finance).action_issue()
        with self.assertRaises(UserError):
            plan.with_user(self.finance).action_void("Too late")

    def test_the_minutes_stay_with_what_they_decided(self):
        plan = self.decided()
        paper = plan.minutes_ids
        paper.with_user(self.clerk).write({"raw": b"a better scan"})
        self.finance_document(plan)
        plan.with_user(self.finance).action_issue()
        for user in (self.clerk, self.finance, self.env.user):
            with self.assertRaisesRegex(UserError, "papers stay"):
                paper.with_user(user).unlink()
            with self.assertRaisesRegex(UserError, "papers stay"):
                paper.with_user(user).write({"raw": b"another"})

    def test_everything_is_allotted_neither_more_nor_less(self):
        for lines in ([60, 39.99], [60, 40.01]):
            plan = self.make_allocation(lines=[(amount, 1) for amount in lines])
            with self.assertRaisesRegex(UserError, "has to be 0.00"):
                plan.action_submit()
        with self.assertRaisesRegex(UserError, "no amount"):
            self.make_allocation(lines=((100, 1), (0, 1))).action_submit()

    def test_allot_by_factors(self):
        """因素法: 100 yuan by 2 : 1 persons."""
        plan = self.make_allocation(lines=((0, 2), (0, 1)))
        plan.action_distribute()
        self.assertEqual(plan.line_ids.mapped("amount"), [66.67, 33.33])
        self.assertEqual(plan.left, 0)

    def test_thirty_days_by_the_rule_of_the_day(self):
        """《预算法》第五十二条, across two versions of the parameter."""
        rule = self.env.ref("civil_fund.parameter_pass_down_days")
        rule.date_to = "2031-12-31"
        rule.flush_recordset()
        rule.copy({"value": "20", "date_from": "2032-01-01", "date_to": False})
        old = self.make_allocation(received_date="2031-12-31")
        new = self.make_allocation(received_date="2032-01-01")
        self.assertEqual(old.deadline, datetime.date(2032, 1, 30))
        self.assertEqual(new.deadline, datetime.date(2032, 1, 21))

    def test_the_watch_turns_amber_then_red(self):
        plan = self.make_allocation()  # received 1 March: by 31 March
        plans = self.env["civil.fund.allocation"].with_user(self.clerk)
        for day, watch in (
            ("2031-03-23", "on_time"),
            ("2031-03-24", "near"),
            ("2031-03-31", "near"),
            ("2031-04-01", "late"),
        ):
            with freeze_time(f"{day} 04:00:00"):
                plan.invalidate_recordset()
                self.assertEqual(plan.watch, watch, day)
                found = plans.search([("watch", "=", watch), ("id", "=", plan.id)])
                self.assertEqual(found, plan)
                duty = self.env["civil.fund.duty"].with_user(self.clerk)
                row = duty.search([("name", "like", plan.name)])
                row.invalidate_recordset()
                self.assertEqual(row.watch, watch)

    def test_who_proposed_is_reminded_once(self):
        plan = self.make_allocation()
        with freeze_time("2031-03-28 04:00:00"):
            for _day in range(2):
                self.env["civil.fund.allocation"]._cron_remind()
            self.assertEqual(plan.activity_ids.user_id, self.clerk)
            self.assertEqual(len(plan.activity_ids), 1)
        decided = self.decided(received_date="2031-06-01")
        self.finance_document(decided)
        decided.with_user(self.finance).action_issue()
        with freeze_time("2032-06-28 04:00:00"):
            self.env["civil.fund.allocation"]._cron_remind()
        self.assertFalse(decided.activity_ids)

    def test_on_notice_it_is_not_issued(self):
        plan = self.decided()
        plan.write({"publicity_start": "2031-03-11", "publicity_end": "2031-03-18"})
        self.finance_document(plan)
        with freeze_time("2031-03-18 04:00:00"):
            with self.assertRaisesRegex(UserError, "on public notice"):
                plan.with_user(self.finance).action_issue()
        with freeze_time("2031-03-19 04:00:00"):
            plan.with_user(self.finance).action_issue()

    def test_who_may_not(self):
        plan = self.decided()
        self.finance_document(plan)
        for user in (self.clerk, self.head, self.deputy, self.auditor):
            with self.assertRaises(UserError):
                plan.with_user(user).action_issue()
        fresh = self.make_allocation()
        for user in (self.deputy, self.auditor, self.admin):
            with self.assertRaises(AccessError):
                fresh.with_user(user).write({"total": 5})
        fresh.action_submit()
        self.clerk.group_ids += self.env.ref("civil_fund.group_head")
        with self.assertRaisesRegex(UserError, "can't decide"):
            fresh.action_review()

    def test_a_line_gets_its_indicator_by_the_step_only(self):
        plan = self.make_allocation()
        indicator = self.make_indicator()
        line = plan.line_ids[0]
        line.write({"indicator_id": indicator.id})
        self.assertFalse(line.indicator_id)
        with self.assertRaises(UserError):
            self.make_draft(allocation_line_id=line.id)

    def test_direct_funds_keep_their_mark(self):
        plan = self.decided(is_direct=True, is_three_guarantees=True)
        self.finance_document(plan)
        plan.with_user(self.finance).action_issue()
        indicators = plan.line_ids.indicator_id
        self.assertTrue(all(indicators.mapped("is_direct")))
        self.assertTrue(all(indicators.mapped("is_three_guarantees")))
