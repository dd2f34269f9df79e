from odoo import models
from odoo.http import request

#: What pages may load: from this server, and what they make themselves. The
#: web client compiles its templates, hence the two "unsafe" words.
_POLICY = (
    "default-src 'self' 'unsafe-inline' 'unsafe-eval' data: blob:; "
    "connect-src 'self' ws://{host} wss://{host} data: blob:; "
    "frame-ancestors 'self'; object-src 'none'; base-uri 'self'"
)


class IrHttp(models.AbstractModel):
    _inherit = "ir.http"

    @classmethod
    def _post_dispatch(cls, response):
        """Forbid the browser to load anything from elsewhere."""
        super()._post_dispatch(response)
        headers = response.headers
        is_page = (response.mimetype or "") == "text/html"
        if is_page and "Content-Security-Policy" not in headers:
            host = request.httprequest.host
            headers["Content-Security-Policy"] = _POLICY.format(host=host)
