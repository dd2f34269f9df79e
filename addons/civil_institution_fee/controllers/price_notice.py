from odoo import http
from odoo.http import content_disposition, request


class InstitutionPriceNotice(http.Controller):
    """Prints what an institution charges, for whoever may see the institution."""

    @http.route(
        "/civil/institution/<int:institution_id>/prices",
        type="http",
        auth="user",
        methods=["GET"],
        readonly=True,
    )
    def prices(self, institution_id):
        """Return the public notice of prices (收费公示表) as PDF."""
        institutions = request.env["civil.institution"]
        home = institutions.search([("id", "=", institution_id)])
        if not home:
            raise request.not_found()
        content = home._price_notice_pdf()
        headers = [
            ("Content-Type", "application/pdf"),
            ("Content-Length", len(content)),
            (
                "Content-Disposition",
                content_disposition(
                    f"{home.display_name}.pdf", disposition_type="inline"
                ),
            ),
            ("Cache-Control", "no-store"),
        ]
        return request.make_response(content, headers)
