from werkzeug.exceptions import NotFound

from odoo.addons.mail.controllers.google_translate import GoogleTranslateController


class CivilTranslateController(GoogleTranslateController):
    """Messages would be sent to a service outside to be translated."""

    def _post(self, endpoint="", data=None):
        raise NotFound
