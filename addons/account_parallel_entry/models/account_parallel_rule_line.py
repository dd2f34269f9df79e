import re

from odoo import api, fields, models
from odoo.exceptions import ValidationError

LEDGERS = [("financial", "Financial"), ("budget", "Budgetary")]
_PLACEHOLDER = re.compile(r"\{([a-z_]+)(?::(\d+))?\}")


class AccountParallelRuleLine(models.Model):
    """One line of the entries that a rule makes (规则分录)."""

    _name = "account.parallel.rule.line"
    _description = "Entry Rule Line"
    _order = "rule_id, sequence, id"

    rule_id = fields.Many2one(
        "account.parallel.rule", required=True, index=True, ondelete="cascade"
    )
    sequence = fields.Integer(default=10)
    ledger = fields.Selection(LEDGERS, required=True, default="financial")
    side = fields.Selection(
        [("debit", "Debit"), ("credit", "Credit")], required=True, default="debit"
    )
    account = fields.Char(
        required=True,
        help="Code of the account, its beginning if only one account begins so, or a "
        "placeholder that the event fills, such as {expense}; {expense:500103} names "
        "the account that is meant when the event doesn't.",
    )
    account_institution = fields.Char(
        string="Account of Institutions",
        help="The same for a public institution, where its chart differs.",
    )
    amount_key = fields.Char(string="Amount", required=True, default="amount")
    red = fields.Boolean(help="The amount is written negative on its side (红字).")

    @api.constrains("account", "account_institution", "amount_key", "rule_id")
    def _check_words(self):
        """Accounts are codes or placeholders, amounts those of the event."""
        for line in self:
            for word in filter(None, (line.account, line.account_institution)):
                if not word.isdigit() and not _PLACEHOLDER.fullmatch(word):
                    raise ValidationError(
                        self.env._(
                            "“%(word)s” is neither the code of an account nor a "
                            "placeholder such as {expense}.",
                            word=word,
                        )
                    )
            if line.amount_key not in line.rule_id.event_id._keys():
                raise ValidationError(
                    self.env._(
                        "The event %(event)s has no amount “%(key)s”.",
                        event=line.rule_id.event_id.name,
                        key=line.amount_key,
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        """Keep what vouchers were made by."""
        lines = super().create(vals_list)
        lines.rule_id._refuse_if_used()
        return lines

    def write(self, vals):
        """Keep what vouchers were made by."""
        self.rule_id._refuse_if_used()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_unused(self):
        self.rule_id._refuse_if_used()

    def _code(self, company, accounts):
        """Return the account code that the line means.

        :param company: its chart says whether it is a public institution
        :param accounts: {placeholder: code}, given by the event
        :return: a code, or the word itself if the event leaves it open
        """
        word = self.account
        if company.chart_template == "cn_gov_institution":
            word = self.account_institution or word
        found = _PLACEHOLDER.fullmatch(word)
        if not found:
            return word
        return accounts.get(found[1]) or found[2] or word
