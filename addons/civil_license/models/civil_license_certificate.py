from odoo import models
from odoo.exceptions import UserError

from odoo.addons.civil_document.tools.qr import qr_png

from ..tools.words import chinese_date

#: Certificates are Chinese documents, whoever prints them.
LANGUAGE = "zh_CN"


class CivilLicenseCopy(models.Model):
    """How a paper looks: the original landscape, the copy portrait, both A4."""

    _inherit = "civil.license.copy"

    def _certificate(self):
        """Render the single paper.

        :return: the PDF as bytes
        :raises UserError: the program that makes PDFs is missing
        """
        self.ensure_one()
        reports = self.env["ir.actions.report"].sudo()
        if reports.get_wkhtmltopdf_state() != "ok":
            raise UserError(
                self.env._(
                    "Certificates can't be rendered on this server: wkhtmltopdf is "
                    "missing."
                )
            )
        html = self.env["ir.qweb"]._render(
            "civil_license.certificate", self._certificate_values(), lang=LANGUAGE
        )
        return reports._run_wkhtmltopdf(
            [str(html)],
            landscape=self.kind == "original",
            specific_paperformat_args={
                "data-report-margin-top": 0,
                "data-report-margin-bottom": 0,
                "data-report-header-spacing": 0,
                "data-report-dpi": 96,
            },
        )

    def _certificate_values(self):
        """Return what the template shows: all of it fixed by the version."""
        # The paper shows what was granted, whatever else the clerk may read.
        version = self.sudo().version_id
        rows = [row for row in version.content if row[self.kind]]
        return {
            "is_original": self.kind == "original",
            "title": version.title,
            "number": version.number,
            "serial": self.serial,
            "rows": rows,
            "issuer": version.license_id.issuer,
            "made_on": chinese_date(version.made_on),
            "qr": qr_png(version.verify_url),
        }
