from odoo.exceptions import AccessError
from odoo.tests import tagged

from .common import SubsidyCase


@tagged("post_install", "-at_install")
class TestBankBranch(SubsidyCase):
    def load(self, text, user=None):
        jobs = self.env["civil.import"].with_user(user or self.finance)
        return jobs._load("bank_branches", "b.csv", text.encode(), take="good")

    def test_import(self):
        job = self.load(
            "联行号,行名,别名\n"
            "403536000011,邮储银行随州市分行,邮储、邮政储蓄\n"
            "4035,邮储银行,\n"
            "403536000011,再来一次,\n"
        )
        self.assertEqual((job.ok_count, job.error_count), (1, 2))
        branch = self.env["civil.bank.branch"].search([])
        self.assertEqual(branch.terms, "邮储\n邮政储蓄")
        self.load("联行号,行名\n403536000011,邮储银行曾都支行\n")
        self.assertEqual(branch.name, "邮储银行曾都支行")
        self.assertEqual(branch.terms, "邮储\n邮政储蓄")

    def test_only_finance_and_administrators_import(self):
        with self.assertRaises(AccessError):
            self.load("联行号,行名\n403536000011,x\n", self.clerk)
