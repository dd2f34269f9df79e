from unittest.mock import patch

from odoo.exceptions import UserError, ValidationError
from odoo.fields import Command
from odoo.tests import tagged

from odoo.addons.civil_institution_fee.tests.common import APRIL, FeeCase
from odoo.addons.queue_job.tests.common import trap_jobs


@tagged("post_install", "-at_install")
class TestBooks(FeeCase):
    """A home with books of its own; its keeper has no rights in them."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.prices()
        cls.books = cls.env["res.company"].create(
            {
                "name": "康寿养老院账套",
                "currency_id": cls.home.currency_id.id,
                "country_id": cls.env.ref("base.cn").id,
            }
        )
        cls.env.user.company_ids = [Command.link(cls.books.id)]
        cls.env["account.chart.template"].try_loading(
            "generic_coa", company=cls.books, install_demo=False
        )
        accounts = cls.env["account.account"].with_company(cls.books)
        cls.prepaid = accounts.create(
            {"code": "224101", "name": "预收款", "account_type": "liability_current"}
        )
        cls.income = accounts.create(
            {"code": "600199", "name": "床位费收入", "account_type": "income"}
        )
        journals = cls.env["account.journal"]
        of_books = ("company_id", "=", cls.books.id)
        cls.sales = journals.search([of_books, ("type", "=", "sale")], limit=1)
        cls.bank = journals.search([of_books, ("type", "=", "bank")], limit=1)
        cls.home.write(
            {
                "books_company_id": cls.books.id,
                "books_journal_id": cls.sales.id,
                "books_bank_journal_id": cls.bank.id,
                "books_deposit_account_id": cls.prepaid.id,
            }
        )
        cls.items["bed"].with_company(cls.books).income_account_id = cls.income
        cls.as_keeper("custody").create(
            {"institution_id": cls.home.id, "bank": "随州农商行", "number": "1234"}
        )
        cls.resident = cls.stay()

    def invoice(self, bill):
        return bill.sudo().move_ids

    def balance(self, account):
        """What the account holds, below nothing of a credit."""
        lines = self.env["account.move.line"].search(
            [("account_id", "=", account.id), ("parent_state", "=", "posted")]
        )
        return round(sum(lines.mapped("balance")), 2)

    def test_a_bill_is_one_invoice(self):
        bill = self.issued()
        move = self.invoice(bill)
        self.assertEqual(
            ("posted", "out_invoice", 2120, bill.number, self.books),
            (move.state, move.move_type, move.amount_total, move.ref, move.company_id),
        )
        self.assertEqual(len(bill.line_ids), len(move.invoice_line_ids))
        self.assertEqual(-1200, self.balance(self.income))
        bill._post_invoices()
        self.assertEqual(move, self.invoice(bill))

    def test_the_customer_is_a_name(self):
        partner = self.invoice(self.issued()).partner_id
        self.assertEqual("罗士信", partner.name)
        self.assertEqual(self.resident.number, partner.ref)
        for name in ("vat", "phone", "street"):
            self.assertFalse(partner[name])

    def test_who_keeps_no_books_has_no_invoice(self):
        self.home.books_company_id = False
        self.assertFalse(self.invoice(self.issued()))

    def test_a_receipt_pays_the_invoice(self):
        bill = self.issued()
        receipt = bill._receive("transfer", 2000)
        move = self.invoice(bill)
        payment = receipt.sudo().payment_ids
        self.assertEqual(2000, payment.amount)
        self.assertIn(move.payment_state, ("partial", "in_payment", "paid"))
        bill._receive("cash")
        self.assertIn(move.payment_state, ("in_payment", "paid"))
        self.assertEqual(2, len(move.matched_payment_ids))
        receipt.action_void("银行退回")
        self.assertEqual("canceled", payment.state)

    def test_a_deposit_is_a_liability(self):
        self.resident.action_prepay("deposit", 3000)
        self.assertEqual(-3000, self.balance(self.prepaid))
        self.resident._prepayment("deposit").action_refund(1000, payee="罗成")
        self.assertEqual(-2000, self.balance(self.prepaid))

    def test_what_is_prepaid_pays_the_invoice(self):
        receipt_id = self.resident.action_prepay("service", 2500)
        bill = self.issued()
        bill.action_use_prepaid()
        move = self.invoice(bill)
        self.assertEqual((0, "paid"), (move.amount_residual, move.payment_state))
        self.assertEqual(-380, self.balance(self.prepaid))
        bill.receipt_line_ids.receipt_id.action_void("录错")
        self.assertEqual(2120, move.amount_residual)
        self.assertEqual(-2500, self.balance(self.prepaid))
        self.as_keeper("receipt").browse(receipt_id).action_void("录错")
        self.assertEqual(0, self.balance(self.prepaid))

    def test_a_voided_bill_has_a_credit_note(self):
        bill = self.issued()
        move = self.invoice(bill)
        bill.action_void("护理等级录错")
        self.assertEqual(0, move.amount_residual)
        self.assertEqual("out_refund", move.reversal_move_ids.move_type)
        self.assertEqual(0, self.balance(self.income))
        again = self.issued()
        self.assertEqual(2120, self.invoice(again).amount_total)

    def test_a_bill_below_nothing_is_a_credit_note(self):
        self.issued()
        self.env["civil.institution.placement"].search(
            [("stay_id", "=", self.resident.id)]
        ).date_to = "2024-03-11"
        bill = self.issued(APRIL)
        move = self.invoice(bill)
        self.assertEqual(("out_refund", 0), (move.move_type, move.amount_residual))
        self.assertEqual(-move.amount_total, bill.amount)
        self.assertEqual(bill.amount, self.balance(self.prepaid))

    def test_a_settlement_leaves_nothing_in_the_books(self):
        self.resident.action_prepay("deposit", 14000)
        one = self.as_keeper("settlement").create(
            {"stay_id": self.resident.id, "date": "2024-04-02"}
        )
        one.action_confirm()
        one.action_pay_out()
        self.assertEqual(0, self.balance(self.prepaid))
        move = self.invoice(one.bill_id)
        self.assertEqual(0, move.amount_residual)
        self.assertEqual(-one.open_total, -move.amount_total)

    def test_a_run_posts_in_the_background(self):
        self.stay(bed=1, name="尉迟恭")
        run = self.as_keeper("bill.run").create(
            {"month": "2024-03-01", "institution_ids": self.home.ids}
        )
        run.action_compute()
        path = "odoo.addons.civil_institution_fee_account.models.civil_institution_bill"
        with patch(f"{path}_run._AT_ONCE", 1), trap_jobs() as trap:
            run.action_issue()
            trap.perform_enqueued_jobs()
            self.assertFalse(self.invoice(self.bills()))
            # What is paid meanwhile is booked with the invoice.
            self.bills()[0]._receive("cash")
            trap.perform_enqueued_jobs()
        self.assertEqual("done", run.state)
        moves = self.invoice(self.bills())
        self.assertEqual(run.bill_total, sum(moves.mapped("amount_total")))
        self.assertIn(moves[0].payment_state, ("in_payment", "paid"))

    def test_books_are_whole(self):
        with self.assertRaises(ValidationError):
            self.home.books_journal_id = False

    def test_an_invoice_says_what_the_bill_says(self):
        bills = type(self.env["civil.institution.bill"])
        wrong = patch.object(
            bills,
            "_invoice_line_values",
            lambda self, line, sign: {
                "name": "x",
                "quantity": 1,
                "price_unit": 1,
                "tax_ids": [Command.clear()],
            },
        )
        with wrong, self.assertRaisesRegex(UserError, "its invoice to"):
            self.issued()
