from odoo.tests import tagged

from .common import StatementCase


@tagged("post_install", "-at_install")
class TestInstitution(StatementCase):
    """A public institution (事业单位): its own rows and its own closing."""

    chart = "cn_gov_institution"

    @classmethod
    def make_year(cls):
        both = cls.both
        both("2024-01-10", ("100201", "4101", 100), ("800102", "6101", 100))
        both("2024-01-12", ("5101", "100201", 30), ("720103", "800102", 30))
        both("2024-01-13", ("100201", "4401", 50), ("800102", "6401", 50))
        both("2024-01-14", ("5201", "100201", 20), ("7301", "800102", 20))
        both("2024-01-15", ("100201", "2501", 500), ("800102", "6501", 500))
        both("2024-01-16", ("1501", "100201", 200), ("7601", "800102", 200))
        both("2024-01-17", ("500105", "1602", 5), None)
        both("2024-01-18", ("1601", "100201", 60), ("720103", "800102", 60))

    def test_rows(self):
        sheet = self.sheet("balance_sheet", "2024-01", "month")
        self.assertEqual(sheet["equity_investments"], [200, 0])
        self.assertEqual(sheet["long_loans"], [500, 0])
        self.assertEqual(sheet["assets"], sheet["claims"])
        self.assertNotIn("subsidies_payable", sheet)
        income = self.sheet("income", "2024-12")
        self.assertEqual(income["activities"], [100, 0])
        self.assertEqual(income["operating"], [50, 0])
        self.assertEqual(income["unit_expenses"], [30, 0])
        self.assertEqual(income["surplus"], [95, 0])
        budget = self.sheet("budget", "2024-12")
        self.assertEqual(budget["debt"], [500, 0])
        self.assertEqual(budget["institutional"], [90, 0])
        self.assertEqual(budget["investment_expenditure"], [200, 0])
        self.assertEqual(budget["difference"], [340, 0])
        for statement in (sheet, income, budget):
            self.assertNotIn("check", statement)

    def test_reconciliation(self):
        note = self.sheet("reconciliation", "2024-12")
        self.assertNotIn("check", note)
        self.assertEqual(note["add_capital"], [260])
        self.assertEqual(note["less_loan"], [500])
        self.assertEqual(note["less_depreciation"], [5])
        self.assertEqual(note["other"], [0])
        self.assertEqual(note["surplus"], [95])

    def test_year(self):
        """8401 and 8501 go to 8701, from there to special funds and to 8202."""
        self.close(*(f"2024-{month:02}" for month in range(1, 12)))
        december = self.closing("2024-12")
        december.fund_amount = 40
        december.action_check()
        december.action_close()
        self.assertEqual(self.balance("3101"), -40)
        self.assertEqual(self.balance("3001"), -55)
        self.assertEqual(self.balance("8301"), -40)
        self.assertEqual(self.balance("820204"), -300)
        for prefix in ("8401", "8501", "8701", "3302"):
            self.assertFalse(self.balance(prefix), prefix)
        sheet = self.sheet("net_assets", "2024-12")
        # Surplus, funds, equity method, total; this year and last.
        self.assertEqual(sheet["year_surplus"][:4], [95, 0, 0, 95])
        self.assertEqual(sheet["fund_set"][:4], [-40, 40, 0, 0])
        self.assertEqual(sheet["fund_balance"][:4], [-40, 40, 0, 0])
        self.assertEqual(sheet["closing"][:4], [55, 40, 0, 95])
        self.assertNotIn("check", sheet)
        balances = self.sheet("budget_balances", "2024-12")
        self.assertEqual(balances["special_surplus"], [40, 0])
        self.assertEqual(balances["closing"], [340, 0])
        self.assertNotIn("check", balances)
        self.assertNotIn("check_funds", balances)

    def test_deficit_of_operations_stays(self):
        """A deficit of 经营结余 isn't distributed."""
        self.both("2024-02-10", ("5201", "100201", 45), ("7301", "800102", 45))
        self.close_year()
        self.assertEqual(self.balance("8401"), 15)
        self.assertFalse(self.balance("8701"))
        sheet = self.sheet("budget_balances", "2024-12")
        self.assertEqual(sheet["operating_surplus"], [-15, 0])
