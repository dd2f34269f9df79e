from odoo import models


class ReportPublicity(models.AbstractModel):
    """The list for public notice on paper, from the very rows of the workbook."""

    _name = "report.civil_subsidy.report_publicity"
    _description = "List for Public Notice on Paper"

    def _get_report_values(self, docids, data=None):
        """The batches, and for each its towns with what may be shown."""
        batches = self.env["civil.subsidy.batch"].browse(docids)
        workbook = self.env["report.civil_subsidy.publicity_xlsx"]
        return {
            "doc_ids": docids,
            "doc_model": batches._name,
            "docs": batches,
            "towns": {batch.id: workbook._public_rows(batch) for batch in batches},
        }
