from odoo import models
from odoo.exceptions import UserError


class AccountMove(models.Model):
    """Entries of bank lines that a voucher has booked already need none."""

    _inherit = "account.move"

    def action_make_voucher(self):
        """Make draft vouchers of posted entries that have none, and open them.

        :raises UserError: the bank line is matched with a voucher, or to be so
        """
        for line in self.statement_line_id.filtered("company_id.parallel_bookkeeping"):
            if line.parallel_state in ("matched", "proposed"):
                raise UserError(
                    self.env._(
                        "The bank line %(line)s is matched with the books, or its "
                        "voucher is being made: it needs no other one.",
                        line=line.display_name,
                    )
                )
        return super().action_make_voucher()
