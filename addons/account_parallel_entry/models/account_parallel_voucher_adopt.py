from odoo import models
from odoo.exceptions import UserError

from ..tools.door import VOUCHER


class AccountParallelVoucher(models.Model):
    """Vouchers of journal entries that were made elsewhere."""

    _inherit = "account.parallel.voucher"

    def _adopt(self, move):
        """Return a draft voucher of a posted journal entry without one."""
        ledger = move._parallel_ledger()
        voucher = self.with_company(move.company_id)._create_guarded(
            {
                "company_id": move.company_id.id,
                "date": move.date,
                "summary": move.ref or move.line_ids[:1].name or move.name,
                "closing": move.journal_id.l10n_cn_closing,
                "exemption_id": move.parallel_exemption_id.id,
                f"{ledger}_move_id": move.id,
                "line_ids": self._line_commands(move._parallel_entries()),
            }
        )
        VOUCHER.opened(move.sudo()).write({"parallel_voucher_id": voucher.id})
        return voucher

    def _adopt_again(self):
        """Take what the journal entries of drafts now hold."""
        for voucher in self.sudo():
            move = voucher.financial_move_id | voucher.budget_move_id
            if voucher.state == "draft" and move and not voucher._mirrors(move):
                ledger = move._parallel_ledger()
                old = voucher.line_ids.filtered(lambda x, y=ledger: x.ledger == y)
                VOUCHER.opened(old).unlink()
                VOUCHER.opened(voucher).write(
                    {
                        "date": move.date,
                        "line_ids": self._line_commands(move._parallel_entries()),
                    }
                )

    def _mirrors(self, move):
        """Tell whether the financial lines are those of the journal entry."""

        def facts(entries):
            return sorted(
                (
                    entry["account"].id,
                    round(entry["debit"] * 100),
                    round(entry["credit"] * 100),
                    entry["partner_id"] or 0,
                    str(sorted((entry["distribution"] or {}).items())),
                )
                for entry in entries
            )

        ledger = move._parallel_ledger()
        lines = self.line_ids.filtered(lambda line: line.ledger == ledger)
        return self.date == move.date and facts(move._parallel_entries()) == facts(
            [line._entry() for line in lines]
        )

    def _check_adopted(self):
        """Refuse to post over a journal entry that has changed since the review."""
        for move in self.financial_move_id | self.budget_move_id:
            if move.state != "posted" or not self._mirrors(move):
                raise UserError(
                    self.env._(
                        "%(voucher)s: the journal entry %(move)s has changed since. "
                        "Send the voucher back and review it again.",
                        voucher=self.display_name,
                        move=move.display_name,
                    )
                )
