from odoo import api, models
from odoo.exceptions import UserError

_NO_NAME = (False, None, "", "/")
# What Odoo's hash leaves open and yet makes up a voucher.
_LOCKED = {
    "company_id",
    "currency_id",
    "invoice_line_ids",
    "journal_line_ids",
    "line_ids",
    "move_type",
    "partner_id",
    "posted_before",
    "ref",
    "sequence_number",
    "sequence_prefix",
}


class AccountMove(models.Model):
    """Entry that is numbered by month and, once posted and hashed, stays."""

    _inherit = "account.move"

    @api.constrains("journal_id")
    def _check_l10n_cn_ledger(self):
        self.line_ids._check_l10n_cn_ledger()

    def _get_starting_sequence(self):
        """Number government entries by month: 记-2024-03-0001.

        Vouchers are numbered consecutively (会计基础工作规范, article 51), and by
        custom from 1 every month and for each kind.
        """
        starting = super()._get_starting_sequence()
        if not self.journal_id.l10n_cn_ledger or self.journal_id.is_self_billing:
            return starting
        # Odoo's own holds the marks of refunds and payments with the code.
        code = starting.split("/", 1)[0]
        return f"{code}-{self.date or self.invoice_date:%Y-%m}-0000"

    @api.model_create_multi
    def create(self, vals_list):
        moves = super().create(vals_list)
        named = moves.filtered(lambda move: move.name not in _NO_NAME)
        named._l10n_cn_refuse_number()
        return moves

    def write(self, vals):
        if vals.get("name") not in _NO_NAME:
            renamed = self.filtered(lambda move: move.name != vals["name"])
            renamed._l10n_cn_refuse_number()
        self._l10n_cn_check_locked(vals)
        if vals.get("state") == "posted":
            self.journal_id.filtered("l10n_cn_ledger")._l10n_cn_take_turn()
        return super().write(vals)

    def _l10n_cn_refuse_number(self):
        """Refuse numbers given by hand: a series without gaps gives its own.

        :raises UserError: if one of the entries is in a government journal
        """
        for move in self:
            if move.journal_id.l10n_cn_ledger:
                raise UserError(
                    self.env._(
                        "Entries of journal %(journal)s get their number when they are "
                        "posted. Leave the number empty.",
                        journal=move.journal_id.display_name,
                    )
                )

    def _l10n_cn_is_locked(self):
        """Return the posted entries among these that nothing may change."""
        # sudo: whoever may write an entry is bound by its lock in any case.
        return self.sudo().filtered(
            lambda move: move.inalterable_hash and move.journal_id.l10n_cn_ledger
        )

    def _l10n_cn_check_locked(self, vals):
        """Refuse changes of what is posted (会计基础工作规范, article 51).

        :raises UserError: naming the entry and what would change
        """
        changed = sorted(_LOCKED & vals.keys())
        if vals.get("state", "posted") != "posted":
            changed.append("state")
        locked = changed and self._l10n_cn_is_locked()
        if locked:
            raise UserError(
                self.env._(
                    "Entry %(entry)s is posted: its %(field)s can't change any more. "
                    "Correct it by a reversing or an additional entry.",
                    entry=locked[0].display_name,
                    field=self._fields[changed[0]]._description_string(self.env),
                )
            )
