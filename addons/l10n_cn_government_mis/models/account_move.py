from odoo import api, fields, models
from odoo.exceptions import UserError

from ..tools.door import CLOSING


class AccountMove(models.Model):
    """Entry that may have been made by a closing."""

    _inherit = "account.move"

    l10n_cn_closing_id = fields.Many2one(
        "l10n_cn.closing",
        string="Closing",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
    )

    @api.model_create_multi
    def create(self, vals_list):
        if any(vals.get("l10n_cn_closing_id") for vals in vals_list):
            self._l10n_cn_refuse_closing()
        return super().create(vals_list)

    def write(self, vals):
        if "l10n_cn_closing_id" in vals:
            self._l10n_cn_refuse_closing()
        return super().write(vals)

    def _l10n_cn_refuse_closing(self):
        """Refuse to say by hand that a closing made an entry.

        :raises UserError: if it isn't the closing that says it
        """
        if not CLOSING.is_open(self):
            raise UserError(
                self.env._("Which closing made an entry is kept by the closing itself.")
            )
