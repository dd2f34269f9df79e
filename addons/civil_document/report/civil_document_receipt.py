from odoo import api, models


class ReportReceipt(models.AbstractModel):
    """Prints the receipt of service (送达回证), one page a document."""

    _name = "report.civil_document.report_receipt"
    _description = "Printed Receipt of Service"

    @api.model
    def _get_report_values(self, docids, data=None):
        documents = self.env["civil.document"].browse(docids)
        documents._check_readable()
        documents = documents.with_context(lang=self.env["civil.paper"]._language())
        return {
            "doc_ids": docids,
            "doc_model": documents._name,
            "docs": documents,
        }
