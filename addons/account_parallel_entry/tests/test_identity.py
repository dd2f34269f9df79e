from decimal import Decimal

import hypothesis
from hypothesis import strategies

from odoo.tests import tagged

from ..tools.amounts import exact
from .common import MARCH, ParallelCase

EVENTS = [
    ("appropriation_received", None),
    ("subsidy_accrued", None),
    ("subsidy_paid", None),
    ("subsidy_paid", "bank"),
    ("subsidy_paid", "carryover"),
    ("subsidy_returned", None),
    ("subsidy_returned_prior_year", None),
    ("overpayment_refunded", None),
    ("relief_fund_advanced", None),
    ("relief_fund_reported", None),
    ("donation_received", None),
    ("trust_money_received", None),
    ("treasury_due_received", None),
    ("other_finance_received", None),
    ("carryover_handed_in", None),
    ("service_paid", "bank"),
]
STEP = strategies.tuples(
    strategies.sampled_from(EVENTS),
    strategies.integers(1, 10**9),
    strategies.booleans(),
)


@tagged("post_install", "-at_install")
class TestIdentity(ParallelCase):
    """What holds whatever happens."""

    @hypothesis.settings(derandomize=True, deadline=None, max_examples=6)
    @hypothesis.given(strategies.lists(STEP, min_size=1, max_size=6))
    def test_funds_equal_balances(self, steps):
        """资金结存 = 结转结余 + 预算收入 − 预算支出, and each ledger is zero."""
        requests = [
            self.request(event, Decimal(cents) / 100, variant=variant)
            for (event, variant), cents, _reverse in steps
        ]
        vouchers = self.make(*requests, post=True)
        for voucher, (_event, _cents, reverse) in zip(vouchers, steps, strict=True):
            if reverse:
                voucher._make_reversal(MARCH, "红字冲销")._post()
        sums = self._balances()
        self.assertEqual(sum(sums.values()), 0)
        budget = {code: value for code, value in sums.items() if code[0] in "678"}
        self.assertEqual(sum(budget.values()), 0)
        funds = sum(value for code, value in budget.items() if code.startswith("8001"))
        rest = sum(value for code, value in budget.items() if code[:4] != "8001")
        self.assertEqual(funds, -rest)
        quota = sums.get("800103", 0)
        self.assertEqual(sums.get("1201", 0), quota, "应返还额度在两套账中相等")

    def _balances(self):
        """Return {code: exact balance} of what is posted."""
        groups = self.env["account.move.line"]._read_group(
            [("company_id", "=", self.company.id), ("parent_state", "=", "posted")],
            ["account_id"],
            ["balance:sum"],
        )
        return {account.code: exact(round(value, 2)) for account, value in groups}
