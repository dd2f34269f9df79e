import werkzeug.exceptions

from odoo import http
from odoo.http import request

from odoo.addons.civil_organization_portal.controllers.common import organization_route

from ..tools.period import day
from .common import ADDON, MOST, InstitutionPages


class DrillPages(InstitutionPages, http.Controller):
    """The institution's drills on its pages (机构端应急演练)."""

    @organization_route("/my/drills", methods=["GET", "POST"])
    def drills(self, token="", **values):
        """List the drills, and report one: sent twice, it is reported once."""
        home, refused = self._home(), False
        drills = request.env["civil.institution.drill"].sudo()
        if request.httprequest.method == "POST":
            made = []
            given = {**values, "date": day(str(values.get("date") or ""))}
            refused = self._try(
                lambda: made.append(drills._page_new(home, given, str(token)[:64]))
            )
            if not refused:
                if not made[0]:
                    raise werkzeug.exceptions.NotFound
                self._note("submitted", made[0].name)
                return request.redirect("/my/drills?done=1")
        found = drills.search([("institution_id", "=", home.id)], limit=50)
        return self._page(
            f"{ADDON}.portal_drills",
            drills=found,
            home=home,
            token=str(token) if refused else self._token(),
            said=values if refused else {},
            refused=refused,
            just_done=bool(values.get("done")) and not refused,
        )

    @organization_route(
        "/my/drills/<int:drill_id>/photo",
        methods=["GET", "POST"],
        max_content_length=MOST,
    )
    def photo(self, drill_id, file=None, **_kw):
        """Show the photo of a drill, or keep one where there is none."""
        drill = self._mine("civil.institution.drill", drill_id)
        if request.httprequest.method != "POST":
            return self._photo(drill, "photo")
        if drill.photo:
            sentence = request.env._("There is a photo already.")
            return request.make_json_response({"error": sentence})
        return self._add_photo(drill, "photo", file)
