from odoo import api, fields, models
from odoo.exceptions import UserError

from ..tools.door import BANK


class AccountMoveLine(models.Model):
    """The line by which a bank line takes itself back once it is in the books."""

    _inherit = "account.move.line"

    parallel_bank_match = fields.Boolean(
        string="Matched With the Books",
        readonly=True,
        copy=False,
        help="It takes the bank line back on the same account, in red, because a "
        "voucher has booked the money.",
    )

    @api.model_create_multi
    def create(self, vals_list):
        """Leave the mark of matching to the code that matches."""
        if not BANK.is_open(self):
            if any(vals.get("parallel_bank_match") for vals in vals_list):
                self._refuse_bank_match()
            if "default_parallel_bank_match" in self.env.context:
                self = self.with_context(default_parallel_bank_match=False)
        return super().create(vals_list)

    def write(self, vals):
        """Leave the mark of matching to the code that matches."""
        if "parallel_bank_match" in vals and not BANK.is_open(self):
            self._refuse_bank_match()
        return super().write(vals)

    def _refuse_bank_match(self):
        raise UserError(
            self.env._("What is matched with the bank can't be set by hand: match it.")
        )
