from odoo import models


class CivilInstitutionSafetyLedgerXlsx(models.AbstractModel):
    """The month's ledger of safety (安全监管月报) as a workbook."""

    _name = "report.civil_institution_safety.ledger_xlsx"
    _description = "Report on Safety as a Workbook"
    _inherit = "report.report_xlsx.abstract"

    def generate_xlsx_report(self, workbook, data, records):
        """Write a sheet a month: the towns, and below them the sum."""
        for record in records:
            self._write(workbook, record)

    def _write(self, workbook, record):
        style = {
            "title": workbook.add_format(
                {"bold": True, "font_size": 16, "align": "center"}
            ),
            "head": workbook.add_format(
                {"bold": True, "border": 1, "align": "center", "text_wrap": True}
            ),
            "cell": workbook.add_format({"border": 1}),
            "rate": workbook.add_format({"border": 1, "num_format": "0.0"}),
        }
        place = record.division_id.name or ""
        sheet = workbook.add_worksheet(f"{record.month:%Y-%m} {place}"[:31])
        heads = record._paper_heads()
        sheet.merge_range(
            0, 0, 0, len(heads) - 1, record._paper_title(), style["title"]
        )
        for column, head in enumerate(heads):
            sheet.write_string(2, column, head, style["head"])
        row = 3
        for values in record._paper_rows():
            for column, value in enumerate(values):
                rate = isinstance(value, float)
                sheet.write(row, column, value, style["rate" if rate else "cell"])
            row += 1
        if record.note:
            sheet.write_string(row + 1, 0, record.note)
        sheet.set_column(0, 0, 20)
        sheet.set_column(1, len(heads) - 1, 11)
        sheet.freeze_panes(3, 1)
        sheet.set_landscape()
        sheet.set_paper(9)  # A4
        sheet.fit_to_pages(1, 0)
