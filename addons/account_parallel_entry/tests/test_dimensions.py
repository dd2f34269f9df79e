from odoo.exceptions import UserError
from odoo.tests import tagged

from .common import ParallelCase


@tagged("post_install", "-at_install")
class TestDimensions(ParallelCase):
    """What a line must tell beside its account (辅助核算)."""

    def test_missing_dimensions_are_named(self):
        """As the accounts of 财会〔2017〕25号 demand them."""
        plans = {
            "4001": {"fund"},
            "6001": {"function", "project", "fund", "nature"},
            "7101": {"function", "economic", "project", "fund", "nature"},
        }
        for code in self.dimensions:
            rest = {key: val for key, val in self.dimensions.items() if key != code}
            name = self.env.ref(f"account_parallel_entry.plan_{code}").name
            due = code in plans["7101"] or code == "program"
            if code == "nature":
                # Without the nature nothing says that a project is needed.
                rest.pop("project")
            with self.subTest(code=code), self.assertRaisesRegex(UserError, name):
                self.assertTrue(due)
                self.book("subsidy_paid", analytic=rest)
        personnel = self.env.ref("account_parallel_entry.nature_personnel")
        basic = {**self.dimensions, "nature": personnel}
        basic.pop("project")
        self.assertTrue(self.book("subsidy_paid", analytic=basic))
        self.assertTrue(self.book("subsidy_accrued", analytic=self.dimensions))

    def test_dimensions_tell_the_whole_amount(self):
        program = str(self.dimensions["program"].id)
        other = str(self.dimension("program", "孤儿基本生活费", "GE").id)
        lines = [
            ("financial", "500199", 100, 0, {}),
            ("financial", "2303", 0, 100, {program: 60}),
        ]
        voucher = self.manual(lines=lines)
        with self.assertRaisesRegex(UserError, "Subsidy Program"):
            self.as_user(voucher, self.reviewer).action_review()
        voucher.line_ids[1].analytic_distribution = {program: 60, other: 40}
        self.through(voucher)

    def test_dimensions_are_asked_of_governments_only(self):
        plan = self.env.ref("account_parallel_entry.plan_fund")
        applicability = self.env["account.parallel.event"]._applicability
        account = self.account("400101")
        self.assertEqual(applicability(plan, account, self.company, ()), "mandatory")
        self.company.chart_template = False
        self.assertEqual(applicability(plan, account, self.company, ()), "optional")

    def test_missing_dimension_sentence(self):
        with self.assertRaises(UserError) as refused:
            self.book("subsidy_accrued", analytic={})
        self.assertRegex(
            str(refused.exception),
            r"Line 2, 2303 .*: the dimension “Subsidy Program” is missing",
        )
