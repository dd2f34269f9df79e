from odoo import fields, models


class L10nCnBookLine(models.TransientModel):
    """Line of a trial balance (科目余额表) on the screen: one account."""

    _name = "l10n_cn.book.line"
    _description = "Line of a Trial Balance"
    _order = "code, id"
    _rec_name = "code"

    book_id = fields.Many2one("l10n_cn.book", required=True, ondelete="cascade")
    currency_id = fields.Many2one(related="book_id.currency_id")
    account_id = fields.Many2one("account.account", required=True, ondelete="cascade")
    ledger = fields.Selection(related="account_id.l10n_cn_ledger")
    code = fields.Char(required=True)
    name = fields.Char(string="Account Name", required=True)
    opening_debit = fields.Monetary()
    opening_credit = fields.Monetary()
    debit = fields.Monetary(string="Debit of the Period")
    credit = fields.Monetary(string="Credit of the Period")
    closing_debit = fields.Monetary()
    closing_credit = fields.Monetary()

    def action_open_items(self):
        """Open the items of the account in the period of the book."""
        self.ensure_one()
        return self.book_id._show_items(self.account_id)
