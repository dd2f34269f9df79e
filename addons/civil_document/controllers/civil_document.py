from odoo import http
from odoo.http import request

from ..tools.web import pdf_response

PRINTED = "civil.document.printed.mixin"


class CivilDocumentController(http.Controller):
    """Shows documents before they are issued, and to whom they are about."""

    @http.route(
        "/civil/document/<int:document_id>/preview",
        type="http",
        auth="user",
        readonly=True,
    )
    def preview(self, document_id):
        """Return the paper as it would be issued now, without a number."""
        document = request.env["civil.document"].browse(document_id).exists()
        if not document:
            raise request.not_found()
        name = f"{document.title or document.kind_id.name}.pdf"
        return pdf_response(document._preview_pdf(), name)

    @http.route(
        "/civil/document/<int:document_id>/paper",
        type="http",
        auth="user",
        methods=["GET"],
        readonly=True,
    )
    def paper(self, document_id):
        """Return an issued paper to whoever sees the record that it is about."""
        # Not everybody who sees the record sees the register of documents.
        document = request.env["civil.document"].sudo().browse(document_id).exists()
        owners = request.env.get(document.res_model) if document else None
        if not isinstance(owners, request.env.registry[PRINTED]):
            raise request.not_found()
        record = owners.search([("id", "=", document.res_id)])
        if not record or document.state != "issued":
            raise request.not_found()
        name = f"{document.display_name}.pdf"
        return pdf_response(document.attachment_id.raw, name)
