from odoo import fields, models


class CivilTreasuryLayoutWord(models.Model):
    """A word of the finance bureau and what it means here (码值对照)."""

    _name = "civil.treasury.layout.word"
    _description = "Word of a Layout"
    _order = "layout_id, sequence, id"
    _rec_name = "text"

    layout_id = fields.Many2one(
        "civil.treasury.layout", required=True, ondelete="cascade", index=True
    )
    sequence = fields.Integer(default=10)
    meaning = fields.Selection(
        [
            ("status.paid", "Status: Paid"),
            ("status.rejected", "Status: Rejected"),
            ("fund_nature.general", "General Public Budget"),
            ("fund_nature.government_fund", "Government Fund Budget"),
            ("fund_nature.state_capital", "State Capital Budget"),
            ("fund_nature.special_account", "Special Fiscal Account"),
            ("is_direct.yes", "Direct Funds: Yes"),
            ("is_direct.no", "Direct Funds: No"),
            ("ledger.financial", "Financial Ledger"),
            ("ledger.budget", "Budgetary Ledger"),
        ],
        required=True,
    )
    text = fields.Char(string="Their Word", required=True)

    _word_uniq = models.UniqueIndex(
        "(layout_id, split_part(meaning, '.', 1), text)",
        "The same word can't mean two things in a layout.",
    )
