from odoo import models


class ReportCivilImportErrors(models.AbstractModel):
    """The faulty lines of an import as a workbook with a column of remarks.

    Each sheet has the headings of the file, so that the corrected workbook can
    be uploaded as it is.
    """

    _name = "report.civil_base.import_errors"
    _inherit = ["report.report_xlsx.abstract"]
    _description = "Workbook of Faulty Lines"

    def generate_xlsx_report(self, workbook, data, objs):
        """Write one sheet for each sheet of the file that has faulty lines."""
        objs._check_user()
        # Whoever may upload the file gets its own lines back, cells included.
        for job in objs.sudo():
            lines = job.line_ids.filtered(lambda line: line.status == "error")
            for name, found in lines.grouped("sheet").items():
                self._write_sheet(workbook, name, job.layout.get(name, []), found)

    def _write_sheet(self, workbook, name, headers, lines):
        sheet = workbook.add_worksheet(_sheet_name(name))
        bold = workbook.add_format({"bold": True, "bg_color": "#F2DCDB", "border": 1})
        text = workbook.add_format({"num_format": "@"})
        wrap = workbook.add_format({"text_wrap": True, "font_color": "#C00000"})
        width = max([len(headers), *(len(line.raw or []) for line in lines)])
        titles = [*headers, *[""] * (width - len(headers))]
        titles += [self.env._("Row in the File"), self.env._("What Is Wrong")]
        sheet.write_row(0, 0, titles, bold)
        sheet.freeze_panes(1, 0)
        sheet.set_column(0, width, 16, text)
        sheet.set_column(width + 1, width + 1, 60)
        for number, line in enumerate(lines, start=1):
            for position, value in enumerate(line.raw or []):
                if isinstance(value, str):
                    sheet.write_string(number, position, value, text)
                elif value is not None:
                    sheet.write(number, position, value)
            sheet.write_number(number, width, line.row)
            sheet.write_string(number, width + 1, line.message or "", wrap)


def _sheet_name(name):
    """Return a name that a workbook accepts."""
    kept = "".join(sign for sign in name or "" if sign not in "[]:*?/\\'")
    return kept[:31] or None
