import base64

from odoo import fields, models
from odoo.exceptions import UserError
from odoo.tools.mimetypes import guess_mimetype

#: What a photo has to be inside; a browser shows it without running anything.
TYPES = ("image/jpeg", "image/png")
_MEGABYTE = 1024 * 1024


class CivilInstitutionPhotoMixin(models.AbstractModel):
    """A record to which an institution adds photos on its pages (照片)."""

    _name = "civil.institution.photo.mixin"
    _description = "Record with Photos of an Institution"

    def _take_photo(self, name, filename, content):
        """Keep a photo in a field of the single record.

        :param str name: of the field
        :param str filename: as the file was called on the person's device
        :param bytes content: of the file
        :raises UserError: it is empty, too large, no photo, or can't be read
        """
        self.ensure_one()
        filename = (filename or "").replace("\\", "/").rsplit("/", 1)[-1][-80:]
        most = self._photo_limit()
        if not content:
            raise UserError(self.env._("%(name)s is empty.", name=filename))
        if len(content) > most:
            raise UserError(
                self.env._(
                    "%(name)s is larger than %(size)s MB: take the photo with fewer "
                    "pixels.",
                    name=filename,
                    size=most // _MEGABYTE,
                )
            )
        if guess_mimetype(content, default="") not in TYPES:
            raise UserError(
                self.env._(
                    "%(name)s is no photo: choose a picture of the kind JPG or PNG.",
                    name=filename,
                )
            )
        self.write({name: base64.b64encode(content)})

    def _photo_limit(self):
        """Return how many bytes a photo has at most."""
        parameters = self.env["civil.parameter"].sudo()
        today = fields.Date.context_today(self)
        return parameters._get("institution.photo_megabytes", today) * _MEGABYTE

    def _photo_bytes(self, name):
        """Return the content of a photo of the single record; empty if none."""
        return base64.b64decode(self.with_context(bin_size=False)[name] or b"")
