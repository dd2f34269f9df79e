from odoo import models


class WhatifXlsx(models.AbstractModel):
    """The try-out of a new standard (提标测算表) as a workbook."""

    _name = "report.civil_subsidy.whatif_xlsx"
    _description = "Try-out Workbook"
    _inherit = "report.report_xlsx.abstract"

    def generate_xlsx_report(self, workbook, data, whatifs):
        """Write a sheet for each try-out: amounts, result by class and town, total."""
        style = {
            "title": workbook.add_format(
                {"bold": True, "font_size": 16, "align": "center"}
            ),
            "head": workbook.add_format(
                {"bold": True, "border": 1, "align": "center", "text_wrap": True}
            ),
            "cell": workbook.add_format({"border": 1}),
            "money": workbook.add_format({"border": 1, "num_format": "#,##0.00"}),
        }
        for whatif in whatifs:
            self._write_whatif(workbook, style, whatif)

    def _write_whatif(self, workbook, style, whatif):
        sheet = workbook.add_worksheet(whatif.program_id.name[:31])
        title = self.env._(
            "%(district)s: try-out of a new standard of the %(program)s",
            district=whatif.division_id.name,
            program=whatif.program_id.name,
        )
        sheet.merge_range(0, 0, 0, 7, title, style["title"])
        sheet.write(
            1, 0, self.env._("From %(date)s, yuan a month", date=whatif.date_from)
        )
        sheet.set_column(0, 1, 24)
        sheet.set_column(2, 7, 14)
        heads = (self.env._("Class"), self.env._("Present"), self.env._("New"))
        row = self._write_row(sheet, 2, heads, style["head"])
        for line in whatif.line_ids:
            values = (line.class_id.display_name, line.amount_before, line.amount)
            row = self._write_row(sheet, row, values, style)
        row = self._write_results(sheet, style, whatif, row + 1)
        self._write_shares(sheet, style, whatif, row + 1)
        sheet.set_landscape()
        sheet.set_paper(9)  # A4
        sheet.fit_to_pages(1, 0)

    def _write_results(self, sheet, style, whatif, row):
        heads = (
            self.env._("Class"),
            self.env._("Town"),
            self.env._("Entitlements"),
            self.env._("Persons"),
            self.env._("A Month Now"),
            self.env._("A Month Then"),
            self.env._("More a Month"),
            self.env._("Arrears"),
        )
        row = self._write_row(sheet, row, heads, style["head"])
        for result in whatif.result_ids:
            values = (
                result.class_id.display_name or "",
                result.town_id.name or "",
                result.entitlement_count,
                result.person_count,
                result.amount_before,
                result.amount_after,
                result.difference,
                result.arrears,
            )
            row = self._write_row(sheet, row, values, style)
        totals = whatif._totals()
        values = (
            self.env._("Total"),
            "",
            totals["entitlement_count"] or 0,
            totals["person_count"] or 0,
            totals["amount_before"],
            totals["amount_after"],
            totals["more"],
            totals["arrears"],
        )
        row = self._write_row(sheet, row, values, style)
        yearly = (self.env._("More a Year"), "", "", "", "", "", totals["more"] * 12)
        return self._write_row(sheet, row, yearly, style)

    def _write_shares(self, sheet, style, whatif, row):
        totals = whatif._totals()
        rows = whatif._share_rows(totals["more"], totals["arrears"])
        if not rows:
            return
        heads = (
            self.env._("Source"),
            self.env._("Part (%)"),
            self.env._("More a Month"),
            self.env._("More a Year"),
            self.env._("Arrears"),
        )
        row = self._write_row(sheet, row, heads, style["head"])
        for share in rows:
            values = tuple(
                share[key] for key in ("source", "percent", "month", "year", "arrears")
            )
            row = self._write_row(sheet, row, values, style)

    def _write_row(self, sheet, row, values, style):
        """Write one row; return the number of the next."""
        for column, value in enumerate(values):
            if not isinstance(style, dict):
                sheet.write_string(row, column, value, style)
            elif isinstance(value, str):
                sheet.write_string(row, column, value, style["cell"])
            elif isinstance(value, int):
                sheet.write_number(row, column, value, style["cell"])
            else:
                sheet.write_number(row, column, value, style["money"])
        return row + 1
