from odoo import models
from odoo.fields import Domain


class CivilSubsidyBooksLine(models.Model):
    """The bank's figure opens movements, with what may explain a difference."""

    _inherit = "civil.subsidy.books.line"

    def _drill(self, name, batches):
        """Open bank movements: those of the batches, and if these don't make what was
        paid, those that nobody has explained."""
        if name != "bank":
            return super()._drill(name, batches)
        domain = Domain("batch_id", "in", batches.ids)
        if self.bank_difference:
            domain |= self.books_id._open_movements()
        return "civil_subsidy_account_bank.civil_bank_movement_action", list(domain)

    def action_view_movements(self):
        """Open the bank movements of the single program's month."""
        return self.action_drill("bank")
