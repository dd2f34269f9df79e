from odoo import models
from odoo.exceptions import UserError


class AccountParallelClose(models.TransientModel):
    """Bank lines that no voucher vouches for stand against closing."""

    _inherit = "account.parallel.close"

    def action_close(self):
        """Set the lock date of the books.

        :raises UserError: bank lines are reconciled without a posted voucher
        """
        self.ensure_one()
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
        return super().action_close()
