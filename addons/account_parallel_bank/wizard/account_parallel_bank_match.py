from odoo import api, fields, models

from odoo.addons.account_parallel_entry.tools.amounts import total


class AccountParallelBankMatch(models.TransientModel):
    """Matches bank lines with lines of the books that somebody chooses (手工勾对)."""

    _name = "account.parallel.bank.match"
    _description = "Match Bank Lines by Hand"

    statement_line_ids = fields.Many2many(
        "account.bank.statement.line",
        string="Bank Lines",
        readonly=True,
        default=lambda self: self._default_statement_line_ids(),
    )
    journal_id = fields.Many2one("account.journal", compute="_compute_choice")
    currency_id = fields.Many2one(related="journal_id.company_id.currency_id")
    candidate_ids = fields.Many2many("account.move.line", compute="_compute_choice")
    move_line_ids = fields.Many2many(
        "account.move.line",
        string="Lines of the Books",
        domain="[('id', 'in', candidate_ids)]",
    )
    bank_amount = fields.Monetary(string="Bank", compute="_compute_sums")
    book_amount = fields.Monetary(string="Books", compute="_compute_sums")
    difference = fields.Monetary(compute="_compute_sums")

    @api.model
    def _default_statement_line_ids(self):
        if self.env.context.get("active_model") != "account.bank.statement.line":
            return False
        return self.env.context.get("active_ids")

    @api.depends("statement_line_ids")
    def _compute_choice(self):
        for match in self:
            lines = match.statement_line_ids
            match.journal_id = lines.journal_id[:1]
            match.candidate_ids = self.env["account.move.line"].search(
                lines._book_domain(match.journal_id)
            )

    @api.depends("statement_line_ids", "move_line_ids")
    def _compute_sums(self):
        for match in self:
            bank = total(match.statement_line_ids.mapped("amount"))
            book = total(match.move_line_ids.mapped("amount_residual"))
            match.bank_amount = float(bank)
            match.book_amount = float(book)
            match.difference = float(bank - book)

    def action_match(self):
        """Match what was chosen.

        :raises UserError: the sums differ, or a line is matched already
        """
        self.ensure_one()
        self.statement_line_ids.action_match_with(self.move_line_ids.ids)
        return {"type": "ir.actions.act_window_close"}
