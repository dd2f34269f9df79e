from odoo.exceptions import UserError
from odoo.tests import tagged

from .common import StatementCase


@tagged("post_install", "-at_install")
class TestClosing(StatementCase):
    """Months and the year are closed in order, once, and can be reopened."""

    def failed(self, closing):
        return set(closing.check_ids.filtered(lambda c: not c.passed).mapped("code"))

    def test_month(self):
        """C.5 row 11: income and expenses go to 3301; nothing else moves."""
        self.close("2024-01")
        closing = self.closing("2024-01")
        self.assertEqual(closing.state, "closed")
        self.assertEqual(closing.closed_uid, self.manager)
        move = closing.move_ids
        self.assertEqual(len(move), 1)
        self.assertEqual(move.journal_id, self.journal("gov_closing"))
        self.assertEqual(move.name, "结-2024-01-0001")
        self.assertEqual(str(move.date), "2024-01-31")
        found = {
            (line.account_id.with_company(self.unit).code, line.debit, line.credit)
            for line in move.line_ids
        }
        self.assertEqual(
            found,
            {
                ("400101", 750, 0),
                ("400101", 200, 0),
                ("500103", 0, 800),
                ("500101", 0, 200),
                ("3301", 0, 950),
                ("3301", 1000, 0),
            },
        )
        self.assertEqual(str(self.unit.fiscalyear_lock_date), "2024-01-31")

    def test_closing_keeps_analytic_and_makes_no_costs(self):
        """The lines keep their project; its analytic items stay as entered."""
        items = self.env["account.analytic.line"].search_count([])
        self.close("2024-01")
        lines = self.closing("2024-01").move_ids.line_ids
        project = {str(self.project.id): 100}
        kept = lines.filtered(lambda line: line.analytic_distribution == project)
        self.assertEqual(sum(kept.mapped("balance")), 750 - 800)
        self.assertEqual(self.env["account.analytic.line"].search_count([]), items)

    def test_year(self):
        """C.5 row 12 and identities 2 to 4 of C.4."""
        self.close_year()
        for prefix in ("4", "5", "6", "7", "3301", "3302", "3501", "8501"):
            self.assertFalse(self.balance(prefix), prefix)
        self.assertEqual(self.balance("3001"), -5468.5)
        self.assertEqual(self.balance("810107"), -325)
        self.assertEqual(self.balance("8101"), -325)
        self.assertEqual(self.balance("820204"), -703.5)
        self.assertEqual(self.balance("8001"), 1028.5)
        self.assertEqual(self.balance("1201"), self.balance("800103"))

    def test_carry_over_keeps_items(self):
        """8101 keeps project and function of what it takes over."""
        self.close_year()
        lines = self.env["account.move.line"].search(
            [
                ("company_id", "=", self.unit.id),
                ("account_id", "=", self.account("810107").id),
                ("analytic_distribution", "in", self.project.ids),
            ]
        )
        self.assertEqual(sum(lines.mapped("balance")), -325)

    def test_second_click_makes_nothing(self):
        self.close("2024-01")
        count = self.env["account.move"].search_count([])
        closing = self.closing("2024-01")
        closing.action_close()
        closing.action_check()
        self.assertEqual(closing.state, "closed")
        self.assertEqual(self.env["account.move"].search_count([]), count)

    def test_month_is_locked(self):
        self.close("2024-01")
        late = self.posted("2024-01-31")
        self.assertNotEqual(f"{late.date:%Y-%m}", "2024-01")

    def test_draft_is_refused(self):
        self.draft("2024-01-30")
        closing = self.closing("2024-01")
        self.assertFalse(closing.action_check())
        self.assertEqual(self.failed(closing), {"draft"})
        self.assertEqual(closing.state, "open")
        with self.assertRaisesRegex(UserError, "isn't checked"):
            closing.action_close()

    def test_draft_after_the_check_is_refused(self):
        """What was checked is checked again at the moment of closing."""
        closing = self.closing("2024-01")
        closing.action_check()
        self.draft("2024-01-30")
        with self.assertRaisesRegex(UserError, "draft"):
            closing.action_close()

    def test_order(self):
        closing = self.closing("2024-02")
        self.assertFalse(closing.action_check())
        self.assertEqual(self.failed(closing), {"order"})
        self.close("2024-01")
        march = self.closing("2024-03")
        self.assertFalse(march.action_check())
        self.assertEqual(self.failed(march), {"order"})
        self.assertTrue(closing.action_check())

    def test_several_at_once(self):
        months = self.closing("2024-02") | self.closing("2024-01")
        self.closing("2024-01").action_check()
        self.closing("2024-01").action_close()
        months.action_check()
        months.action_close()
        self.assertEqual(set(months.mapped("state")), {"closed"})

    def test_ledgers_that_differ_are_refused(self):
        """Identity 4: the quota is the same in both ledgers."""
        self.enter(self.general, "2024-01-30", [("1201", 5, 0), ("2307", 0, 5)])
        closing = self.closing("2024-01")
        self.assertFalse(closing.action_check())
        self.assertEqual(self.failed(closing), {"quota"})
        self.assertIn("5.00", closing.check_ids.filtered("detail").detail)

    def test_pending_expenditure_is_refused_at_year_end(self):
        """待处理 must be empty at the end of the year."""
        self.close(*(f"2024-{month:02}" for month in range(1, 12)))
        self.enter(self.budget, "2024-12-20", [("710199", 9, 0), ("600102", 0, 9)])
        december = self.closing("2024-12")
        self.assertFalse(december.action_check())
        self.assertEqual(self.failed(december), {"pending"})

    def test_earmarked_money(self):
        """Non-fiscal earmarked money is carried over in 8201, other in 8202."""
        self.env["l10n_cn.closing.account"].with_user(self.manager).create(
            {
                "company_id": self.unit.id,
                "account_id": self.account("6601").id,
                "nature": "earmarked",
            }
        )
        self.both("2024-03-01", ("100201", "4601", 100), ("800102", "6601", 100))
        self.both("2024-03-02", ("500102", "100201", 60), ("710102", "800102", 60))
        self.close_year()
        self.assertEqual(self.balance("820105"), -40)
        self.assertEqual(self.balance("8201"), -40)
        self.assertEqual(self.balance("820204"), -703.5)

    def test_finished_item_becomes_surplus(self):
        """8101 to 8102: the amount that people name, of the item that they name."""
        self.close(*(f"2024-{month:02}" for month in range(1, 12)))
        december = self.closing("2024-12")
        item = {
            "analytic_distribution": {str(self.project.id): 100},
            "amount": 125,
            "reason": "项目完成",
        }
        december.surplus_ids = [(0, 0, {**item, "amount": 326})]
        self.assertFalse(december.action_check())
        self.assertEqual(self.failed(december), {"surplus"})
        december.surplus_ids.amount = 125
        december.action_check()
        december.action_close()
        self.assertEqual(self.balance("810107"), -200)
        self.assertEqual(self.balance("810205"), -125)
        self.assertEqual(self.balance("8102"), -125)
        sheet = self.sheet("fiscal", "2024-12")
        self.assertEqual(sheet["total"][-2:], [200, 125])
        with self.assertRaisesRegex(UserError, "closed"):
            december.surplus_ids.amount = 1

    def test_reopen(self):
        """Reopening cancels in red, last month first; closing again works."""
        self.close("2024-01", "2024-02")
        january, february = self.closing("2024-01"), self.closing("2024-02")
        with self.assertRaisesRegex(UserError, "Reopen 2024-02 first"):
            january.action_reopen()
        (january | february).action_reopen()
        self.assertEqual(january.state, "open")
        self.assertFalse(self.unit.fiscalyear_lock_date)
        self.assertFalse(self.balance("3301"))
        self.assertEqual(self.balance("4001"), -1890)
        red = january.move_ids.filtered("reversed_entry_id")
        self.assertEqual(len(red), 1)
        self.assertEqual(red.name, "结-2024-01-0002")
        self.assertTrue(all(line.debit <= 0 >= line.credit for line in red.line_ids))
        self.both("2024-01-30", ("500102", "400101", 10), ("710101", "600102", 10))
        self.close("2024-01", "2024-02")
        self.assertEqual(self.balance("3301"), 56.5)
        sheet = self.sheet("income", "2024-02", "month")
        self.assertEqual(sheet["fiscal"], [940, 1900])

    def test_reopen_year(self):
        self.close_year()
        self.closing("2024-12").action_reopen()
        self.assertEqual(str(self.unit.fiscalyear_lock_date), "2024-11-30")
        self.assertEqual(self.balance("6"), -1893.5)
        self.assertEqual(self.balance("810101"), -25)
        self.assertEqual(self.balance("3501"), -25)
        self.close("2024-12")
        self.assertEqual(self.balance("3001"), -5468.5)

    def test_locked_for_good(self):
        self.close("2024-01")
        self.unit.hard_lock_date = "2024-01-31"
        with self.assertRaisesRegex(UserError, "for good"):
            self.closing("2024-01").action_reopen()

    def test_day_within_the_month(self):
        self.assertEqual(str(self.closing("2024-02").date), "2024-02-29")

    def test_empty_month(self):
        self.close("2024-01", "2024-02", "2024-03")
        self.assertFalse(self.closing("2024-03").move_ids)
        self.assertEqual(str(self.unit.fiscalyear_lock_date), "2024-03-31")
