from odoo import models


class CivilFundWorkbook(models.AbstractModel):
    """A table with a title, printed on A4 across, with the pages numbered."""

    _name = "civil.fund.workbook"
    _description = "Workbook With a Table"
    _inherit = ["report.report_xlsx.abstract"]

    def _styles(self, workbook):
        """Cell formats by name, shared by all sheets of a workbook."""
        money = {"border": 1, "num_format": "#,##0.00"}
        head = {"bold": True, "border": 1, "align": "center", "valign": "vcenter"}
        formats = {
            "title": {"bold": True, "font_size": 16, "align": "center"},
            "right": {"align": "right"},
            "head": {**head, "text_wrap": True},
            "cell": {"border": 1, "text_wrap": True, "valign": "vcenter"},
            "money": money,
            "bold": {"border": 1, "bold": True},
            "bold_money": {**money, "bold": True},
        }
        return {name: workbook.add_format(values) for name, values in formats.items()}

    def _write_head(self, sheet, style, title, left, right, columns):
        """Title, a line below it, and headings that every page repeats.

        :param columns: of ``(heading, width)``
        """
        last = len(columns) - 1
        sheet.merge_range(0, 0, 0, last, title, style["title"])
        sheet.set_row(0, 28)
        sheet.write_string(1, 0, left)
        sheet.write_string(1, last, right, style["right"])
        for index, (label, width) in enumerate(columns):
            sheet.set_column(index, index, width)
            sheet.write_string(2, index, label, style["head"])
        sheet.freeze_panes(3, 0)
        sheet.repeat_rows(0, 2)
        sheet.set_landscape()
        sheet.set_paper(9)  # A4
        sheet.fit_to_pages(1, 0)
        sheet.set_footer(
            "&C" + self.env._("Page %(page)s of %(pages)s", page="&P", pages="&N")
        )

    def _write_row(self, sheet, style, row, cells, bold=False):
        """Write text as text and amounts as numbers."""
        for index, value in enumerate(cells):
            if isinstance(value, str):
                name = "bold" if bold else "cell"
                sheet.write_string(row, index, value, style[name])
            else:
                name = "bold_money" if bold else "money"
                sheet.write_number(row, index, value, style[name])
