import uuid

import werkzeug.exceptions

from odoo.exceptions import UserError
from odoo.http import request

from odoo.addons.civil_organization_portal.controllers.common import OrganizationPages

ADDON = "civil_institution_safety"
#: What a photo is read of at most, before the rule about its size is looked at.
MOST = 40 * 1024 * 1024


class InstitutionPages(OrganizationPages):
    """What the pages of an institution's safety share (机构端页面)."""

    def _home(self):
        """Return the institution that the current organization is.

        :raises NotFound: it is none
        """
        home = self._organization().sudo()._own_institution()
        if not home:
            raise werkzeug.exceptions.NotFound
        return home

    def _mine(self, model, record_id):
        """Return a record of the current institution, with the system's rights.

        :raises NotFound: it is somebody else's, or isn't there
        """
        return self._own(model, record_id, "institution_id.organization_id")

    def _token(self):
        return uuid.uuid4().hex

    def _try(self, step, *args, **kwargs):
        """Take a step, all of it or nothing, and return what stands against it."""
        try:
            with request.env.cr.savepoint():
                step(*args, **kwargs)
        except UserError as error:
            return error.args[0]
        return False

    def _photo(self, record, name):
        """Return a photo of a record as a picture, or nothing."""
        content = record._photo_bytes(name)
        if not content:
            raise werkzeug.exceptions.NotFound
        headers = [
            (
                "Content-Type",
                "image/png" if content[:4] == b"\x89PNG" else "image/jpeg",
            ),
            ("Content-Length", len(content)),
            ("Cache-Control", "no-store"),
            ("X-Content-Type-Options", "nosniff"),
            ("Content-Security-Policy", "sandbox; default-src 'none'"),
        ]
        return request.make_response(content, headers)

    def _add_photo(self, record, name, file):
        """Keep an uploaded photo; the answer is for the script of the page."""

        def keep():
            if file is None or isinstance(file, (str, int)):
                raise UserError(request.env._("Choose a photo."))
            record._take_photo(name, file.filename or "", file.read(MOST))

        problem = self._try(keep)
        return request.make_json_response({"error": problem} if problem else {"ok": 1})
