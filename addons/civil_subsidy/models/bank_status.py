# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models


class CivilBankStatus(models.Model):
    """What a code in a bank's result means: paid, failed or still pending."""

    _name = "civil.bank.status"
    _description = "Bank Status Code"
    _order = "format_id, code"
    _rec_name = "code"

    format_id = fields.Many2one(
        "civil.bank.format", required=True, ondelete="cascade", index=True
    )
    code = fields.Char(required=True)
    outcome = fields.Selection(
        [("paid", "Paid"), ("failed", "Failed"), ("pending", "Pending")],
        required=True,
        help="Pending payments are answered by a later result file.",
    )

    _code_uniq = models.UniqueIndex(
        "(format_id, code)", "This code has a meaning already."
    )
