from odoo import models

from ..tools.amounts import total

#: Lines on one sheet of the printed form; two sheets fit on a page of A4.
_ROWS = 6


class AccountParallelVoucher(models.Model):
    """The printed voucher."""

    _inherit = "account.parallel.voucher"

    def _sheets(self):
        """Return the sheets that the vouchers are printed on.

        :return: list of {voucher, lines, blank, page, pages, last}
        """
        sheets = []
        for voucher in self:
            voucher = voucher.with_company(voucher.company_id)
            lines = voucher.line_ids
            parts = [
                lines[start : start + _ROWS] for start in range(0, len(lines), _ROWS)
            ]
            parts = parts or [lines]
            for page, part in enumerate(parts, 1):
                sheets.append(
                    {
                        "voucher": voucher,
                        "lines": part,
                        "blank": range(_ROWS - len(part)),
                        "page": page,
                        "pages": len(parts),
                        "last": page == len(parts),
                    }
                )
        return sheets

    def _paper_date(self):
        """Return the date as Chinese papers write it."""
        return f"{self.date.year}年{self.date.month}月{self.date.day}日"

    def _paper_amount(self, amount):
        """Write an amount with separators; red ones keep their sign."""
        return f"{total([amount]):,.2f}" if amount else ""

    def _paper_total(self, ledger, side):
        """Return the written total of a side of a ledger."""
        lines = self.line_ids.filtered(lambda line: line.ledger == ledger)
        return f"{total(lines.mapped(side)):,.2f}"
