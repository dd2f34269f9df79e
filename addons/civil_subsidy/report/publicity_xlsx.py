from odoo import models

#: All that a publicity list may show; nothing else leaves through it.
PUBLIC = ("town", "village", "name", "amount")


class PublicityXlsx(models.AbstractModel):
    """The list put up in towns and villages (公示名单): no numbers, no illness.

    Source: 社会救助暂行办法 art. 11 and 61; names, place, program and amount only.
    """

    _name = "report.civil_subsidy.publicity_xlsx"
    _description = "Publicity Workbook"
    _inherit = "report.civil_subsidy.payroll_xlsx"

    def generate_xlsx_report(self, workbook, data, batches):
        """Write a sheet for each town, ready to print and put up."""
        style = {
            "title": workbook.add_format(
                {"bold": True, "font_size": 16, "align": "center"}
            ),
            "head": workbook.add_format({"bold": True, "border": 1, "align": "center"}),
            "cell": workbook.add_format({"border": 1}),
            "money": workbook.add_format({"border": 1, "num_format": "#,##0.00"}),
        }
        for batch in batches:
            towns = {}
            for row in self._rows(batch):
                public = {key: row[key] for key in PUBLIC}
                towns.setdefault(public["town"] or batch.division_id.name, []).append(
                    public
                )
            for town, rows in towns.items():
                self._write_town(workbook, style, batch, town, rows, len(batches) > 1)

    def _write_town(self, workbook, style, batch, town, rows, several):
        name = f"{batch.program_id.code} {town}" if several else town
        sheet = workbook.add_worksheet(name[:31])
        heads = (
            (self.env._("No."), 6),
            (self.env._("Village"), 26),
            (self.env._("Name"), 12),
            (self.env._("Monthly Amount (yuan)"), 20),
        )
        sheet.merge_range(
            0,
            0,
            0,
            len(heads) - 1,
            self.env._(
                "%(town)s: %(program)s, list for public notice",
                town=town,
                program=batch.program_id.name,
            ),
            style["title"],
        )
        sheet.write(1, 0, self.env._("Month: %(month)s", month=batch._month_in_words()))
        for index, (label, width) in enumerate(heads):
            sheet.set_column(index, index, width)
            sheet.write(2, index, label, style["head"])
        for number, row in enumerate(rows, 1):
            sheet.write_number(number + 2, 0, number, style["cell"])
            sheet.write_string(number + 2, 1, row["village"] or "", style["cell"])
            sheet.write_string(number + 2, 2, row["name"] or "", style["cell"])
            sheet.write_number(number + 2, 3, row["amount"], style["money"])
        sheet.write(
            len(rows) + 4,
            0,
            self.env._("Objections: tell the town's civil affairs office in writing."),
        )
        sheet.repeat_rows(0, 2)
        sheet.fit_to_pages(1, 0)
