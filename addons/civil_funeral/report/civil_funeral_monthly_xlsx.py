from odoo import models


class CivilFuneralMonthlyXlsx(models.AbstractModel):
    """The month's figures by town (殡葬月报) as a workbook, with what is unmatched."""

    _name = "report.civil_funeral.monthly_xlsx"
    _description = "Monthly Report Workbook"
    _inherit = "report.report_xlsx.abstract"

    def generate_xlsx_report(self, workbook, data, records):
        """Write two sheets for each month: the towns, and what is unmatched."""
        style = {
            "title": workbook.add_format(
                {"bold": True, "font_size": 16, "align": "center"}
            ),
            "head": workbook.add_format(
                {"bold": True, "border": 1, "align": "center", "text_wrap": True}
            ),
            "cell": workbook.add_format({"border": 1}),
            "rate": workbook.add_format({"border": 1, "num_format": "0.00"}),
            "day": workbook.add_format({"border": 1, "num_format": "yyyy-mm-dd"}),
        }
        for record in records:
            self._write_towns(workbook, style, record)
            self._write_unmatched(workbook, style, record)

    def _write_towns(self, workbook, style, record):
        name = self.env._("Towns %(month)s", month=f"{record.period:%Y-%m}")
        sheet = workbook.add_worksheet(self._sheet_name(workbook, name))
        heads = record._monthly_heads()
        sheet.merge_range(
            0, 0, 0, len(heads) - 1, record._monthly_title(), style["title"]
        )
        sheet.write(1, 0, self.env._("As of %(date)s", date=record.as_of))
        self._write_row(sheet, 2, heads, style["head"])
        row = 3
        for values in record._monthly_rows():
            for column, value in enumerate(values):
                rate = isinstance(value, float)
                sheet.write(row, column, value, style["rate" if rate else "cell"])
            row += 1
        sheet.set_column(0, 0, 20)
        sheet.set_column(1, len(heads) - 1, 11)
        self._page(sheet)

    def _write_unmatched(self, workbook, style, record):
        name = self.env._("Unmatched %(month)s", month=f"{record.period:%Y-%m}")
        sheet = workbook.add_worksheet(self._sheet_name(workbook, name))
        heads = (
            self.env._("Deceased"),
            self.env._("Place"),
            self.env._("Died on"),
            self.env._("Known From"),
            self.env._("What Doesn't Match"),
        )
        self._write_row(sheet, 0, heads, style["head"])
        lines = record.line_ids.filtered(lambda line: line.result == "unmatched")
        for row, line in enumerate(lines, 1):
            sheet.write(row, 0, line.name or "", style["cell"])
            sheet.write(row, 1, line.division_id.display_name, style["cell"])
            sheet.write(row, 2, line.death_date, style["day"])
            sheet.write(row, 3, line.source_names, style["cell"])
            sheet.write(row, 4, line._finding_text(), style["cell"])
        sheet.set_column(0, 3, 18)
        sheet.set_column(4, 4, 40)
        self._page(sheet)

    def _sheet_name(self, workbook, name):
        """A name that the workbook doesn't have yet."""
        names = {sheet.get_name() for sheet in workbook.worksheets()}
        return name if name not in names else f"{name} ({len(names)})"

    def _write_row(self, sheet, row, values, style):
        for column, value in enumerate(values):
            sheet.write(row, column, value, style)

    def _page(self, sheet):
        sheet.set_landscape()
        sheet.set_paper(9)  # A4
        sheet.fit_to_pages(1, 0)
