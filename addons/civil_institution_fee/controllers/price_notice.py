from odoo import http
from odoo.http import request

from odoo.addons.civil_document.tools.web import pdf_response


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
        return pdf_response(home._price_notice_pdf(), f"{home.display_name}.pdf")
