import base64

from odoo import api, models


class CivilInstitutionFeePaper(models.AbstractModel):
    """Papers about fees as PDF (收据、收费公示表、离院结算单)."""

    _name = "civil.institution.fee.paper"
    _description = "Paper about Fees"

    @api.model
    def _file(self, template, record, **values):
        """Return the PDF of a paper as a Binary field holds it; see ``_pdf``."""
        return base64.b64encode(self._pdf(template, record, **values))

    @api.model
    def _pdf(self, template, record, **values):
        """Return the PDF of a paper about a record that the user may see.

        :param str template: name of the template in this addon
        """
        record.check_access("read")
        papers = self.env["civil.paper"]
        mine = record.sudo().with_context(lang=papers._language())
        html = papers._render(
            f"civil_institution_fee.{template}", {"record": mine, **values}
        )
        return papers._pdf(html)

    @api.model
    def _open(self, record, field):
        """Return the action that opens a paper of the single record."""
        record.ensure_one()
        record.check_access("read")
        return {
            "type": "ir.actions.act_url",
            "url": f"/web/content/{record._name}/{record.id}/{field}"
            f"?filename={record.display_name}.pdf",
            "target": "new",
        }
