from odoo import http
from odoo.exceptions import UserError
from odoo.http import request

from odoo.addons.civil_organization_portal.controllers.common import (
    OrganizationPages,
    organization_route,
)

_ADDON = "civil_social_org_inspection"


class RectificationPages(OrganizationPages, http.Controller):
    """What the annual inspection found, and what the organization did about it."""

    @organization_route("/my/rectifications")
    def rectifications(self, **_kw):
        """List the organization's rectifications, the newest first."""
        orders = self._organization()._own_rectifications()
        return self._page(f"{_ADDON}.portal_rectifications", orders=orders)

    @organization_route("/my/rectifications/<int:order_id>", methods=["GET", "POST"])
    def rectification(self, order_id, statement="", **_kw):
        """Show what is to be put right, and report what was done."""
        order = self._own(
            "civil.social.rectification", order_id, "org_id.organization_id"
        )
        refused = False
        if request.httprequest.method == "POST":
            try:
                if not statement.strip():
                    raise UserError(request.env._("Write what was done."))
                with request.env.cr.savepoint():
                    order.action_report(statement=statement)
                self._note("submitted", order.display_name)
                return request.redirect("/my/rectifications")
            except UserError as error:
                refused = error.args[0]
        return self._page(
            f"{_ADDON}.portal_rectification",
            order=order,
            refused=refused,
            statement=statement,
        )
