# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models


class CivilBankReasonCode(models.Model):
    """A bank's return code, or words in its text, that mean a certain cause."""

    _name = "civil.bank.reason.code"
    _description = "Return Code of a Bank"
    _order = "format_id, code, id"
    _rec_name = "code"

    reason_id = fields.Many2one(
        "civil.bank.reason", required=True, ondelete="cascade", index=True
    )
    format_id = fields.Many2one(
        "civil.bank.format",
        string="Result Format",
        ondelete="cascade",
        index="btree_not_null",
        domain=[("direction", "=", "result")],
        help="The format whose code it is; empty: words of any bank.",
    )
    code = fields.Char(string="Return Code")
    words = fields.Char(help="The bank's text holds these words.")

    _code_uniq = models.UniqueIndex(
        "(format_id, code) WHERE code IS NOT NULL", "This code has a cause already."
    )
    _code_or_words = models.Constraint(
        "CHECK ((code IS NOT NULL) <> (words IS NOT NULL)"
        " AND (code IS NULL OR format_id IS NOT NULL))",
        "Give either a code of a format, or words.",
    )
