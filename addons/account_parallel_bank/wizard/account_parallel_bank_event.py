from odoo import api, fields, models
from odoo.exceptions import UserError


class AccountParallelBankEvent(models.TransientModel):
    """Makes the voucher of the event that one bank line tells of (按事项制证)."""

    _name = "account.parallel.bank.event"
    _description = "Book a Bank Line"

    statement_line_id = fields.Many2one(
        "account.bank.statement.line",
        string="Bank Line",
        required=True,
        readonly=True,
        ondelete="cascade",
        default=lambda self: self.env.context.get("active_id"),
    )
    date = fields.Date(related="statement_line_id.date")
    amount = fields.Monetary(related="statement_line_id.amount")
    currency_id = fields.Many2one(related="statement_line_id.currency_id")
    partner_name = fields.Char(related="statement_line_id.partner_name")
    event_id = fields.Many2one(
        "account.parallel.event",
        compute="_compute_from_rule",
        store=True,
        readonly=False,
        required=True,
        precompute=True,
    )
    amount_key = fields.Char(
        string="Amount Name",
        compute="_compute_from_rule",
        store=True,
        readonly=False,
        required=True,
        precompute=True,
    )
    variant = fields.Char(
        compute="_compute_from_rule", store=True, readonly=False, precompute=True
    )
    summary = fields.Char(
        compute="_compute_from_rule",
        store=True,
        readonly=False,
        required=True,
        precompute=True,
    )
    analytic_ids = fields.Many2many(
        "account.analytic.account",
        string="Dimensions",
        compute="_compute_analytic_ids",
        store=True,
        readonly=False,
    )
    preview = fields.Text(string="Entries", compute="_compute_preview")

    @api.depends("statement_line_id")
    def _compute_from_rule(self):
        for wizard in self:
            line = wizard.statement_line_id
            rule = line.parallel_rule_id
            wizard.event_id = rule.event_id
            wizard.amount_key = rule.amount_key or "amount"
            wizard.variant = rule.variant
            wizard.summary = rule.summary or line.payment_ref

    @api.depends("statement_line_id")
    def _compute_analytic_ids(self):
        for wizard in self:
            wizard.analytic_ids = wizard.statement_line_id.parallel_rule_id.analytic_ids

    @api.depends("event_id", "amount_key", "variant", "summary", "analytic_ids")
    def _compute_preview(self):
        for wizard in self:
            wizard.preview = wizard._preview() if wizard.event_id else False

    def _preview(self):
        """Return the lines that the voucher will have, or why there are none."""
        labels = dict(
            self.env["account.parallel.rule.line"]
            ._fields["ledger"]
            ._description_selection(self.env)
        )
        try:
            entries = self.env["account.parallel.event"]._preview(self._request())
        except UserError as error:
            return str(error)
        return "\n".join(
            " ".join(
                filter(
                    None,
                    (
                        labels[entry["ledger"]],
                        self.env._("Dr") if entry["debit"] else self.env._("Cr"),
                        entry["account"],
                        entry["account_name"],
                        str(entry["debit"] or entry["credit"]),
                        "、".join(entry["analytic"]),
                    ),
                )
            )
            for entry in entries
        )

    def _request(self):
        return self.statement_line_id._event_request(
            self.event_id,
            self.amount_key,
            self.variant,
            self.summary,
            self.analytic_ids._origin,
        )

    def action_make_voucher(self):
        """Make the draft voucher and open it.

        :raises AccessError: the user isn't an accountant
        :raises UserError: why the event can't be booked
        """
        self.ensure_one()
        line = self.statement_line_id
        line._check_accountant()
        voucher = line._book_event(
            self.event_id,
            self.amount_key,
            self.variant,
            self.summary,
            self.analytic_ids,
        )
        return voucher._bank_action()
