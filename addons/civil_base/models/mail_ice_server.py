from odoo import models


class MailIceServer(models.Model):
    _inherit = "mail.ice.server"

    def _get_ice_servers(self):
        """Offer the servers that the administrator entered, and ask nobody."""
        return self._get_local_ice_servers()
