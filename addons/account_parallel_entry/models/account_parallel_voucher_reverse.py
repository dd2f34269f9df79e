from odoo import fields, models


class AccountParallelVoucher(models.Model):
    """Taking a posted voucher back in red (红字冲销)."""

    _inherit = "account.parallel.voucher"

    def action_reverse(self, date=None, reason=None):
        """Make the draft that takes the voucher back in both ledgers.

        :param date: day of the reversal; today if empty
        :param str reason: why, for the summary
        :return: action that opens the draft
        :raises UserError: the voucher isn't posted or already has a reversal
        """
        self.ensure_one()
        self._check_step("reverse")
        day = fields.Date.to_date(date) or fields.Date.context_today(self)
        reversal = self._make_reversal(day, self._reversal_summary(reason))
        return {
            "type": "ir.actions.act_window",
            "res_model": self._name,
            "res_id": reversal.id,
            "views": [(False, "form")],
        }

    def _reversal_summary(self, reason):
        """Say which voucher is taken back and why, as red vouchers do."""
        text = self.env._(
            "Reversal of %(number)s: %(summary)s",
            number=self.name,
            summary=self.summary,
        )
        return f"{text}（{reason}）" if reason else text

    def _make_reversal(self, day, summary):
        """Return a draft with all lines in red, linked to the posted voucher."""
        self.ensure_one()
        voucher = self.sudo()
        self._refuse(
            {
                voucher: [self._wrong_state(voucher)]
                if voucher.state != "posted"
                else voucher._why_not_reverse() or voucher._why_not_before(day)
            }
        )
        return self.with_company(voucher.company_id)._create_guarded(
            {
                "company_id": voucher.company_id.id,
                "date": day,
                "type_id": voucher.type_id.id,
                "summary": summary,
                "closing": voucher.closing,
                "exemption_id": voucher.exemption_id.id,
                "event_id": voucher.event_id.id,
                "rule_id": voucher.rule_id.id,
                "res_model": voucher.res_model,
                "res_id": voucher.res_id,
                "reverse_of_id": voucher.id,
                "line_ids": self._line_commands(
                    [line._entry(red=True) for line in voucher.line_ids]
                ),
            }
        )

    def _why_not_before(self, day):
        if day < self.date:
            return [
                self.env._(
                    "A reversal can't be dated before the voucher itself, %(day)s.",
                    day=self.date,
                )
            ]
        return []
