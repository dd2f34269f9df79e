import math

import werkzeug.exceptions

from odoo import http
from odoo.http import request

from odoo.addons.civil_organization_portal.controllers.common import organization_route

from ..tools.period import day
from .common import ADDON, MOST, InstitutionPages

_PHOTOS = {"before": "photo", "after": "evidence_photo"}
_TEXTS = ("responsible", "measures", "protection", "note", "reason")


class HazardPages(InstitutionPages, http.Controller):
    """The institution's hazards on its pages: plan, correction, re-check, more time."""

    @organization_route("/my/hazards")
    def hazards(self, **_kw):
        """List the hazards: what waits for the institution first."""
        hazards = request.env["civil.hazard"].sudo()
        hazards = hazards.search([("institution_id", "=", self._home().id)], limit=200)
        order = ("open", "rectifying", "rectified", "verified", "closed")
        hazards = hazards.sorted(lambda one: (order.index(one.state), -one.id))
        return self._page(f"{ADDON}.portal_hazards", hazards=hazards)

    @organization_route("/my/hazards/<int:hazard_id>", methods=["GET", "POST"])
    def hazard(self, hazard_id, do="", **values):
        """Show a hazard, and take the step that the form asks for."""
        hazard = self._mine("civil.hazard", hazard_id)
        refused = False
        if request.httprequest.method == "POST":
            refused = self._try(self._step, hazard, do, values)
            if not refused:
                self._note("submitted", hazard.display_name)
                return request.redirect(f"/my/hazards/{hazard.id}?done=1")
        return self._page(
            f"{ADDON}.portal_hazard",
            hazard=hazard,
            steps=hazard._page_steps(),
            refused=refused,
            said=values if refused else {},
            done=do,
            just_done=bool(values.get("done")),
        )

    def _step(self, hazard, do, values):
        texts = {name: str(values.get(name) or "").strip() for name in _TEXTS}
        if do == "plan":
            hazard._page_plan(
                texts["responsible"],
                texts["measures"],
                self._yuan(values.get("funds")),
                day(str(values.get("deadline") or "")),
                texts["protection"],
            )
        elif do == "report":
            hazard._page_report(texts["note"])
        elif do == "extend":
            until = day(str(values.get("until") or ""))
            hazard._page_ask_extension(texts["reason"], until)
        else:
            raise werkzeug.exceptions.NotFound

    def _yuan(self, text):
        """Return an amount as it was typed in, or None."""
        try:
            amount = float(str(text or "").replace(",", "").strip())
        except ValueError:
            return None
        return amount if math.isfinite(amount) and amount < 1e12 else None

    @organization_route(
        "/my/hazards/<int:hazard_id>/photos/<string:which>",
        methods=["GET", "POST"],
        max_content_length=MOST,
    )
    def photo(self, hazard_id, which, file=None, **_kw):
        """Show the photo before or after the correction, or keep a new one."""
        hazard = self._mine("civil.hazard", hazard_id)
        if which not in _PHOTOS:
            raise werkzeug.exceptions.NotFound
        if request.httprequest.method != "POST":
            return self._photo(hazard, _PHOTOS[which])
        name = hazard._page_photo_field(which)
        if not name:
            sentence = request.env._("No photo can be added now.")
            return request.make_json_response({"error": sentence})
        return self._add_photo(hazard, name, file)
