from itertools import zip_longest

from odoo import models


class AccountParallelBankBalance(models.Model):
    """The usual form of the statement: the books on the left, the bank on the right."""

    _inherit = "account.parallel.bank.balance"

    def _paper_rows(self):
        """Return the rows of the form.

        :return: list of (left text, left amount, right text, right amount, is head);
            amounts are floats in yuan, None where there is none
        """
        self.ensure_one()
        rows = [
            (
                self.env._("Balance by the books"),
                self.book_balance,
                self.env._("Balance by the statement"),
                self.bank_balance,
                True,
            )
        ]
        sections = (
            (
                self.env._("Plus: received by the bank, not in the books"),
                "bank_in",
                self.env._("Plus: received in the books, not at the bank"),
                "book_in",
            ),
            (
                self.env._("Less: paid by the bank, not in the books"),
                "bank_out",
                self.env._("Less: paid in the books, not at the bank"),
                "book_out",
            ),
        )
        for left_title, left, right_title, right in sections:
            rows.append((left_title, self[left], right_title, self[right], True))
            for mine, other in zip_longest(
                self._paper_items(left), self._paper_items(right)
            ):
                rows.append((*(mine or ("", None)), *(other or ("", None)), False))
        rows.append(
            (
                self.env._("Adjusted balance"),
                self.adjusted_book,
                self.env._("Adjusted balance"),
                self.adjusted_bank,
                True,
            )
        )
        return rows

    def _paper_items(self, kind):
        return [
            (
                " ".join(filter(None, (str(line.date), line.name, line.reference))),
                line.amount,
            )
            for line in self.line_ids.filtered(lambda line: line.kind == kind)
        ]

    def _paper_date(self):
        """Return the date as Chinese papers write it."""
        return f"{self.date.year}年{self.date.month}月{self.date.day}日"
