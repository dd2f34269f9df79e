# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import re

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import SQL


class CivilBankAgent(models.Model):
    """A bank that pays the bureau's subsidies out (代发银行).

    Its agreement belongs to a division: the batches of that division and of those
    below it are paid through it.
    """

    _name = "civil.bank.agent"
    _description = "Agent Bank"
    _inherit = ["civil.division.mixin"]
    _order = "priority, name, id"
    _rec_names_search = ["name", "code"]

    name = fields.Char(required=True)
    code = fields.Char(required=True)
    agreement_number = fields.Char(
        required=True,
        help="The number of the agency agreement (代发协议号), as the bank expects it.",
    )
    payer_account = fields.Char(
        string="Paying Account",
        help="The bureau's own account from which the bank takes the money.",
    )
    format_request_id = fields.Many2one(
        "civil.bank.format",
        string="Request Format",
        required=True,
        ondelete="restrict",
        domain=[("direction", "=", "request")],
    )
    format_result_id = fields.Many2one(
        "civil.bank.format",
        string="Result Format",
        required=True,
        ondelete="restrict",
        domain=[("direction", "=", "result")],
    )
    bank_terms = fields.Text(
        string="Own Bank's Names",
        help="One term a line: an account whose bank's name (开户行) holds one of them "
        "is the bank's own.",
    )
    card_prefixes = fields.Text(
        help="One a line: an account that begins with one of these numbers is the "
        "bank's own."
    )
    takes_other_banks = fields.Boolean(
        string="Pays to Other Banks",
        default=True,
        help="The agreement covers accounts at other banks (他行).",
    )
    priority = fields.Integer(
        default=10, help="Of several banks that could pay, the lowest number does."
    )
    statement_required = fields.Boolean(
        default=True,
        help="A batch is reconciled with the paying account's statement, too.",
    )
    active = fields.Boolean(default=True)

    _code_uniq = models.UniqueIndex(
        "(code) WHERE active", "Another agent bank has this code already."
    )

    @api.constrains("bank_terms", "card_prefixes")
    def _check_card_prefixes(self):
        """Refuse a prefix that no account number can begin with."""
        for agent in self:
            for prefix in agent._words("card_prefixes"):
                if not re.fullmatch("[0-9]{1,19}", prefix):
                    raise ValidationError(
                        self.env._(
                            "“%(prefix)s” isn't the beginning of an account number: "
                            "write 1 to 19 digits a line.",
                            prefix=prefix,
                        )
                    )

    def _words(self, name):
        """Return the lines of a text field without spaces and empty ones."""
        self.ensure_one()
        lines = (line.strip() for line in (self[name] or "").splitlines())
        return [line for line in lines if line]

    def _knows_own(self):
        """Tell whether it is said which accounts are the bank's own."""
        return bool(self._words("bank_terms") or self._words("card_prefixes"))

    def _own_condition(self):
        """Return the SQL condition on ``bank_name`` and ``account`` of an own line."""
        conditions = [
            SQL("strpos(coalesce(bank_name, ''), %s) > 0", term)
            for term in self._words("bank_terms")
        ]
        conditions += [
            SQL("starts_with(coalesce(account, ''), %s)", prefix)
            for prefix in self._words("card_prefixes")
        ]
        return SQL("(%s)", SQL(" OR ").join(conditions or [SQL("FALSE")]))

    def _head(self, **values):
        """Return a request's head: what the agreement says, and the values given.

        :param values: ``batch``, ``date``, ``count``, ``total``, ``purpose``,
            ``part``, ``parts``
        """
        self.ensure_one()
        return {
            "agent": self.code,
            "agreement": self.agreement_number,
            "payer_account": self.payer_account or "",
            **values,
        }

    def _request_file(self, head, lines):
        """Return (file name, content) of a request; see ``civil.bank.format``."""
        self.ensure_one()
        return self.format_request_id._render(head, lines)
