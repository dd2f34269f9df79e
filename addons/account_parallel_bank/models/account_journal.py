from odoo import fields, models


class AccountJournal(models.Model):
    """How the lines of a bank account are matched."""

    _inherit = "account.journal"

    parallel_match_days = fields.Integer(
        string="Days Between Bank and Books",
        default=10,
        help="A line of the bank and one of the books are matched by themselves only "
        "if they lie no more than so many days apart.",
    )
    parallel_statement_start = fields.Date(
        string="Statements Begin On",
        help="Lines of the books before this day are in the opening balance of the "
        "first statement and need no match.",
    )

    def _parallel_is_bank(self):
        """Tell whether it is a bank account of a company with parallel books."""
        self.ensure_one()
        return self.type == "bank" and self.company_id.parallel_bookkeeping
