from odoo import models
from odoo.exceptions import UserError

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
        style = self._styles(workbook)
        for batch in batches:
            for town, rows in self._public_rows(batch).items():
                name = f"{batch.program_id.code} {town}" if len(batches) > 1 else town
                sheet = workbook.add_worksheet(name[:31])
                self._write_town(sheet, style, batch, town, rows)

    def _public_rows(self, batch):
        """What may be shown of the payable claims, by town and within it by village.

        :raise UserError: nothing of the program may be published
        """
        if batch.program_id.publicity == "forbidden":
            raise UserError(
                self.env._(
                    "%(program)s is a program whose people are never published: there "
                    "is no list for public notice. Print the payroll instead.",
                    program=batch.program_id.name,
                )
            )
        towns = {}
        for row in self._rows(batch):
            public = {key: row[key] for key in PUBLIC}
            town = public["town"] or batch.division_id.name
            towns.setdefault(town, []).append(public)
        for rows in towns.values():
            rows.sort(key=lambda row: row["village"] or "")
        return towns

    def _columns(self):
        """Heading, width, and key of each column."""
        return (
            (self.env._("No."), 6, "sequence"),
            (self.env._("Village"), 34, "village"),
            (self.env._("Person's Name"), 16, "name"),
            (self.env._("Monthly Amount (yuan)"), 22, "amount"),
        )

    def _write_town(self, sheet, style, batch, town, rows):
        title = self.env._(
            "%(town)s: %(program)s, list for public notice",
            town=town,
            program=batch.program_id.name,
        )
        self._write_head(sheet, style, batch, title, self._columns())
        for number, row in enumerate(rows, 1):
            sheet.write_number(number + 2, 0, number, style["cell"])
            sheet.write_string(number + 2, 1, row["village"] or "", style["cell"])
            sheet.write_string(number + 2, 2, row["name"] or "", style["cell"])
            sheet.write_number(number + 2, 3, row["amount"], style["money"])
        sheet.write(
            len(rows) + 4,
            0,
            " ".join(
                filter(
                    None,
                    (
                        batch._notice_in_words(),
                        self.env._(
                            "Objections: tell the town's civil affairs office in "
                            "writing."
                        ),
                    ),
                )
            ),
        )
