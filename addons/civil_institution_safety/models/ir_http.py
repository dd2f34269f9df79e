from odoo import models


class IrHttp(models.AbstractModel):
    _inherit = "ir.http"

    @classmethod
    def _get_translation_frontend_modules_name(cls):
        """Send the words of the institution's pages to its browser."""
        return [
            *super()._get_translation_frontend_modules_name(),
            "civil_institution_safety",
        ]
