# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models


class CivilBankAgent(models.Model):
    """A bank that pays the bureau's subsidies out (代发银行).

    Its agreement belongs to a division: the batches of that division and of those
    below it are paid through it.
    """

    _name = "civil.bank.agent"
    _description = "Agent Bank"
    _inherit = ["civil.division.mixin"]
    _order = "name, id"
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
    active = fields.Boolean(default=True)

    _code_uniq = models.UniqueIndex(
        "(code) WHERE active", "Another agent bank has this code already."
    )

    def _head(self, **values):
        """Return a request's head: what the agreement says, and the values given.

        :param values: ``batch``, ``date``, ``count``, ``total``, ``purpose``
        """
        self.ensure_one()
        return {
            "agreement": self.agreement_number,
            "payer_account": self.payer_account or "",
            **values,
        }

    def _request_file(self, head, lines):
        """Return (file name, content) of a request; see ``civil.bank.format``."""
        self.ensure_one()
        return self.format_request_id._render(head, lines)

    def _read_result(self, content, filename, head, sent):
        """Return the result in a bank's file; see ``civil.bank.format``."""
        self.ensure_one()
        return self.format_result_id._read(content, filename, head, sent)
