import werkzeug.exceptions

from odoo import http
from odoo.http import request

from odoo.addons.civil_organization_portal.controllers.common import organization_route

from ..tools.period import moment
from .common import ADDON, InstitutionPages

_MOMENTS = ("occurred_at", "oral_at", "family_notified_at")


class IncidentPages(InstitutionPages, http.Controller):
    """Incidents on the institution's pages (机构端突发事件报告)."""

    @organization_route("/my/incidents")
    def incidents(self, **_kw):
        """List the institution's incidents, the newest first."""
        incidents = request.env["civil.emergency.incident"].sudo()
        incidents = incidents.search(
            [("institution_id", "=", self._home().id)], limit=100
        )
        return self._page(f"{ADDON}.portal_incidents", incidents=incidents)

    @organization_route("/my/incidents/new", methods=["GET", "POST"])
    def new(self, kind="", token="", **values):
        """Report an incident: sent twice, it is reported once."""
        home = self._home()
        incidents = request.env["civil.emergency.incident"].sudo()
        kinds = request.env["civil.emergency.kind"].sudo()
        kinds = kinds.search([("is_institutional", "=", True)])
        refused = False
        if request.httprequest.method == "POST":
            chosen = kinds.filtered(lambda one: str(one.id) == str(kind))
            made = []
            refused = self._try(
                lambda: made.append(
                    incidents._page_new(
                        home, chosen, self._values(values), str(token)[:64]
                    )
                )
            )
            if not refused:
                if not made[0]:
                    raise werkzeug.exceptions.NotFound
                self._note("submitted", made[0].number)
                return request.redirect(f"/my/incidents/{made[0].id}")
        return self._page(
            f"{ADDON}.portal_incident_new",
            kinds=kinds,
            chosen=str(kind),
            token=str(token) if refused else self._token(),
            said=values,
            refused=refused,
            home=home,
        )

    def _values(self, values):
        """The values of a form, with its moments in UTC."""
        moments = {
            name: moment(str(values[name])) for name in _MOMENTS if values.get(name)
        }
        return {**values, **moments}

    @organization_route("/my/incidents/<int:incident_id>", methods=["GET", "POST"])
    def incident(self, incident_id, do="", text="", **values):
        """Show an incident; report further, or tell that the family knows."""
        incident = self._mine("civil.emergency.incident", incident_id)
        refused = False
        if request.httprequest.method == "POST":
            if do in ("written", "further"):
                refused = self._try(incident._page_report, do, str(text))
            elif do == "family":
                refused = self._try(incident._page_family, self._values(values))
            else:
                raise werkzeug.exceptions.NotFound
            if not refused:
                self._note("submitted", incident.number)
                return request.redirect(f"/my/incidents/{incident.id}")
        return self._page(
            f"{ADDON}.portal_incident",
            incident=incident,
            clock=incident.clock_ids.filtered(
                lambda one: one.kind_id.code == "emergency.written"
            )[:1],
            refused=refused,
            text=text,
            said=values if refused else {},
        )
