from odoo import models

from odoo.addons.civil_document.tools.qr import qr_png

from ..tools.words import chinese_date

#: Certificates fill the sheet: the frame is drawn by the template.
_SHEET = "civil_license.paperformat_certificate"
#: How much text a certificate takes, in characters, and how close it stands then.
DENSITY = ((180, "wide"), (330, "close"), (520, "tight"))


def density(rows):
    """Return how close the text has to stand; None where it doesn't fit.

    >>> density([{"value": "花圈"}]), density([{"value": "长" * 600}])
    ('wide', None)
    """
    length = sum(len(row["value"]) for row in rows)
    return next((name for limit, name in DENSITY if length <= limit), None)


class CivilLicenseCopy(models.Model):
    """How a paper looks: the original landscape, the copy portrait, both A4."""

    _inherit = "civil.license.copy"

    def _certificate(self):
        """Return the PDF of the single paper as bytes."""
        self.ensure_one()
        html = self.env["civil.paper"]._render(
            "civil_license.certificate", self._certificate_values()
        )
        # Who may print was asked by the step; how, belongs to the administrator.
        sheet = self.env.ref(_SHEET).sudo()
        report = self.env["ir.actions.report"].sudo().new({"paperformat_id": sheet.id})
        return report._run_wkhtmltopdf(
            [f"<!DOCTYPE html>\n{html}"], landscape=self.kind == "original"
        )

    def _certificate_values(self):
        """Return what the template shows: all of it fixed by the version."""
        # The paper shows what was granted, whatever else the clerk may read.
        version = self.sudo().version_id
        rows = [row for row in version.content if row[self.kind] and row["value"]]
        return {
            # What doesn't fit was refused before the grant; what came from
            # elsewhere is printed as close as can be.
            "density": density(rows) or DENSITY[-1][1],
            "is_original": self.kind == "original",
            "title": version.title,
            "number": version.number,
            "serial": self.serial,
            "rows": rows,
            "issuer": version.issuer,
            "made_on": chinese_date(version.made_on),
            "qr": qr_png(version.verify_url),
        }
