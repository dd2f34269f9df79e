from odoo import models

#: Invoices that are posted in one transaction, and those that one may wait for.
_PART = 50
_AT_ONCE = 10


class CivilInstitutionBillRun(models.Model):
    """A run posts invoices in parts of their own, after the bills are issued."""

    _inherit = "civil.institution.bill.run"

    def _issue_pieces(self, bills):
        kept = bills.filtered(lambda bill: bill.institution_id._keeps_books())
        post = self._pieces_of(kept, "post", _PART)
        return super()._issue_pieces(bills) + post

    def _is_small(self, pieces):
        posted = sum(piece["size"] for piece in pieces if piece["step"] == "post")
        return posted <= _AT_ONCE and super()._is_small(pieces)
