from odoo import api, models

_HEAD = "account_parallel_entry.group_finance_head"


class L10nCnClosing(models.Model):
    """Closing (结账) is the work of the finance head where vouchers are kept."""

    _inherit = "l10n_cn.closing"

    @api.model
    def _may_close(self):
        """Let finance heads close and reopen too (会计主管)."""
        return super()._may_close() or self.env.user.has_group(_HEAD)

    def _post_closing_move(self, ledger, lines, date, summary):
        """Enter what the closing computes, though heads make no vouchers.

        Whoever closes is the maker of the closing vouchers, so another person
        reviews them.
        """
        if not (self.company_id.parallel_bookkeeping and self._is_head()):
            return super()._post_closing_move(ledger, lines, date, summary)
        # sudo: the entries are the closing's own; a head enters no others.
        return super(L10nCnClosing, self.sudo())._post_closing_move(
            ledger, lines, date, summary
        )

    @api.model
    def _is_head(self):
        return self.env.user.has_group(_HEAD)

    def _check_draft(self, standing):
        """Count vouchers that aren't posted among what is left to be entered."""
        vouchers = self.env["account.parallel.voucher"].search_count(
            [
                ("company_id", "=", self.company_id.id),
                ("date", "<=", self.date),
                ("state", "!=", "posted"),
            ]
        )
        left = self.env._(
            "%(count)s vouchers through %(day)s aren't posted yet: post them, delete "
            "them or date them later.",
            count=vouchers,
            day=self.date,
        )
        found = super()._check_draft(standing)
        return "\n".join(filter(None, [found, vouchers and left]))
