from odoo import models

from odoo.addons.account.models.account_move import BYPASS_LOCK_CHECK


class AccountParallelVoucher(models.Model):
    """Vouchers match the bank lines that they were made of once they are posted."""

    _inherit = "account.parallel.voucher"

    def _problems(self):
        """Add what stands against vouching for the entry of a bank line."""
        return [*super()._problems(), *self._problems_of_bank_line()]

    def _problems_of_bank_line(self):
        line = self.sudo().financial_move_id.statement_line_id
        if line and not line.is_reconciled:
            yield self.env._(
                "The bank line %(line)s is neither matched with the books nor "
                "reconciled with other accounts. Reconcile it first.",
                line=line.display_name,
            )

    def _enter_one(self):
        """Match the bank line of the voucher, and reversals with what they reverse."""
        result = super()._enter_one()
        self._match_bank_lines()
        self._settle_bank_reversal()
        return result

    def _match_bank_lines(self):
        lines = (
            self.env["account.bank.statement.line"]
            .sudo()
            .search([("parallel_event_voucher_id", "in", self.ids)])
        )
        for line in lines:
            line._match(self._bank_entries(line.journal_id.default_account_id))

    def _settle_bank_reversal(self):
        """Keep a voucher and its reversal out of what the bank doesn't know.

        Only where the bank never had the money; a matched line stays matched, and
        the reversal is then money that the bank hasn't given back.
        """
        taken_back = self.sudo().reverse_of_id
        journals = (
            self.env["account.journal"]
            .sudo()
            .search([("type", "=", "bank"), ("company_id", "in", self.company_id.ids)])
        )
        for account in journals.default_account_id:
            entries = self._bank_entries(account)
            old = taken_back._bank_entries(account)
            untouched = not (old.matched_debit_ids or old.matched_credit_ids)
            if entries and old and untouched:
                (entries | old).with_context(
                    bypass_lock_check=BYPASS_LOCK_CHECK
                ).reconcile()

    def _bank_entries(self, account):
        """Return the lines on an account of a bank that the vouchers made."""
        lines = self.sudo().financial_move_id.line_ids
        return lines.filtered(
            lambda line: (
                line.account_id == account and not line.move_id.statement_line_id
            )
        )

    def _bank_action(self):
        """Return the action that opens the vouchers."""
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "account_parallel_entry.account_parallel_voucher_action"
        )
        if len(self) == 1:
            action.update(views=[(False, "form")], res_id=self.id)
        return {**action, "domain": [("id", "in", self.ids)], "context": {}}
