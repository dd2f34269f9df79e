from odoo import api, models
from odoo.fields import Domain


class CivilDocumentPrintedMixin(models.AbstractModel):
    """A record whose issued papers open for whoever sees the record (可打印文书的记录).

    The register of documents is the section's; assessors and staff of institutions
    open the papers of their own records all the same.
    """

    _name = "civil.document.printed.mixin"
    _description = "Record with Printed Papers"
    _inherit = ["civil.document.mixin"]

    def _issued_papers(self, kind_code=None):
        """Return the issued papers about the single record, the newest first.

        :param str kind_code: only of this kind
        """
        domain = (
            Domain("res_model", "=", self._name)
            & Domain("res_id", "=", self.id)
            & Domain("state", "=", "issued")
        )
        if kind_code:
            domain &= Domain("kind_id.code", "=", kind_code)
        # Whoever sees the record sees its papers.
        return self.env["civil.document"].sudo().search(domain, order="id desc")

    @api.model
    def _open_paper(self, document):
        """Return the action that opens an issued paper."""
        return {
            "type": "ir.actions.act_url",
            "url": f"/civil/document/{document.id}/paper",
            "target": "new",
        }
