from odoo import http
from odoo.http import content_disposition, request


class CivilDocumentController(http.Controller):
    """Shows documents before they are issued."""

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
        content = document._preview_pdf()
        name = f"{document.title or document.kind_id.name}.pdf"
        headers = [
            ("Content-Type", "application/pdf"),
            ("Content-Length", len(content)),
            (
                "Content-Disposition",
                content_disposition(name, disposition_type="inline"),
            ),
            ("Cache-Control", "no-store"),
        ]
        return request.make_response(content, headers)
