from odoo import models


class CivilSubsidyFile(models.Model):
    """What the bank says is booked when a second person confirms it."""

    _inherit = "civil.subsidy.file"

    def action_confirm(self):
        """Confirm, then book what the confirmed files have changed."""
        before = self.filtered(lambda file: file.state == "confirmed")
        done = super().action_confirm()
        (self - before).batch_id._book_results()
        return done
