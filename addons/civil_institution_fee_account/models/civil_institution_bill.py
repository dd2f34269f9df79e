from odoo import fields, models
from odoo.exceptions import UserError
from odoo.fields import Command

from odoo.addons.civil_institution_fee.tools.money import exact, written


class CivilInstitutionBill(models.Model):
    """Bills become customer invoices; voided ones are taken back by credit notes."""

    _inherit = "civil.institution.bill"

    move_ids = fields.One2many(
        "account.move",
        "civil_bill_id",
        string="Invoices",
        groups="account.group_account_invoice",
    )

    def _after_issue(self):
        result = super()._after_issue()
        self._post_invoices()
        return result

    def _post_invoices(self):
        """Post an invoice for each bill of institutions that keep books, once.

        :raises UserError: an invoice doesn't come to what the bill says
        """
        # Whoever issues a bill need not have rights in the books.
        bills = self.sudo()
        bills.lock_for_update(allow_referencing=True)
        bills.invalidate_recordset(["move_ids"])
        for home in bills.institution_id.filtered(lambda home: home._keeps_books()):
            due = bills.filtered(
                lambda bill, home=home: (
                    bill.institution_id == home
                    and bill.state not in ("draft", "voided")
                    and not bill.move_ids
                    and exact(bill.amount)
                )
            )
            moves = self.env["account.move"].sudo()
            moves = moves.with_company(home.books_company_id)
            moves = moves.create([bill._invoice_values() for bill in due])
            moves.action_post()
            for bill, move in zip(due, moves, strict=True):
                bill._check_invoice(move)
            due.receipt_line_ids.receipt_id._post_payments()
            due._entries()._post_moves()

    def _invoice_values(self):
        """Values of the invoice of the single bill, below nothing of a credit note."""
        home, sign = self.institution_id, 1 if exact(self.amount) > 0 else -1
        day = fields.Date.context_today(self, self.issued_date)
        company = home.books_company_id
        return {
            "move_type": "out_invoice" if sign > 0 else "out_refund",
            "civil_bill_id": self.id,
            "company_id": company.id,
            "journal_id": home.books_journal_id.id,
            "currency_id": company.currency_id.id,
            "partner_id": self.stay_id._books_partner().id,
            "ref": self.number,
            "invoice_date": day,
            "date": day,
            "invoice_date_due": self.due_on,
            "invoice_payment_term_id": False,
            "invoice_line_ids": [
                Command.create(self._invoice_line_values(line, sign))
                for line in self.line_ids
            ],
        }

    def _invoice_line_values(self, line, sign):
        home = self.institution_id
        item = line.item_id.with_company(home.books_company_id)
        account = item.income_account_id or home.books_journal_id.default_account_id
        return {
            "name": f"{line.month:%Y-%m} {item.name} {line.explanation or ''}",
            "quantity": 1,
            "price_unit": sign * line.amount,
            "account_id": account.id,
            # Services of institutions for elders carry no value-added tax.
            "tax_ids": [Command.clear()],
        }

    def _check_invoice(self, move):
        if exact(move.amount_total) != abs(exact(self.amount)):
            raise UserError(
                self.env._(
                    "%(bill)s comes to %(amount)s, its invoice to %(invoice)s.",
                    bill=self.display_name,
                    amount=written(self.amount),
                    invoice=written(move.amount_total),
                )
            )

    def _entries(self):
        """Movements of prepaid money by which the bills were paid or credited."""
        receipts = self.receipt_line_ids.receipt_id
        keys = [f"receipt:{receipt.id}" for receipt in receipts]
        keys += [f"bill:{bill.id}" for bill in self]
        return (
            self.env["civil.institution.prepayment.entry"]
            .sudo()
            .search(
                [
                    ("stay_id", "in", self.stay_id.ids),
                    ("key", "in", keys),
                    ("kind", "in", ("used", "credited")),
                ]
            )
        )

    def action_void(self, reason):
        """Void the bills, and their invoices by credit notes."""
        result = super().action_void(reason)
        for move in self.sudo().move_ids:
            today = fields.Date.context_today(self)
            values = {"date": today, "invoice_date": today, "ref": reason}
            move.with_company(move.company_id)._reverse_moves([values], cancel=True)
        return result

    def action_open_invoices(self):
        """Show the invoices of the bills to whoever may read them."""
        moves = self.env["account.move"].search([("civil_bill_id", "in", self.ids)])
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Invoices"),
            "res_model": "account.move",
            "views": [(False, "list"), (False, "form")],
            "domain": [("id", "in", (moves | moves.reversal_move_ids).ids)],
        }
