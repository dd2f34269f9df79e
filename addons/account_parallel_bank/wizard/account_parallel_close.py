from odoo import models
from odoo.exceptions import UserError


class AccountParallelClose(models.TransientModel):
    """Bank lines that no voucher vouches for stand against closing."""

    _inherit = "account.parallel.close"

    def action_close(self):
        """Set the lock date of the books.

        :raises UserError: bank lines are reconciled without a posted voucher, or
            neither in the books nor in a reviewed reconciliation statement
        """
        self.ensure_one()
        self._check_unvouched()
        self._check_unknown()
        return super().action_close()

    def _check_unvouched(self):
        lines = self.env["account.bank.statement.line"]._unadopted_lines(
            self.company_id, self.date
        )
        lines = lines.filtered(lambda line: line.date <= self.date)
        if lines:
            raise UserError(
                self.env._(
                    "%(count)s bank lines through %(day)s are reconciled, but no "
                    "posted voucher vouches for them, first %(line)s. Make and post "
                    "their vouchers: Bank / Bank Lines / Without Voucher.",
                    count=len(lines),
                    day=self.date,
                    line=lines.sorted("date")[0].display_name,
                )
            )

    def _check_unknown(self):
        lines = self.env["account.bank.statement.line"].search(
            self.company_id._get_unreconciled_statement_lines_domain(self.date)
        )
        if lines and self.company_id.parallel_bookkeeping:
            raise UserError(
                self.env._(
                    "%(count)s bank lines through %(day)s are neither in the books nor "
                    "in a reviewed reconciliation statement, first %(line)s. Book "
                    "them, or make the reconciliation statement of the month and have "
                    "it reviewed: Bank / Reconciliation Statements.",
                    count=len(lines),
                    day=self.date,
                    line=lines.sorted("date")[0].display_name,
                )
            )
