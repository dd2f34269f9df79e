import werkzeug.exceptions

from odoo import models
from odoo.http import request

#: What of Odoo's own addresses people of organizations may open, by how it begins:
#: logging in and out, and what pages are made of. Everything else is closed.
OPEN = (
    "/favicon.ico",
    "/logo.png",
    "/robots.txt",
    "/web/assets/",
    "/web/binary/company_logo",
    "/web/bundle/",
    "/web/health",
    "/web/login",
    "/web/session/authenticate",
    "/web/session/logout",
    "/web/webclient/translations",
    "/website/translations",
    "/civil/verify/",
)
#: Addresses that lead to one's own pages whoever asks.
HOME = ("/", "/web", "/odoo")
PASSWORD = "/my/password"
TIME_ZONE = "Asia/Shanghai"


class IrHttp(models.AbstractModel):
    _inherit = "ir.http"

    @classmethod
    def _get_translation_frontend_modules_name(cls):
        return [
            *super()._get_translation_frontend_modules_name(),
            "civil_organization_portal",
        ]

    @classmethod
    def _pre_dispatch(cls, rule, args):
        """Open to people of organizations what is meant for them, and nothing else."""
        uid = request.env.uid or request.session.uid
        user = uid and request.env["res.users"].with_user(uid).env.user
        if user and user._is_organization_user():
            cls._keep_to_pages(rule, user)
            # Whatever the browser thinks of its place.
            request.update_context(lang=user.lang, tz=TIME_ZONE)
        return super()._pre_dispatch(rule, args)

    @classmethod
    def _keep_to_pages(cls, rule, user):
        routing, path = rule.endpoint.routing, request.httprequest.path
        own = routing.get("organization")
        if not own and not cls._is_open(rule.rule):
            if routing["type"] == "http" and request.httprequest.method == "GET":
                werkzeug.exceptions.abort(request.redirect("/my"))
            raise werkzeug.exceptions.NotFound
        if own and path != PASSWORD and user.sudo().organization_password_pending:
            if routing["type"] == "http":
                werkzeug.exceptions.abort(request.redirect(PASSWORD))
            raise werkzeug.exceptions.Forbidden

    @classmethod
    def _is_open(cls, rule):
        return rule in HOME or rule.startswith(OPEN)
