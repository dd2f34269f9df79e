from odoo import models


class CivilSubsidyStop(models.Model):
    """What the bank has stopped isn't paid; the books say so, too."""

    _inherit = "civil.subsidy.stop"

    def action_answer(self):
        """Finish the requests, then book what they have changed."""
        done = super().action_answer()
        self.batch_id._book_results()
        return done
