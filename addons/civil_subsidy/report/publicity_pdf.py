from odoo import models

#: Rows that fit on a page below the title; wkhtmltopdf would cut through a row.
PAGE_ROWS = 46


class ReportPublicity(models.AbstractModel):
    """The list for public notice on paper, from the very rows of the workbook."""

    _name = "report.civil_subsidy.report_publicity"
    _description = "List for Public Notice on Paper"

    def _get_report_values(self, docids, data=None):
        """The batches, and for each its pages."""
        batches = self.env["civil.subsidy.batch"].browse(docids)
        return {
            "doc_ids": docids,
            "doc_model": batches._name,
            "docs": batches,
            "pages": {batch.id: self._pages(batch) for batch in batches},
        }

    def _pages(self, batch):
        """One dict a page: its town, its number in words, and its rows."""
        workbook = self.env["report.civil_subsidy.publicity_xlsx"]
        pages = []
        for town, rows in workbook._public_rows(batch).items():
            starts = range(0, len(rows), PAGE_ROWS)
            pages += [
                {
                    "town": town,
                    "label": self.env._(
                        "Page %(page)s of %(pages)s", page=number, pages=len(starts)
                    ),
                    "first": start + 1,
                    "rows": rows[start : start + PAGE_ROWS],
                }
                for number, start in enumerate(starts, 1)
            ]
        return pages
