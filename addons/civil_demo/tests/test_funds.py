from decimal import Decimal

from odoo.tests import TransactionCase, tagged


@tagged("post_install", "-at_install")
class TestFunds(TransactionCase):
    """The district's money: reserved, booked and reconciled as far as its batches."""

    def user(self, name):
        return self.env.ref(f"civil_demo.user_{name}")

    def test_every_approved_batch_is_charged(self):
        batches = (
            self.env["civil.subsidy.batch"]
            .search([("state", "not in", ("draft", "computed", "published", "voided"))])
            .filtered(lambda batch: batch.state != "under_approval")
        )
        self.assertTrue(batches)
        for batch in batches:
            with self.subTest(batch=batch.name):
                self.assertTrue(batch.fund_ids)
                self.assertEqual(batch.subsidy_follow, "gross")

    def test_the_months_agree_to_the_cent(self):
        pages = self.env["civil.subsidy.books"].search([])
        self.assertEqual(len(pages), 3)
        for page in pages:
            with self.subTest(period=page.period):
                self.assertTrue(page.line_ids)
        february, march = pages.sorted("period")[:2]
        self.assertEqual(february.state, "confirmed")
        self.assertFalse(march.line_ids.filtered("has_difference").mapped("difference"))

    def test_the_register_is_the_account(self):
        self.env.flush_all()
        owed = sum(
            Decimal(f"{line.amount:.2f}")
            for line in self.env["civil.subsidy.payable"].search([])
        )
        lines = self.env["account.move.line"].search(
            [("parent_state", "=", "posted"), ("account_id.code", "=", "2303")]
        )
        self.assertEqual(-sum(Decimal(f"{x.balance:.2f}") for x in lines), owed)

    def test_there_is_work_for_everybody(self):
        """Applications for finance, vouchers for the reviewer, an indicator for the
        deputy."""
        self.assertTrue(
            self.env["civil.subsidy.treasury"]
            .with_user(self.user("finance"))
            .search_count([("state", "=", "draft")])
        )
        self.assertEqual(
            self.env["account.parallel.voucher"]
            .with_user(self.user("reviewer"))
            .search_count([("state", "=", "posted"), ("reviewer_id", "=", False)]),
            16,
        )
        self.assertEqual(
            self.env["civil.fund.indicator"]
            .with_user(self.user("deputy"))
            .search_count([("state", "=", "under_approval")]),
            1,
        )
