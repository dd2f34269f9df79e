import functools

import werkzeug.exceptions

from odoo import fields, http
from odoo.http import request

#: Nobody keeps, frames or guesses what pages of organizations hold.
HEADERS = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "SAMEORIGIN",
}
SESSION_KEY = "civil_organization_id"


def organization_route(path, **routing):
    """Return the decorator of a page or call that is meant for organizations.

    Only what bears it is open to their people; everybody else finds nothing there.
    Pages are called with the address, calls of the pages' scripts with
    ``type="jsonrpc"``.
    """
    options = {"type": "http", "auth": "user", "organization": True, **routing}

    def decorate(method):
        @http.route(path, **options)
        @functools.wraps(method)
        def checked(self, *args, **kwargs):
            if not request.env.user._is_organization_user():
                raise werkzeug.exceptions.NotFound
            return method(self, *args, **kwargs)

        return checked

    return decorate


class OrganizationPages:
    """What controllers with pages for organizations share (单位页面).

    A controller inherits this beside ``http.Controller``, and asks
    ``_organization()`` for whom the person acts at the moment: whatever it reads with
    the system's rights has to belong to that organization.
    """

    def _organizations(self):
        """Return the organizations with which the person has an open account."""
        return request.env.user.sudo().organization_ids.sorted("name")

    def _organization(self):
        """Return the organization for which the person acts now.

        :raises NotFound: the person has no open account any more
        """
        organizations = self._organizations()
        chosen = request.session.get(SESSION_KEY)
        current = organizations.filtered(lambda one: one.id == chosen)
        current = current or organizations[:1]
        if not current:
            raise werkzeug.exceptions.NotFound
        return current

    def _own(self, model, record_id, path="organization_id"):
        """Return a record of the current organization, with the system's rights.

        :param str model: name of the model
        :param int record_id: what the address said
        :param str path: the field that says whose record it is
        :raises NotFound: it is somebody else's, or isn't there
        """
        record = request.env[model].sudo().browse(record_id).exists()
        if not record or record.mapped(path) != self._organization():
            raise werkzeug.exceptions.NotFound
        return record

    def _page(self, template, status=200, **values):
        """Return a page in the organizations' layout.

        :param str template: XML id of what stands in the layout
        :param int status: of the answer
        """
        organizations = self._organizations()
        values = {
            "organization": self._organization() if organizations else organizations,
            "organizations": organizations,
            "person": request.env.user.sudo(),
            "bureau": request.env.company.sudo().name,
            "today": fields.Date.context_today(request.env.user),
            **values,
        }
        response = request.render(template, values, headers=HEADERS.items())
        response.status_code = status
        return response

    def _note(self, event, subject=None):
        """Keep in the log what the person did for the current organization."""
        log = request.env["civil.organization.log"]
        log._note(event, request.env.user, self._organization(), subject)
