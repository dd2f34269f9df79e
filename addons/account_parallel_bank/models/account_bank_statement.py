from odoo import models
from odoo.exceptions import UserError

from ..tools.door import BANK

_OF_THE_BANK = {"balance_start", "balance_end_real", "journal_id", "line_ids"}


class AccountBankStatement(models.Model):
    """Statements from files of the bank (对账单) keep its balances."""

    _inherit = "account.bank.statement"

    def write(self, vals):
        """Keep the balances that the bank's file had.

        :raises UserError: a balance of an imported statement would change
        """
        if not BANK.is_open(self):
            self.line_ids._check_bookkeeper()
            if _OF_THE_BANK & vals.keys() and self._imported_lines():
                self.line_ids._refuse_bank_fields(
                    {"statement_id"} if "line_ids" in vals else {"running_balance"}
                )
        return super().write(vals)

    def unlink(self):
        """Let statements of wrong files go, to be followed by their lines.

        :raises UserError: a line is in the books, or its voucher is being made
        """
        self.line_ids._check_bookkeeper()
        self._check_deletable()
        return super().unlink()

    def _check_deletable(self):
        for line in self._imported_lines():
            if line.company_id.parallel_bookkeeping and line.parallel_state != "open":
                raise UserError(
                    self.env._(
                        "The statement %(statement)s has the bank line %(line)s, which "
                        "is in the books or whose voucher is being made: it can't be "
                        "deleted.",
                        statement=line.statement_id.display_name,
                        line=line.display_name,
                    )
                )

    def _imported_lines(self):
        return self.line_ids.filtered("unique_import_id")
