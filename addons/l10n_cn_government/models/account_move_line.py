from odoo import api, models
from odoo.exceptions import UserError, ValidationError

# What Odoo's hash leaves open and yet makes up a line of a voucher.
_LOCKED = {
    "amount_currency",
    "analytic_distribution",
    "balance",
    "company_id",
    "currency_id",
    "date",
    "display_type",
    "journal_id",
    "move_id",
    "quantity",
    "sequence",
    "tax_ids",
}


class AccountMoveLine(models.Model):
    """Line that keeps to the ledger of its journal and is locked with its entry."""

    _inherit = "account.move.line"

    @api.constrains("account_id", "journal_id", "move_id")
    def _check_l10n_cn_ledger(self):
        """Keep the ledgers apart: each balances by itself (平行记账).

        :raises ValidationError: naming the account, the journal and the remedy
        """
        for line in self:
            journal, account = line.move_id.journal_id, line.account_id
            if not (journal.l10n_cn_ledger and account):
                continue
            if account.l10n_cn_ledger == journal.l10n_cn_ledger:
                continue
            if account.l10n_cn_ledger == "budget":
                text = self.env._(
                    "Account %(account)s belongs to budgetary accounting, journal "
                    "%(journal)s to financial accounting. Enter it in a journal of the "
                    "budgetary ledger.",
                    account=account.display_name,
                    journal=journal.display_name,
                )
            else:
                text = self.env._(
                    "Account %(account)s belongs to financial accounting, journal "
                    "%(journal)s to budgetary accounting. Enter it in a journal of the "
                    "financial ledger.",
                    account=account.display_name,
                    journal=journal.display_name,
                )
            raise ValidationError(text)

    @api.model_create_multi
    def create(self, vals_list):
        identifiers = [vals["move_id"] for vals in vals_list if vals.get("move_id")]
        self._l10n_cn_refuse_locked(self.env["account.move"].browse(identifiers))
        return super().create(vals_list)

    def write(self, vals):
        if _LOCKED & vals.keys():
            moves = self.move_id
            if vals.get("move_id"):
                moves |= moves.browse(vals["move_id"])
            self._l10n_cn_refuse_locked(moves)
        return super().write(vals)

    def _l10n_cn_refuse_locked(self, moves):
        """Refuse to change, add or move lines of posted entries.

        :raises UserError: naming the entry and the remedy
        """
        locked = moves._l10n_cn_is_locked()
        if locked:
            raise UserError(
                self.env._(
                    "Entry %(entry)s is posted: its lines can't change any more. "
                    "Correct it by a reversing or an additional entry.",
                    entry=locked[0].display_name,
                )
            )
