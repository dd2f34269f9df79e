from odoo import models


class StatementXlsx(models.AbstractModel):
    """Statements (会计报表) as a workbook, a sheet each, in their official form."""

    _name = "report.l10n_cn_government_mis.statement_xlsx"
    _description = "Statement Workbook"
    _inherit = "report.report_xlsx.abstract"

    def generate_xlsx_report(self, workbook, data, instances):
        """Write title, form number, unit, date, figures and places to sign."""
        formats = self._formats(workbook)
        for instance in instances:
            content = instance.with_context(lang=self.env.user.lang)._l10n_cn_sheet()
            sheet = workbook.add_worksheet(instance.name[:31].replace("/", "-"))
            width = (len(content["columns"]) + 1) * (2 if content["right"] else 1)
            self._write_head(sheet, formats, content, width)
            last = self._write_rows(sheet, formats, content)
            self._write_signatures(sheet, formats, last + 2, width)
            self._set_page(sheet, content, width)

    def _formats(self, workbook):
        money = {"border": 1, "num_format": "#,##0.00"}
        values = {
            "title": {"bold": True, "font_size": 18, "align": "center"},
            "left": {},
            "center": {"align": "center"},
            "right": {"align": "right"},
            "head": {
                "bold": True,
                "border": 1,
                "align": "center",
                "valign": "vcenter",
                "text_wrap": True,
            },
            "money": money,
            "money_bold": {**money, "bold": True},
            "empty": {"border": 1},
        }
        for level in range(4):
            label = {"border": 1, "indent": level, "text_wrap": True}
            values[f"label_{level}"] = label
            values[f"label_{level}_bold"] = {**label, "bold": True}
        return {name: workbook.add_format(value) for name, value in values.items()}

    def _write_head(self, sheet, formats, content, width):
        last = width - 1
        sheet.merge_range(0, 0, 0, last, content["title"], formats["title"])
        sheet.set_row(0, 28)
        sheet.write(1, last, content["number"], formats["right"])
        unit = self.env._("Prepared by: %(unit)s", unit=content["unit"])
        sheet.write(2, 0, unit, formats["left"])
        sheet.write(2, max(last // 2, 1), content["date"], formats["center"])
        if last > 1:
            sheet.write(2, last, self.env._("Unit: yuan"), formats["right"])
        else:
            sheet.write(1, 0, self.env._("Unit: yuan"), formats["left"])
        headings = [self.env._("Item"), *content["columns"]]
        if content["right"]:
            left = [self.env._("Assets"), *content["columns"]]
            headings = [
                *left,
                self.env._("Liabilities and Net Assets"),
                *content["columns"],
            ]
        for index, heading in enumerate(headings):
            sheet.write(3, index, heading, formats["head"])

    def _write_rows(self, sheet, formats, content):
        """Write both sides of the form; return the number of the last row."""
        size = max(len(content["left"]), len(content["right"]))
        step = len(content["columns"]) + 1
        sides = [content["left"]]
        if content["right"]:
            sides.append(content["right"])
        for number, side in enumerate(sides):
            for index in range(size):
                row = side[index] if index < len(side) else None
                self._write_row(sheet, formats, 4 + index, number * step, row, step)
        return 3 + size

    def _write_row(self, sheet, formats, position, column, row, step):
        if row is None:
            for offset in range(step):
                sheet.write_blank(position, column + offset, None, formats["empty"])
            return
        bold = "_bold" if row["bold"] else ""
        label = formats[f"label_{row['level']}{bold}"]
        sheet.write(position, column, row["label"], label)
        for offset, value in enumerate(row["values"], 1):
            cell = (position, column + offset)
            if value is None:
                sheet.write_blank(*cell, None, formats["empty"])
            else:
                sheet.write_number(*cell, value, formats[f"money{bold}"])

    def _write_signatures(self, sheet, formats, position, width):
        signatures = (
            self.env._("Head of the unit (signature and seal):"),
            self.env._("Head of finance (signature and seal):"),
            self.env._("Prepared by (signature and seal):"),
        )
        for index, text in enumerate(signatures):
            if width < len(signatures):
                sheet.write(position + index, 0, text, formats["left"])
            else:
                sheet.write(position, index * width // 3, text, formats["left"])

    def _set_page(self, sheet, content, width):
        step = len(content["columns"]) + 1
        for index in range(width):
            sheet.set_column(index, index, 17 if index % step else 38)
        sheet.set_paper(9)
        if width > 4:
            sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.freeze_panes(4, 1)
        sheet.repeat_rows(3)
