from odoo import api, fields, models
from odoo.exceptions import UserError

from ..tools.door import CLOSING

#: Everything that is checked before a month is closed, in this order.
CHECKS = [
    ("order", "The month before is closed"),
    ("unlocked", "The month isn't locked"),
    ("draft", "No entry is left in draft"),
    ("financial", "The financial ledger balances"),
    ("budget", "The budgetary ledger balances"),
    ("funds", "Fund balance = carry-over and surplus + income - expenditure"),
    ("quota", "Fiscal quota to be restored: same in both ledgers"),
    ("zero", "Zero-balance account quota: same in both ledgers"),
    ("pending", "No expenditure is left to be settled at the end of the year"),
    ("surplus", "What becomes surplus is there"),
]


class L10nCnClosingCheck(models.Model):
    """Result of one check (结账检查) of a closing."""

    _name = "l10n_cn.closing.check"
    _description = "Check of a Closing"
    _order = "closing_id, id"

    closing_id = fields.Many2one(
        "l10n_cn.closing", required=True, ondelete="cascade", index=True
    )
    company_id = fields.Many2one(related="closing_id.company_id", store=True)
    code = fields.Selection(CHECKS, string="Check", required=True)
    passed = fields.Boolean()
    detail = fields.Char(string="What Is Wrong")

    @api.model_create_multi
    def create(self, vals_list):
        self._check_door()
        return super().create(vals_list)

    def write(self, vals):
        self._check_door()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_by_steps(self):
        self._check_door()

    def _check_door(self):
        if not CLOSING.is_open(self):
            raise UserError(
                self.env._("Results of checks are made by the button Check only.")
            )
