import werkzeug.exceptions

from odoo import http
from odoo.exceptions import AccessDenied, UserError
from odoo.http import request

from odoo.addons.portal.controllers.portal import CustomerPortal

from .common import SESSION_KEY, OrganizationPages, organization_route

_ADDON = "civil_organization_portal"
#: How many lines of his own log a person sees.
_LOG = 10


class OrganizationHome(OrganizationPages, CustomerPortal):
    """Home, account, password and notices of organizations."""

    @http.route(organization=True, website=False)
    def home(self, **kw):
        """Show what there is to do for the organization."""
        if not request.env.user._is_organization_user():
            return super().home(**kw)
        organizations = self._organizations()
        cards = self._organization()._portal_cards() if organizations else []
        cards.sort(key=lambda card: card["sequence"])
        return self._page(f"{_ADDON}.home", cards=cards)

    @http.route(organization=True, website=False)
    def account(self, **kwargs):
        """Show the account: the organizations, and what happened with it."""
        if not request.env.user._is_organization_user():
            return super().account(**kwargs)
        log = request.env["civil.organization.log"].sudo()
        log = log.search([("account_user_id", "=", request.env.uid)], limit=_LOG)
        return self._page(f"{_ADDON}.account", log=log)

    @organization_route("/my/organization", methods=["POST"])
    def choose(self, organization_id=None, **_kw):
        """Act for another of one's organizations from now on."""
        known = {str(one.id): one.id for one in self._organizations()}
        if organization_id not in known:
            raise werkzeug.exceptions.NotFound
        request.session[SESSION_KEY] = known[organization_id]
        return request.redirect("/my")

    @organization_route("/my/password", methods=["GET", "POST"])
    def password(self, old="", new1="", new2="", **_kw):
        """Change one's password; the first one has to be."""
        user = request.env.user
        pending = user.sudo().organization_password_pending
        problem, done = False, False
        if request.httprequest.method == "POST":
            problem = self._change(old.strip(), new1.strip(), new2.strip())
            if not problem and pending:
                return request.redirect("/my")
            done = not problem
        return self._page(
            f"{_ADDON}.password", pending=pending, problem=problem, done=done
        )

    def _change(self, old, new1, new2):
        """Change the password and return why it couldn't be done, or False."""
        env = request.env
        if not (old and new1 and new2):
            return env._("Fill in all three fields.")
        if new1 != new2:
            return env._("The two new passwords differ: type them again.")
        try:
            env["res.users"].change_password(old, new1)
        except AccessDenied:
            return env._("The present password isn't right.")
        except UserError as error:
            return error.args[0]
        token = env.user._compute_session_token(request.session.sid)
        request.session.session_token = token
        return False

    @organization_route("/my/notices")
    def notices(self, **_kw):
        """List the notices to the organization, the newest first."""
        notices = request.env["civil.organization.notice"].search(
            [("organization_id", "=", self._organization().id)]
        )
        return self._page(f"{_ADDON}.notices", notices=notices)

    @organization_route("/my/notices/<int:notice_id>")
    def notice(self, notice_id, **_kw):
        """Show a notice; it counts as read then."""
        notice = self._own("civil.organization.notice", notice_id)
        if notice.state == "withdrawn":
            raise werkzeug.exceptions.NotFound
        if notice.state == "sent":
            notice._transition("read")
        return self._page(f"{_ADDON}.notice", notice=notice)
