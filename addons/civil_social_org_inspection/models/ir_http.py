from odoo import models


class IrHttp(models.AbstractModel):
    _inherit = "ir.http"

    @classmethod
    def _get_translation_frontend_modules_name(cls):
        """Send the words of the organization's pages to its browser."""
        return [
            *super()._get_translation_frontend_modules_name(),
            "civil_social_org_inspection",
        ]
