from odoo import api, models


class MailPushDevice(models.Model):
    _inherit = "mail.push.device"

    @api.model
    def register_devices(self, **kw):
        """Register no browser: push messages pass through services outside."""
        return None
