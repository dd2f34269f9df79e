from odoo import api, fields, models

_FROZEN = {
    "account_id",
    "move_id",
    "debit",
    "credit",
    "balance",
    "amount_currency",
    "currency_id",
    "is_storno",
    "name",
    "partner_id",
    "date",
    "tax_ids",
    "analytic_distribution",
}


class AccountMoveLine(models.Model):
    """Journal items of posted vouchers stay as they are; they may be reconciled."""

    _inherit = "account.move.line"

    parallel_voucher_id = fields.Many2one(
        related="move_id.parallel_voucher_id", string="Voucher"
    )

    @api.model_create_multi
    def create(self, vals_list):
        """Add nothing to entries of posted vouchers."""
        ids = {vals["move_id"] for vals in vals_list if vals.get("move_id")}
        self.env["account.move"].browse(ids)._refuse_vouched()
        return super().create(vals_list)

    def write(self, vals):
        """Keep what the voucher vouches for, its dimensions included."""
        if _FROZEN & vals.keys():
            self.move_id._refuse_vouched()
            self.env["account.move"].browse(vals.get("move_id") or [])._refuse_vouched()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_vouched(self):
        self.move_id._refuse_vouched()
