import re

from odoo import api, fields, models
from odoo.exceptions import ValidationError


class AccountParallelBankRule(models.Model):
    """Which event a line of the bank tells of (对账规则).

    The first rule by sequence whose text, other party, direction and days fit makes
    the voucher that an accountant confirms; it never posts one.
    """

    _name = "account.parallel.bank.rule"
    _description = "Bank Matching Rule"
    _order = "sequence, id"
    _check_company_auto = True

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        "res.company", index=True, help="All companies if it is empty."
    )
    journal_ids = fields.Many2many(
        "account.journal",
        string="Bank Accounts",
        domain="[('type', '=', 'bank')]",
        check_company=True,
        help="All bank accounts if it is empty.",
    )
    direction = fields.Selection(
        [("in", "Received"), ("out", "Paid")], required=True, default="out"
    )
    pattern = fields.Char(
        string="Text",
        help="Regular expression that the summary or the other party's name contains, "
        "such as 手续费|工本费.",
    )
    partner_id = fields.Many2one("res.partner", ondelete="restrict")
    date_from = fields.Date(string="Valid from", required=True)
    date_to = fields.Date(string="Valid through", help="The last day; open if empty.")
    event_id = fields.Many2one(
        "account.parallel.event", required=True, index=True, ondelete="restrict"
    )
    amount_key = fields.Char(string="Amount Name", required=True, default="amount")
    variant = fields.Char(help="Variant of the event; the usual one if empty.")
    summary = fields.Char(help="Summary of the voucher; the bank's if empty.")
    analytic_ids = fields.Many2many(
        "account.analytic.account",
        string="Dimensions",
        check_company=True,
        help="What the lines of the event carry: function, economic class, project, "
        "fund, nature, program.",
    )
    legal_basis = fields.Char()

    _dates_check = models.Constraint(
        "CHECK (date_to IS NULL OR date_to >= date_from)",
        "The last day of validity lies before the first.",
    )
    _sign_check = models.Constraint(
        "CHECK (COALESCE(pattern, '') != '' OR partner_id IS NOT NULL)",
        "A matching rule needs a text or another party to know lines by.",
    )

    @api.constrains("pattern", "amount_key", "event_id")
    def _check_words(self):
        """The text is a regular expression, the amount one of the event's."""
        for rule in self:
            try:
                re.compile(rule.pattern or "")
            except re.error as error:
                raise ValidationError(
                    self.env._(
                        "%(rule)s: the text “%(pattern)s” can't be searched for "
                        "(%(error)s). Write words with | between them.",
                        rule=rule.name,
                        pattern=rule.pattern,
                        error=error,
                    )
                ) from error
            if rule.amount_key not in rule.event_id._keys():
                raise ValidationError(
                    self.env._(
                        "The event %(event)s has no amount “%(key)s”.",
                        event=rule.event_id.name,
                        key=rule.amount_key,
                    )
                )

    def _first_for(self, line):
        """Return the first of the rules that knows a bank line."""
        return self.filtered(lambda rule: rule._knows(line))[:1]

    def _knows(self, line):
        text = f"{line.payment_ref or ''} {line.partner_name or ''}"
        return (
            (line.amount > 0) == (self.direction == "in")
            and (not self.company_id or self.company_id == line.company_id)
            and (not self.journal_ids or line.journal_id in self.journal_ids)
            and (not self.partner_id or self.partner_id == line.partner_id)
            and self.date_from <= line.date
            and (not self.date_to or line.date <= self.date_to)
            and bool(re.search(self.pattern or "", text))
        )
