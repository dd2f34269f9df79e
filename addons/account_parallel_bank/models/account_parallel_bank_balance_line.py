from odoo import api, fields, models
from odoo.exceptions import UserError

from ..tools.door import BANK

KINDS = [
    ("bank_in", "Received by the Bank, Not in the Books"),
    ("bank_out", "Paid by the Bank, Not in the Books"),
    ("book_in", "Received in the Books, Not at the Bank"),
    ("book_out", "Paid in the Books, Not at the Bank"),
]


class AccountParallelBankBalanceLine(models.Model):
    """Money that only the bank or only the books knew at a month's end (未达账项)."""

    _name = "account.parallel.bank.balance.line"
    _description = "Outstanding Item"
    _order = "balance_id, kind, date, id"

    balance_id = fields.Many2one(
        "account.parallel.bank.balance", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="balance_id.company_id", store=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    kind = fields.Selection(KINDS, required=True)
    date = fields.Date(required=True)
    name = fields.Char(string="Summary")
    reference = fields.Char(string="Serial or Voucher Number")
    amount = fields.Monetary(required=True)
    days = fields.Integer(
        string="Days Outstanding", compute="_compute_days", aggregator="max"
    )
    statement_line_id = fields.Many2one(
        "account.bank.statement.line", string="Bank Line", ondelete="set null"
    )
    move_line_id = fields.Many2one(
        "account.move.line", string="Line of the Books", ondelete="set null"
    )

    @api.depends("date", "balance_id.date")
    def _compute_days(self):
        for line in self:
            end = line.balance_id.date
            line.days = (end - line.date).days if end and line.date else 0

    @api.model_create_multi
    def create(self, vals_list):
        """Leave the items to the code that computes them."""
        self._refuse_by_hand()
        return super().create(vals_list)

    def write(self, vals):
        """Leave the items to the code that computes them."""
        self._refuse_by_hand()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_computed(self):
        if any(line.balance_id.sudo().state != "open" for line in self):
            self._refuse_by_hand()

    def action_view_source(self):
        """Open the voucher, or the bank line, behind the item."""
        self.ensure_one()
        entry = self.move_line_id
        record = entry.parallel_voucher_id or entry.move_id or self.statement_line_id
        action = {
            "type": "ir.actions.act_window",
            "res_model": record._name,
            "res_id": record.id,
            "views": [(False, "form")],
        }
        if record == self.statement_line_id:
            view = self.env.ref(
                "account_parallel_bank.account_bank_statement_line_view_form"
            )
            action["views"] = [(view.id, "form")]
        return action

    def _refuse_by_hand(self):
        if not BANK.is_open(self):
            raise UserError(
                self.env._("Outstanding items are computed from bank and books.")
            )
