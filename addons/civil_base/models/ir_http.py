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
        result = super()._post_dispatch(response)
        if (response.mimetype or "") == "text/html":
            # Policies add up: a page's own one stays in force beside this.
            host = request.httprequest.host
            response.headers.add("Content-Security-Policy", _POLICY.format(host=host))
        return result
