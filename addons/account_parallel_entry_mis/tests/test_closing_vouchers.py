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
