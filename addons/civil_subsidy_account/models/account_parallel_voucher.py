from odoo import api, fields, models


class AccountParallelVoucher(models.Model):
    """The way from a voucher to the payments that it sums up."""

    _inherit = "account.parallel.voucher"

    subsidy_fund_id = fields.Many2one(
        "civil.subsidy.batch.fund",
        string="Part of a Batch",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="set null",
    )
    subsidy_batch_id = fields.Many2one(
        "civil.subsidy.batch",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="set null",
    )

    @api.model
    def _guarded_fields(self):
        """Leave it to the code of batches which part a voucher books."""
        return super()._guarded_fields() | {"subsidy_fund_id", "subsidy_batch_id"}

    @api.model
    def _link_subsidies(self, funds):
        """Keep of which part each voucher is.

        :param funds: {idempotency key: part of a batch}
        """
        for voucher in self:
            if fund := funds.get(voucher.key):
                voucher._write_guarded(
                    {
                        "subsidy_fund_id": fund.id,
                        "subsidy_batch_id": fund.batch_id.id,
                    }
                )

    def _make_reversal(self, day, summary):
        """Let a reversal belong to the same batch."""
        made = super()._make_reversal(day, summary)
        made._write_guarded(
            {
                "subsidy_fund_id": self.sudo().subsidy_fund_id.id,
                "subsidy_batch_id": self.sudo().subsidy_batch_id.id,
            }
        )
        return made

    def action_view_subsidy_payments(self):
        """Open the payments that the single voucher books: the register (备查簿)."""
        self.ensure_one()
        domain = [("fund_id", "=", self.subsidy_fund_id.id)]
        if self.res_model == "civil.subsidy.return":
            back = self.env["civil.subsidy.return"].browse(self.res_id)
            payments = back.cancelled_ids or back.payment_ids
            domain.append(("payment_id", "in", payments.ids))
        return {
            **self.env["ir.actions.act_window"]._for_xml_id(
                "civil_subsidy_account.civil_subsidy_payment_fund_action"
            ),
            "domain": domain,
            "context": {},
        }
