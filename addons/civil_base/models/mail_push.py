from odoo import api, models


class MailPush(models.Model):
    _inherit = "mail.push"

    @api.model
    def _push_notification_to_endpoint(self, batch_size=50):
        """Drop what would go through the push services of browser makers."""
        # The queue belongs to the system; nobody else may empty it.
        self.sudo().search([]).unlink()
