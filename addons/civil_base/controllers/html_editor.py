from odoo.exceptions import UserError
from odoo.http import request, route

from odoo.addons.html_editor.controllers.main import HTML_Editor


class CivilHtmlEditor(HTML_Editor):
    """The text editor without what it would fetch from outside."""

    @route()
    def link_preview_metadata(self, preview_url):
        """Show a link as it is, without looking at the page behind it."""
        return {}

    @route()
    def media_library_search(self, **params):
        """Find nothing in the picture library of Odoo."""
        return {"results": 0, "media": []}

    @route()
    def save_library_media(self, media):
        """Fetch nothing from the picture library of Odoo."""
        self._refuse()

    @route()
    def generate_text(self, prompt, conversation_history):
        """Send no text outside to be written by others."""
        self._refuse()

    @route()
    def add_url(self, url, res_id=False, res_model="ir.ui.view", **kwargs):
        """Take pictures as files only."""
        self._refuse()

    @route()
    def video_url_data(self, video_url, autoplay=False, loop=False, **kwargs):
        """Embed no videos of services outside."""
        self._refuse()

    def _refuse(self):
        raise UserError(
            request.env._("This server doesn't use services outside. Upload a file.")
        )
