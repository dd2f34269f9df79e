from odoo import api, fields, models

from odoo.addons.civil_institution_fee.tools.money import exact


class CivilInstitutionReceipt(models.Model):
    """Receipts for bills become payments of their invoices."""

    _inherit = "civil.institution.receipt"

    payment_ids = fields.One2many(
        "account.payment",
        "civil_receipt_id",
        string="Payments",
        groups="account.group_account_invoice",
    )

    @api.model
    def _issue(self, stay, method, shares=(), amount=None, **values):
        receipt = super()._issue(stay, method, shares, amount, **values)
        receipt._post_payments()
        return receipt

    def _post_payments(self):
        """Pay the invoices of the receipts' bills by money that came in, once."""
        # Whoever receives money need not have rights in the books.
        for receipt in self.sudo():
            if receipt.method == "prepayment" or receipt.state != "posted":
                continue
            paid = receipt.payment_ids.mapped("invoice_ids")
            for line in receipt.line_ids:
                move = line.bill_id.move_ids
                if move and move not in paid:
                    receipt._pay_invoice(move, exact(line.amount))

    def _pay_invoice(self, move, amount):
        home = self.institution_id
        wizards = self.env["account.payment.register"].with_company(move.company_id)
        wizard = wizards.with_context(
            active_model="account.move", active_ids=move.ids
        ).create(
            {
                "journal_id": home.books_bank_journal_id.id,
                "amount": amount,
                "payment_date": self.date,
                "communication": self.number,
            }
        )
        payments = wizard._create_payments()
        payments.sudo().civil_receipt_id = self

    def _undo(self):
        result = super()._undo()
        for payment in self.sudo().payment_ids:
            payment.action_cancel()
        return result
