from odoo import models
from odoo.tools import SQL

from odoo.addons.civil_resident.tools.identity import mask, mask_account

PERSONAL_DATA = "civil_base.group_personal_data"
#: Rows above the table: title, month and batch, headings.
HEAD_ROWS = 3


class PayrollXlsx(models.AbstractModel):
    """The payroll of a batch (花名册) as a workbook, a row a payable claim.

    Whole identity and account numbers go only to members of the personal-data
    group, and each such export leaves a line in the access log.
    """

    _name = "report.civil_subsidy.payroll_xlsx"
    _description = "Payroll Workbook"
    _inherit = "report.report_xlsx.abstract"

    def generate_xlsx_report(self, workbook, data, batches):
        """Write a sheet for each batch: title, month, head, rows, total, signatures."""
        clear = self.env.user.has_group(PERSONAL_DATA)
        if clear:
            self.env["civil.access.log"]._record(
                "export",
                batches,
                self.env._("Payroll workbook"),
                ["identity_number", "account_number"],
            )
        style = self._styles(workbook)
        for batch in batches:
            self._write_batch(workbook, style, batch, clear)

    def _styles(self, workbook):
        """Cell formats by name, shared by all sheets of a workbook."""
        money = {"border": 1, "num_format": "#,##0.00"}
        head = {"bold": True, "border": 1, "align": "center", "valign": "vcenter"}
        formats = {
            "title": {"bold": True, "font_size": 16, "align": "center"},
            "right": {"align": "right"},
            "head": {**head, "text_wrap": True},
            "cell": {"border": 1},
            "money": money,
            "total": {**money, "bold": True},
            "capitals": {"border": 1, "bold": True, "align": "left"},
        }
        return {name: workbook.add_format(values) for name, values in formats.items()}

    def _columns(self):
        """Heading, width, and key of each column."""
        return (
            (self.env._("No."), 6, "sequence"),
            (self.env._("Town"), 16, "town"),
            (self.env._("Village"), 24, "village"),
            (self.env._("Person's Name"), 10, "name"),
            (self.env._("Identity Number"), 21, "identity"),
            (self.env._("Class"), 14, "class"),
            (self.env._("Amount (yuan)"), 12, "amount"),
            (self.env._("Bank"), 22, "bank"),
            (self.env._("Account"), 24, "account"),
            (self.env._("Account Holder"), 10, "holder"),
            (self.env._("Line Reference"), 31, "reference"),
        )

    def _write_batch(self, workbook, style, batch, clear):
        columns = self._columns()
        sheet = workbook.add_worksheet((batch.name or batch.program_id.name)[:31])
        title = self.env._(
            "%(district)s: payroll of the %(program)s",
            district=batch.division_id.name,
            program=batch.program_id.name,
        )
        self._write_head(sheet, style, batch, title, columns)
        last = self._write_rows(sheet, style, columns, batch, clear)
        self._write_total(sheet, style, columns, batch, last + 1)
        sheet.set_landscape()

    def _write_head(self, sheet, style, batch, title, columns):
        """Title, month, batch and headings; repeated on every printed page."""
        last = len(columns) - 1
        sheet.merge_range(0, 0, 0, last, title, style["title"])
        sheet.set_row(0, 28)
        sheet.write(1, 0, self.env._("Month: %(month)s", month=batch._month_in_words()))
        number = self.env._("Batch: %(name)s", name=batch.name or "")
        sheet.write(1, last, number, style["right"])
        for index, (label, width, *_key) in enumerate(columns):
            sheet.set_column(index, index, width)
            sheet.write(2, index, label, style["head"])
        sheet.freeze_panes(HEAD_ROWS, 0)
        sheet.repeat_rows(0, HEAD_ROWS - 1)
        sheet.set_paper(9)  # A4
        sheet.fit_to_pages(1, 0)
        sheet.set_footer(
            "&C" + self.env._("Page %(page)s of %(pages)s", page="&P", pages="&N")
        )

    def _write_rows(self, sheet, style, columns, batch, clear):
        row = HEAD_ROWS - 1
        for row, values in enumerate(self._rows(batch), HEAD_ROWS):
            if not clear:
                values["identity"] = mask(values["identity"] or "")
                values["account"] = mask_account(values["account"] or "")
            values["sequence"] = row - HEAD_ROWS + 1
            for index, (_label, _width, key) in enumerate(columns):
                if key == "amount":
                    sheet.write_number(row, index, values[key], style["money"])
                elif key == "sequence":
                    sheet.write_number(row, index, values[key], style["cell"])
                else:
                    sheet.write_string(row, index, values[key] or "", style["cell"])
        return row

    def _write_total(self, sheet, style, columns, batch, row):
        """The total row, taken from the database, and the places to sign."""
        digest = batch._content_digest()
        for index, (_label, _width, key) in enumerate(columns):
            value = {
                "sequence": self.env._("Total"),
                "name": self.env._("%(count)s persons", count=digest["count"]),
                "amount": digest["amount"],
            }.get(key, "")
            sheet.write(row, index, value, style["total"])
        capitals = self.env._(
            "Amount in capitals: %(capitals)s",
            capitals=batch._capitals(digest["amount"]),
        )
        sheet.merge_range(
            row + 1, 0, row + 1, len(columns) - 1, capitals, style["capitals"]
        )
        signatures = (
            self.env._("Made by: %(name)s", name=batch.submitted_uid.name or ""),
            self.env._("Reviewed by: %(name)s", name=batch.reviewed_uid.name or ""),
            self.env._("Approved by: %(name)s", name=batch.approved_uid.name or ""),
        )
        for place, text in zip((0, 4, 8), signatures, strict=True):
            sheet.write(row + 3, place, text)

    def _rows(self, batch):
        """The payable claims in file order; read under the batch's own access."""
        batch.check_access("read")
        self.env.flush_all()
        return self.env.execute_query_dict(
            SQL(
                """
                SELECT town.name AS town, place.name AS village, p.name,
                    p.identity_number AS identity,
                    coalesce(c.name ->> %(lang)s, c.name ->> 'en_US') AS class,
                    p.amount, p.bank_name AS bank, p.account_number AS account,
                    p.account_holder AS holder, p.reference
                FROM civil_subsidy_payment p
                LEFT JOIN civil_division town ON town.id = p.town_id
                LEFT JOIN civil_division place
                    ON place.id = p.division_id AND place.level = 'village'
                LEFT JOIN civil_subsidy_class c ON c.id = p.class_id
                WHERE p.batch_id = %(batch)s AND p.outcome = 'payable'
                ORDER BY town.code, p.sequence, p.id
                """,
                lang=self.env.lang or "en_US",
                batch=batch.id,
            )
        )
