import base64
import binascii

from odoo import fields, models
from odoo.exceptions import UserError
from odoo.tools.mimetypes import guess_mimetype

#: What a file has to be inside, by the end of its name. Pages and drawings with
#: scripts in them are never among them.
KNOWN = {
    "pdf": ("application/pdf",),
    "jpg": ("image/jpeg",),
    "jpeg": ("image/jpeg",),
    "png": ("image/png",),
    "doc": ("application/msword", "application/x-ole-storage"),
    "xls": ("application/vnd.ms-excel", "application/x-ole-storage"),
    "docx": (
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "application/zip",
    ),
    "xlsx": (
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "application/zip",
    ),
}
#: What a browser shows without running anything.
SHOWN = ("application/pdf", "image/jpeg", "image/png")
_MEGABYTE = 1024 * 1024


class CivilSocialReportFile(models.Model):
    """What files an organization may hand in: kind, size and number are rules."""

    _inherit = "civil.social.report.file"

    def _limits(self, report):
        """Return ``{"types", "size", "count"}``: endings, bytes, files a paper."""
        today = fields.Date.context_today(report)
        parameters = self.env["civil.parameter"].sudo()

        def limit(code):
            return parameters._get(f"social_report.{code}", today, report.division_id)

        types = {part.strip().lower() for part in limit("file_types").split(",")}
        return {
            "types": sorted(types & KNOWN.keys()),
            "size": limit("file_megabytes") * _MEGABYTE,
            "count": limit("file_count"),
        }

    def _hand_in(self, report, kind_code, name, content):
        """Hand in a file with the single report.

        :param str name: as it was called on the person's device
        :param bytes content: of the file
        :raises UserError: it is too large, of a wrong kind, or one too many
        """
        limits = self._limits(report)
        name = name.replace("\\", "/").rsplit("/", 1)[-1].strip()[-120:]
        self._refuse_content(limits, name, content)
        same_kind = report.file_ids.filtered(
            lambda file: file.kind_id.code == kind_code
        )
        if len(same_kind.filtered(lambda file: file.name != name)) >= limits["count"]:
            raise UserError(
                self.env._(
                    "There are %(count)s files already: take one away first.",
                    count=limits["count"],
                )
            )
        encoded = base64.b64encode(content).decode()
        return report._portal_add_file(kind_code, name, encoded)

    def _refuse_content(self, limits, name, content):
        if not content:
            raise UserError(self.env._("%(name)s is empty.", name=name))
        if len(content) > limits["size"]:
            raise UserError(
                self.env._(
                    "%(name)s is larger than %(size)s MB: make it smaller or split it.",
                    name=name,
                    size=limits["size"] // _MEGABYTE,
                )
            )
        end = name.rsplit(".", 1)[-1].lower() if "." in name else ""
        if end not in limits["types"] or self._mimetype(content) not in KNOWN[end]:
            raise UserError(
                self.env._(
                    "%(name)s isn't of a kind that can be handed in: %(types)s.",
                    name=name,
                    types="、".join(limits["types"]),
                )
            )

    def _mimetype(self, content):
        return guess_mimetype(content, default="application/octet-stream")

    def _bytes(self):
        """Return the single file's content."""
        try:
            return base64.b64decode(self.with_context(bin_size=False).content or b"")
        except binascii.Error:
            return b""
