from odoo import models
from odoo.exceptions import UserError

from ..tools.door import BANK


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

    def action_open_business_doc(self):
        """Open a line of the bank in the form of parallel books."""
        action = super().action_open_business_doc()
        line = self.statement_line_id
        if line.company_id.parallel_bookkeeping and action["res_model"] == line._name:
            form = "account_parallel_bank.account_bank_statement_line_view_form"
            action["views"] = [(self.env.ref(form).id, "form")]
        return action

    def button_draft(self):
        """Keep posted what the bank's file says."""
        for line in self.statement_line_id.filtered("unique_import_id"):
            if line.company_id.parallel_bookkeeping and not BANK.is_open(self):
                raise UserError(
                    self.env._(
                        "%(move)s is a line of the bank's file and stays posted. "
                        "Reconcile it; delete the line if the file was wrong.",
                        move=line.move_id.display_name,
                    )
                )
        return super().button_draft()
