import random

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from odoo.tests import tagged

from .common import StatementCase

FINANCIAL = (
    "100101 100201 100202 1011 1201 1212 1218 1302 1601 1602 1701 1801 1891 1901 1902 "
    "2101 210301 2201 2302 2303 2307 2502 2901 3001 3401 3501 400101 4601 4609 500101 "
    "500103 5301 5901"
).split()
BUDGET = (
    "60010101 600102 6601 6603 6609 710101 710102 710103 790103 800101 800102 800103 "
    "810101 810102 810104 810201 810202 820101 820102"
).split()


@tagged("post_install", "-at_install")
class TestStatementsRandom(StatementCase):
    """Whatever balanced entries there are, the statements foot."""

    @classmethod
    def make_year(cls):
        cls.accounts = {code: cls.account(code) for code in FINANCIAL + BUDGET}

    def enter_random(self, seed, count):
        draw = random.Random(seed)
        for _number in range(count):
            for journal, codes in ((self.general, FINANCIAL), (self.budget, BUDGET)):
                debit, credit = draw.sample(codes, 2)
                amount = draw.randrange(1, 10**9) / 100
                year = draw.choice((2023, 2024, 2024))
                date = f"{year}-{draw.randrange(1, 13):02}-{draw.randrange(1, 29):02}"
                kinds = (None, self.project, self.lottery, self.personnel)
                lines = [(debit, amount, 0), (credit, 0, amount)]
                self.enter(journal, date, lines, draw.choice(kinds))

    @settings(
        derandomize=True,
        deadline=None,
        max_examples=4,
        suppress_health_check=[HealthCheck.too_slow],
    )
    @given(seed=st.integers(0, 10**6), count=st.integers(3, 12))
    def test_foots(self, seed, count):
        """Assets = liabilities and net assets; the other checks stay silent, too."""
        with self.env.cr.savepoint():
            self.enter_random(seed, count)
            for day in ("2023-12", "2024-06"):
                sheet = self.sheet("balance_sheet", day, "month")
                self.assertNotIn("check", sheet)
                self.assertEqual(sheet["assets"], sheet["claims"])
            for form in ("income", "net_assets", "budget", "fiscal", "reconciliation"):
                self.assertNotIn("check", self.sheet(form, "2024-12"), form)
            self.assertNotIn("check", self.sheet("budget_balances", "2024-12"))
