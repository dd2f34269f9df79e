from odoo import fields, models
from odoo.fields import Command


class CivilInstitutionPrepaymentEntry(models.Model):
    """Prepaid money in the books: a liability until it is used or refunded.

    ==================  ====================  ====================
    movement            debit                 credit
    ==================  ====================  ====================
    received            money                 prepaid money
    used for bills      prepaid money         receivable
    credited by a bill  receivable            prepaid money
    refunded            prepaid money         money
    receipt voided      what it was booked with is reversed
    ==================  ====================  ====================
    """

    _inherit = "civil.institution.prepayment.entry"

    move_ids = fields.One2many(
        "account.move",
        "civil_entry_id",
        string="Journal Entries",
        groups="account.group_account_invoice",
    )

    def _post_moves(self):
        """Book the movements that aren't booked and whose invoices are there."""
        for entry in self.sudo():
            if entry.move_ids or not entry.institution_id._keeps_books():
                continue
            if entry.key.startswith("void:"):
                entry._reverse_voided()
            else:
                entry._post_move()

    def _bills(self):
        """The bills that the single movement pays, or that it comes from."""
        origin, _colon, number = self.key.partition(":")
        if origin == "bill":
            return self.env["civil.institution.bill"].browse(int(number))
        if self.kind != "used":
            return self.env["civil.institution.bill"]
        receipt = self.env["civil.institution.receipt"].browse(int(number))
        return receipt.line_ids.bill_id

    def _post_move(self):
        bills = self._bills()
        if any(not bill.move_ids for bill in bills):
            return  # booked together with the invoice
        company = self.institution_id.books_company_id
        move = (
            self.env["account.move"]
            .with_company(company)
            .create(self._move_values(company))
        )
        move.action_post()
        lines = (move | bills.move_ids).line_ids
        lines.filtered(
            lambda line: (
                line.account_id.account_type == "asset_receivable"
                and not line.reconciled
            )
        ).reconcile()

    def _move_values(self, company):
        home, partner = self.institution_id, self.stay_id._books_partner()
        prepaid = home.books_deposit_account_id
        money = home.books_bank_journal_id.default_account_id
        owed = partner.with_company(company).property_account_receivable_id
        debit, credit = {
            "paid_in": (money, prepaid),
            "used": (prepaid, owed),
            "credited": (owed, prepaid),
            "refunded": (prepaid, money),
        }[self.kind]
        journal = home.books_bank_journal_id
        if money not in (debit, credit):
            journal = journal.search(
                [("type", "=", "general"), ("company_id", "=", company.id)], limit=1
            )
        return {
            "move_type": "entry",
            "civil_entry_id": self.id,
            "company_id": company.id,
            "journal_id": journal.id,
            "date": self.date,
            "ref": self.reference,
            "line_ids": [
                Command.create(
                    {
                        "account_id": account.id,
                        "partner_id": partner.id,
                        "name": self.reference,
                        side: self.amount,
                    }
                )
                for side, account in (("debit", debit), ("credit", credit))
            ],
        }

    def _reverse_voided(self):
        """Take back what the voided receipt was booked with."""
        number = self.key.partition(":")[2]
        former = self.search(
            [
                ("prepayment_id", "=", self.prepayment_id.id),
                ("key", "=", f"receipt:{number}"),
            ]
        ).move_ids
        former.line_ids.remove_move_reconcile()
        for move in former:
            values = {
                "date": self.date,
                "ref": self.reference,
                "civil_entry_id": self.id,
            }
            move.with_company(move.company_id)._reverse_moves([values], cancel=True)
