from datetime import date
from unittest.mock import patch

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import Form, tagged

from .common import MARCH, ParallelCase


@tagged("post_install", "-at_install")
class TestVoucher(ParallelCase):
    """The course of a voucher: numbers, four eyes, both or none, red."""

    def test_course_of_a_manual_voucher(self):
        voucher = self.manual()
        self.assertFalse(voucher.name or voucher.financial_move_id)
        self.assertEqual(voucher.maker_id, self.accountant)
        self.as_user(voucher, self.reviewer).action_review()
        self.assertEqual(voucher.reviewer_id, self.reviewer)
        self.as_user(voucher, self.accountant).action_post()
        self.assertEqual(voucher.name, "记-2024-03-0001")
        self.assertEqual(voucher.bookkeeper_id, self.accountant)
        self.assertEqual(voucher.finance_head_id, self.head)
        move = voucher.financial_move_id
        self.assertEqual((move.state, move.date), ("posted", MARCH))
        self.assertEqual(move.parallel_voucher_id, voucher)
        self.assertTrue(move.inalterable_hash)

    def test_numbers_have_no_gaps(self):
        """They follow the order of posting, in each month from 1."""
        days = [date(2024, 3, 20), date(2024, 4, 2), date(2024, 3, 5), date(2024, 4, 1)]
        names = [self.book("subsidy_accrued", day=day).name for day in days]
        self.assertEqual(
            names,
            [
                "记-2024-03-0001",
                "记-2024-04-0001",
                "记-2024-03-0002",
                "记-2024-04-0002",
            ],
        )
        with self.assertRaises(UserError):
            self.book("subsidy_accrued", analytic={})
        self.assertEqual(self.book("subsidy_accrued").name, "记-2024-03-0003")

    def test_types_are_numbered_apart(self):
        kind = self.env["account.parallel.voucher.type"].create(
            {"code": "付", "name": "付款"}
        )
        one = self.through(self.manual(type_id=kind.id))
        two = self.through(self.manual())
        self.assertEqual((one.name, two.name), ("付-2024-03-0001", "记-2024-03-0001"))
        with self.assertRaisesRegex(UserError, "already numbered"):
            kind.code = "收"

    def test_maker_and_changer_do_not_review(self):
        head = self.head
        head.group_ids = [
            Command.link(self.env.ref("account_parallel_entry.group_accountant").id)
        ]
        voucher = self.manual(user=head)
        with self.assertRaisesRegex(UserError, "can't review"):
            self.as_user(voucher, head).action_review()
        voucher = self.manual()
        self.as_user(voucher, head).line_ids[0].name = "改"
        with self.assertRaisesRegex(UserError, "can't review"):
            self.as_user(voucher, head).with_context(
                account_parallel_voucher=True
            ).action_review()
        with self.assertRaises(UserError):
            self.as_user(voucher, head).write({"author_ids": [Command.clear()]})
        self.company.parallel_four_eyes = False
        self.as_user(voucher, head).action_review()
        self.assertEqual(voucher.reviewer_id, head)

    def test_roles(self):
        """Who isn't named in the table of steps is refused."""
        voucher = self.manual()
        for user in (self.accountant, self.cashier, self.manager):
            with self.assertRaises(AccessError):
                self.as_user(voucher, user).action_review()
        self.as_user(voucher, self.reviewer).action_review()
        for user in (self.reviewer, self.cashier, self.manager):
            with self.assertRaises(AccessError):
                self.as_user(voucher, user).action_post()
        for user in (self.reviewer, self.cashier, self.manager):
            with self.assertRaises(AccessError):
                self.manual(user=user)
        self.as_user(voucher, self.head).action_post()
        for user in (self.reviewer, self.cashier, self.manager):
            with self.assertRaises(AccessError):
                self.as_user(voucher, user).action_reverse(MARCH, "x")

    def test_send_back(self):
        voucher = self.manual()
        self.as_user(voucher, self.reviewer).action_review()
        with self.assertRaises(UserError):
            self.as_user(voucher, self.accountant).summary = "改"
        self.as_user(voucher, self.reviewer).action_send_back()
        self.assertFalse(voucher.reviewer_id)
        self.as_user(voucher, self.accountant).summary = "改"
        self.through(voucher)
        with self.assertRaisesRegex(UserError, "isn't for vouchers"):
            self.as_user(voucher, self.reviewer).action_send_back()

    def test_steps_in_bulk_are_all_or_none(self):
        good, bad = self.manual(), self.manual(line_ids=[])
        with self.assertRaisesRegex(UserError, "no lines"):
            self.as_user(good | bad, self.reviewer).action_review()
        self.assertEqual(good.state, "draft")

    def test_both_entries_or_none(self):
        voucher = self.make(self.request("subsidy_paid"))
        moves = self.env["account.move"].search_count([])
        cls = type(self.env["account.parallel.voucher"])
        post_move, calls = cls._post_move, []

        def fail_second(record, move):
            calls.append(move)
            if len(calls) == 2:
                raise RuntimeError("injected")
            return post_move(record, move)

        with patch.object(cls, "_post_move", fail_second):
            with self.assertRaisesRegex(RuntimeError, "injected"):
                voucher._post()
        self.assertEqual(len(calls), 2)
        self.assertEqual(self.env["account.move"].search_count([]), moves)
        self.assertEqual((voucher.state, voucher.name), ("draft", False))
        voucher._post()
        self.assertEqual(voucher.name, "记-2024-03-0001")

    def test_unbalanced_and_mixed(self):
        wrong = self.manual(
            lines=[
                ("financial", "500102", 100, 0, {}),
                ("financial", "2302", 0, 90, {}),
            ]
        )
        with self.assertRaisesRegex(UserError, "doesn't balance"):
            self.as_user(wrong, self.reviewer).action_review()
        with self.assertRaisesRegex(UserError, "doesn't belong to the ledger"):
            self.manual(lines=[("budget", "500102", 1, 0, {})])

    def test_money_needs_a_budget_entry_or_a_reason(self):
        lines = [
            ("financial", "100201", 100, 0, {}),
            ("financial", "2307", 0, 100, {}),
        ]
        voucher = self.manual(lines=lines)
        with self.assertRaisesRegex(UserError, "needs a budgetary entry"):
            self.as_user(voucher, self.reviewer).action_review()
        with self.assertRaisesRegex(UserError, "needs a budgetary entry"):
            voucher._post()
        temporary = self.env.ref("account_parallel_entry.exemption_temporary")
        voucher.exemption_id = temporary
        self.assertEqual(self.through(voucher).state, "posted")
        drawn = self.manual(
            lines=[
                ("financial", "100101", 100, 0, {}),
                ("financial", "100201", 0, 100, {}),
            ]
        )
        self.through(drawn)
        dodge = self.manual(lines=lines, closing=True)
        with self.assertRaisesRegex(UserError, "needs a budgetary entry"):
            self.as_user(dodge, self.reviewer).action_review()

    def test_closed_period(self):
        voucher = self.manual()
        self.as_user(voucher, self.reviewer).action_review()
        self.company.fiscalyear_lock_date = date(2024, 3, 31)
        with self.assertRaisesRegex(UserError, "closed period"):
            self.as_user(voucher, self.accountant).action_post()
        with self.assertRaisesRegex(UserError, "closed period"):
            self.book("subsidy_accrued")
        self.company.fiscalyear_lock_date = False
        self.set_mode(self.company, day=date(2023, 1, 1))
        with self.assertRaisesRegex(UserError, "first year"):
            self.book("subsidy_accrued", day=date(2023, 5, 1))
        self.company.hard_lock_date = date(2024, 3, 31)
        with self.assertRaisesRegex(UserError, "closed period"):
            self.as_user(voucher, self.accountant).action_post()
        self.assertFalse(voucher.name)
        with self.assertRaisesRegex(UserError, "closed period"):
            self.book("subsidy_accrued")

    def test_reversal_nets_to_zero_in_red(self):
        voucher = self.book("subsidy_paid")
        action = self.as_user(voucher, self.accountant).action_reverse(
            date="2024-04-01", reason="重复"
        )
        reversal = self.env["account.parallel.voucher"].browse(action["res_id"])
        self.assertEqual(reversal.reverse_of_id, voucher)
        self.assertEqual(voucher.reversal_ids, reversal)
        self.assertIn(voucher.name, reversal.summary)
        self.through(reversal)
        self.assertEqual(reversal.name, "记-2024-04-0001")
        moves = voucher.financial_move_id | reversal.financial_move_id
        moves |= voucher.budget_move_id | reversal.budget_move_id
        items = moves.line_ids
        for account in items.account_id:
            mine = items.filtered(lambda item, a=account: item.account_id == a)
            for side in ("debit", "credit", "balance"):
                self.assertEqual(sum(mine.mapped(side)), 0, account.code)
        red = reversal.budget_move_id.line_ids
        self.assertTrue(all(x.debit < 0 or x.credit < 0 for x in red))
        with self.assertRaisesRegex(UserError, "already has the reversal"):
            self.as_user(voucher, self.accountant).action_reverse(MARCH, "x")

    def test_reversal_is_not_before_the_voucher(self):
        voucher = self.book("subsidy_paid")
        with self.assertRaisesRegex(UserError, "dated before"):
            self.as_user(voucher, self.accountant).action_reverse("2024-03-01", "x")

    def test_reversal_by_request(self):
        voucher = self.book("subsidy_paid", key="a")
        [request] = [self.request("subsidy_paid", reverse_of=voucher, key="b")]
        reversal = self.make(request, post=True)
        self.assertEqual(reversal.reverse_of_id, voucher)
        self.assertEqual(reversal.state, "posted")
        self.assertEqual(self.make(request), reversal)

    def test_idempotency_key(self):
        source = self.env["res.partner"].create({"name": "批次"})
        one = self.book("subsidy_accrued", key="batch-1", source=source)
        count = self.env["account.parallel.voucher"].search_count([])
        two = self.make(
            self.request("subsidy_accrued", 999, key="batch-1"),
            self.request("subsidy_accrued", 5),
        )
        self.assertEqual(two[0], one)
        self.assertEqual(two[1].financial_total, 5)
        self.assertEqual(
            self.env["account.parallel.voucher"].search_count([]), count + 1
        )
        self.assertEqual((one.res_model, one.res_id), ("res.partner", source.id))
        self.assertEqual(one.action_view_source()["res_id"], source.id)
        other = self.make_company("洛阳镇")
        self.env.user.company_ids |= other
        self.env = self.env(
            context=dict(
                self.env.context, allowed_company_ids=(self.company | other).ids
            )
        )
        self.assertNotEqual(
            self.book("subsidy_accrued", key="batch-1", company=other), one
        )

    def test_posting_at_once_is_a_setting(self):
        self.assertEqual(self.make(self.request("subsidy_accrued")).state, "draft")
        events = self.env["account.parallel.event"]
        self.assertEqual(
            events._make_vouchers([self.request("subsidy_accrued")]).state, "draft"
        )
        self.company.parallel_auto_post = True
        voucher = self.as_user(events, self.accountant)._make_vouchers(
            [self.request("subsidy_accrued")]
        )
        self.assertEqual(voucher.state, "posted")
        self.assertEqual(voucher.maker_id, self.accountant)
        self.assertFalse(voucher.reviewer_id)
        self.as_user(voucher, self.reviewer).action_confirm()
        self.assertEqual(voucher.reviewer_id, self.reviewer)
        with self.assertRaisesRegex(UserError, "already reviewed"):
            self.as_user(voucher, self.reviewer).action_confirm()

    def test_lines_of_events_are_fixed(self):
        voucher = self.as_user(self.make(self.request("subsidy_paid")), self.accountant)
        with self.assertRaisesRegex(UserError, "come from an event"):
            voucher.line_ids[0].debit = 1
        with self.assertRaisesRegex(UserError, "come from an event"):
            voucher.line_ids[0].unlink()
        voucher.date = date(2024, 4, 1)
        self.through(voucher)
        self.assertEqual(voucher.name, "记-2024-04-0001")

    def test_drafts_can_be_deleted(self):
        voucher = self.as_user(
            self.make(self.request("subsidy_accrued", key="k")), self.accountant
        )
        voucher.unlink()
        self.assertTrue(self.make(self.request("subsidy_accrued", key="k")))

    def test_form_of_a_voucher_by_hand(self):
        form = Form(self.as_user(self.env["account.parallel.voucher"], self.accountant))
        form.summary = "支付办公费"
        form.date = MARCH
        for field, code, side in (
            ("financial_line_ids", "500102", "debit"),
            ("financial_line_ids", "2302", "credit"),
        ):
            with getattr(form, field).new() as line:
                line.account_id = self.account(code)
                setattr(line, side, 12.5)
        voucher = form.save()
        self.assertEqual(voucher.capitals, "人民币壹拾贰元伍角整")
        self.assertEqual(set(voucher.line_ids.mapped("ledger")), {"financial"})
        self.through(voucher)
        name = voucher.financial_move_id.line_ids.mapped("name")
        self.assertEqual(set(name), {"支付办公费"})

    def test_desk_opens_on_what_waits(self):
        model = self.env["account.parallel.voucher"]
        desk = self.as_user(model, self.reviewer).action_open_desk()
        self.assertIn("search_default_to_review", desk["context"])
        desk = self.as_user(model, self.accountant).action_open_desk()
        self.assertIn("search_default_to_post", desk["context"])
