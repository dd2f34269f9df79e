from odoo import api, models


class AccountAnalyticLine(models.Model):
    """Dimensions of posted vouchers stay as they were posted."""

    _inherit = "account.analytic.line"

    @api.model_create_multi
    def create(self, vals_list):
        """Add nothing to the dimensions of posted vouchers."""
        ids = {vals["move_line_id"] for vals in vals_list if vals.get("move_line_id")}
        self.env["account.move.line"].browse(ids).move_id._refuse_vouched()
        return super().create(vals_list)

    def write(self, vals):
        """Change nothing in the dimensions of posted vouchers."""
        self.move_line_id.move_id._refuse_vouched()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_vouched(self):
        self.move_line_id.move_id._refuse_vouched()
