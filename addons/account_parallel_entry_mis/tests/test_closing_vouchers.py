from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from odoo.addons.l10n_cn_government_mis.tests.common import StatementCase

PLANS = ("function", "economic", "project", "program")


@tagged("post_install", "-at_install")
class TestClosingVouchers(StatementCase):
    """A year of a unit that keeps vouchers, closed and read in its statements."""

    @classmethod
    def make_funds(cls):
        accounts = cls.env["account.analytic.account"]
        cls.common = [
            accounts.create(
                {
                    "name": name,
                    "plan_id": cls.env.ref(f"account_parallel_entry.plan_{name}").id,
                }
            )
            for name in PLANS
        ]
        return super().make_funds()

    @classmethod
    def enter(cls, journal, date, lines, analytic=None):
        """Post an entry with all dimensions, those of the statements by the money."""
        fund, nature = {
            cls.lottery: ("government", "project"),
            cls.personnel: ("general", "personnel"),
        }.get(analytic, ("general", "project"))
        dimensions = [
            *cls.common,
            cls.env.ref(f"account_parallel_entry.fund_{fund}"),
            cls.env.ref(f"account_parallel_entry.nature_{nature}"),
        ]
        values = cls.entry_values(journal, lines, date)
        key = ",".join(str(account.id) for account in dimensions)
        for command in values["line_ids"]:
            command[2]["analytic_distribution"] = {key: 100}
        move = cls.env["account.move"].create(values)
        move.action_post()
        return move

    def test_statement_of_appropriations(self):
        """会政预03表 is filled from the dimensions alone."""
        sheet = self.sheet("fiscal", "2024-12")
        self.assertNotIn("unmarked", sheet)
        self.assertEqual(sheet["general_personnel"][7:9], [200, 200])
        self.assertEqual(sheet["general_project"][7:9], [750, 750])
        self.assertEqual(sheet["fund_project"][7:9], [940, 940])

    def test_closing_makes_vouchers(self):
        """Closing entries, and the red ones that cancel them, are vouchers."""
        self.unit.write({"parallel_bookkeeping": True, "parallel_first_year": 2024})
        accountants = self.env.ref("account_parallel_entry.group_accountant")
        self.manager.group_ids |= accountants
        before = self.sheet("fiscal", "2024-12")
        self.close_year()
        self.assertEqual(self.sheet("fiscal", "2024-12"), before)
        self.assertFalse(self.balance("6") or self.balance("7"))
        december = self.closing("2024-12")
        vouchers = december.move_ids.parallel_voucher_id
        self.assertEqual(len(vouchers), len(december.move_ids))
        self.assertEqual(set(vouchers.mapped("state")), {"posted"})
        december.action_reopen()
        moves = december.move_ids
        self.assertEqual(len(moves.parallel_voucher_id), len(moves))
        self.assertTrue(self.balance("6"))
        self.close("2024-12")
        self.assertFalse(self.balance("6"))

    def as_head(self):
        """Keep vouchers, and return a finance head who is nothing else."""
        self.unit.write(
            {
                "parallel_bookkeeping": True,
                "parallel_first_year": 2024,
                "parallel_four_eyes": True,
            }
        )
        head = self.make_user("gov_head", "account_parallel_entry.group_finance_head")
        self.assertFalse(head.has_group("account.group_account_user"))
        return head

    def test_head_closes_and_another_person_reviews(self):
        head = self.as_head()
        january = self.closing("2024-01", head)
        self.assertTrue(january.action_check())
        january.action_close()
        vouchers = january.move_ids.parallel_voucher_id
        self.assertTrue(vouchers)
        self.assertEqual(set(vouchers.mapped("state")), {"posted"})
        self.assertEqual(vouchers.maker_id, head)
        self.assertFalse(vouchers.reviewer_id)
        with self.assertRaisesRegex(UserError, "ask another"):
            vouchers.with_user(head).action_confirm()
        reviewer = self.make_user("gov_check", "account_parallel_entry.group_reviewer")
        vouchers.with_user(reviewer).action_confirm()
        self.assertEqual(vouchers.reviewer_id, reviewer)

    def test_head_locks_the_month_and_unlocks_it(self):
        head = self.as_head()
        january = self.closing("2024-01", head)
        january.action_check()
        january.action_close()
        self.assertEqual(self.unit.fiscalyear_lock_date, january.date)
        self.accountant.group_ids |= self.env.ref(
            "account_parallel_entry.group_accountant"
        )
        move = self.draft("2024-01-15")
        with self.assertRaises(UserError):
            move.action_post()
        january.action_reopen()
        self.assertFalse(self.unit.fiscalyear_lock_date)
        self.assertEqual(january.state, "open")

    def test_head_enters_nothing_else(self):
        head = self.as_head()
        with self.assertRaises(AccessError):
            self.env["account.move"].with_user(head).create(
                self.entry_values(self.general, [("500103", 1, 0), ("2303", 0, 1)])
            )
        january = self.closing("2024-01", head)
        january.action_check()
        january.action_close()
        with self.assertRaises(UserError):
            january.move_ids.with_user(head).button_draft()

    def test_vouchers_that_are_not_posted_stand_against_closing(self):
        head = self.as_head()
        self.env["account.parallel.voucher"].create(
            {"company_id": self.unit.id, "date": "2024-01-20", "summary": "待记账"}
        )
        january = self.closing("2024-01", head)
        self.assertFalse(january.action_check())
        failed = january.check_ids.filtered(lambda check: not check.passed)
        self.assertEqual(failed.code, "draft")
        self.assertIn("1 vouchers through 2024-01-31", failed.detail)
        with self.assertRaises(UserError):
            january.action_close()

    def test_buttons_of_the_head(self):
        arch = self.env["l10n_cn.closing"].with_user(self.as_head()).get_view()["arch"]
        for button in ("action_check", "action_close", "action_reopen"):
            self.assertIn(button, arch)
