from odoo import api, fields, models
from odoo.exceptions import UserError


class L10nCnClosingSurplus(models.Model):
    """Carry-over of a finished item that becomes surplus (符合结余性质的结转).

    The unit decides at year end which items of fiscal appropriations are finished;
    what is left of them goes from 8101 to 8102. The distribution says which item, in
    the way the entries of 8101 were made.
    """

    _name = "l10n_cn.closing.surplus"
    _description = "Carry-Over That Becomes Surplus"
    _inherit = ["analytic.mixin"]

    closing_id = fields.Many2one(
        "l10n_cn.closing", required=True, ondelete="cascade", index=True
    )
    company_id = fields.Many2one(related="closing_id.company_id", store=True)
    currency_id = fields.Many2one(related="closing_id.currency_id")
    amount = fields.Monetary(required=True)
    reason = fields.Char()

    _amount_positive = models.Constraint(
        "CHECK(amount > 0)", "An amount that becomes surplus is more than zero."
    )

    @api.model_create_multi
    def create(self, vals_list):
        lines = super().create(vals_list)
        lines._changed()
        return lines

    def write(self, vals):
        self._changed()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_closed(self):
        self._changed()

    def _changed(self):
        """Refuse changes of a closed year; others have to be checked again.

        :raises UserError: if a closing is closed
        """
        for closing in self.closing_id:
            if not closing.year_end:
                raise UserError(
                    self.env._(
                        "Only the closing of December takes items that become surplus."
                    )
                )
        self.closing_id._reset_check()
