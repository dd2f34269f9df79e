from odoo.exceptions import AccessError, UserError
from odoo.tests import freeze_time, tagged

from odoo.addons.civil_subsidy.tests.agent_bank import answer

from .common import BooksCase


@tagged("standard", "post_install", "-at_install")
@freeze_time("2024-03-20 02:00:00")
class TestBooks(BooksCase):
    """The month's page holds payments, bank, indicators and ledger together."""

    def page(self):
        action = (
            self.env["civil.subsidy.books"]
            .with_user(self.finance)
            .action_open_month("2024-03-01")
        )
        return self.env["civil.subsidy.books"].browse(action["res_id"])

    def line(self):
        return self.page().line_ids.filtered(lambda x: x.program_id == self.care)

    def amounts(self, *names):
        line = self.line()
        return tuple(self.exact(line[name]) for name in names)

    def test_each_step_shows_and_agrees(self):
        name, content = self.send()
        self.assertEqual(
            self.amounts("approved", "sent", "pending", "reserved", "owed"),
            self.yuan("652.50 652.50 652.50 652.50 652.50"),
        )
        self.assertFalse(self.line().has_difference)
        self.pay()
        self.assertEqual(
            self.amounts("booked", "used", "reserved", "owed"),
            self.yuan("652.50 652.50 0 0"),
        )
        self.assertFalse(self.line().difference)
        self.take(answer(name, content, fail=(2,)))
        self.assertEqual(
            self.amounts("paid", "failed", "booked", "owed"),
            self.yuan("522 130.50 522 130.50"),
        )
        self.assertFalse(self.line().difference)

    def test_every_figure_opens_its_records(self):
        name, content = self.send()
        self.pay()
        self.take(answer(name, content, fail=(2,)))
        line = self.line().with_user(self.finance)
        expected = {
            "approved": self.batch,
            "failed": self.payment(2),
            "owed": self.env["civil.subsidy.payable"].search(
                [("payment_id", "=", self.payment(2).id)]
            ),
        }
        for figure in ("approved", "sent", "paid", "failed", "booked", "used", "owed"):
            action = line.action_drill(figure)
            found = self.env[action["res_model"]].search(action["domain"])
            self.assertTrue(found, figure)
            if figure in expected:
                self.assertEqual(found.ids, expected[figure].ids)

    def test_from_the_voucher_to_the_person(self):
        self.approve(self.batch)
        voucher = self.env["account.parallel.voucher"].search(
            [("subsidy_batch_id", "=", self.batch.id)], limit=1
        )
        action = voucher.action_view_subsidy_payments()
        shares = self.env[action["res_model"]].search(action["domain"])
        opened = shares[0].action_view_payment()
        self.assertEqual(opened["res_model"], "civil.subsidy.payment")
        self.assertEqual(opened["res_id"], shares[0].payment_id.id)
        self.assertEqual(opened["name"], shares[0].payment_id.name)

    def test_a_difference_has_to_be_explained_by_another_person(self):
        self.send()
        self.pay()
        # A voucher that somebody reverses by hand is money that only the ledger lacks.
        voucher = self.env["account.parallel.voucher"].search(
            [("subsidy_batch_id", "=", self.batch.id), ("budget_total", ">", 0)],
            limit=1,
        )
        reversal = voucher._make_reversal(voucher.date, "误冲")
        reversal._post()
        page = self.page()
        line = page.line_ids.filtered(lambda x: x.program_id == self.care)
        self.assertTrue(line.has_difference)
        self.assertEqual(
            self.exact(line.booked_difference), -self.exact(voucher.financial_total)
        )
        with self.assertRaisesRegex(UserError, "nobody has explained"):
            page.with_user(self.finance).action_confirm()
        line.with_user(self.finance).action_give_reason("误冲，次月更正")
        with self.assertRaisesRegex(UserError, "can't confirm"):
            page.with_user(self.finance).action_confirm()
        page.with_user(self.cashier).action_confirm()
        self.assertEqual(page.state, "confirmed")
        with self.assertRaises(UserError):
            page.with_user(self.finance).action_refresh()

    def test_an_explanation_goes_with_its_difference(self):
        self.test_a_difference_has_to_be_explained_by_another_person()
        page = self.page()
        page.with_user(self.finance).action_reopen()
        voucher = (
            self.env["account.parallel.voucher"]
            .search(
                [("subsidy_batch_id", "=", self.batch.id), ("budget_total", ">", 0)]
            )
            .filtered(lambda v: not v.reversal_ids and not v.reverse_of_id)[:1]
        )
        voucher._make_reversal(voucher.date, "再次误冲")._post()
        self.assertFalse(self.line().reason)

    def test_vouchers_that_wait_keep_the_month_open(self):
        self.company.parallel_auto_post = False
        self.approve(self.batch)
        page = self.page()
        self.assertEqual(page.draft_voucher_count, 3)
        for line in page.line_ids.filtered("has_difference"):
            line.with_user(self.cashier).action_give_reason("凭证待审核")
        with self.assertRaisesRegex(UserError, "aren't posted"):
            page.with_user(self.finance).action_confirm()

    def test_only_finance_sees_and_confirms(self):
        self.approve(self.batch)
        page = self.page()
        for user in (self.clerk, self.deputy, self.staff):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                page.with_user(user).line_ids.read(["approved"])
        with self.assertRaises(UserError):
            page.with_user(self.auditor).action_confirm()
