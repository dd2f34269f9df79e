from odoo import models
from odoo.tools import SQL

from odoo.addons.civil_resident.tools.identity import mask, mask_account

PERSONAL_DATA = "civil_base.group_personal_data"


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
        for batch in batches:
            self._write_batch(workbook, batch, clear)

    def _columns(self):
        """Heading, width, and key of each column."""
        return (
            (self.env._("No."), 6, "sequence"),
            (self.env._("Town"), 18, "town"),
            (self.env._("Village"), 22, "village"),
            (self.env._("Name"), 10, "name"),
            (self.env._("Identity Number"), 21, "identity"),
            (self.env._("Class"), 14, "class"),
            (self.env._("Amount (yuan)"), 12, "amount"),
            (self.env._("Bank"), 20, "bank"),
            (self.env._("Account"), 24, "account"),
            (self.env._("Account Holder"), 10, "holder"),
            (self.env._("Line Reference"), 32, "reference"),
        )

    def _write_batch(self, workbook, batch, clear):
        columns = self._columns()
        sheet = workbook.add_worksheet((batch.name or batch.program_id.name)[:31])
        style = {
            "title": workbook.add_format(
                {"bold": True, "font_size": 16, "align": "center"}
            ),
            "head": workbook.add_format(
                {"bold": True, "border": 1, "align": "center", "text_wrap": True}
            ),
            "cell": workbook.add_format({"border": 1}),
            "money": workbook.add_format({"border": 1, "num_format": "#,##0.00"}),
            "total": workbook.add_format(
                {"border": 1, "bold": True, "num_format": "#,##0.00"}
            ),
        }
        sheet.merge_range(
            0,
            0,
            0,
            len(columns) - 1,
            self.env._(
                "%(district)s: payroll of the %(program)s",
                district=batch.division_id.name,
                program=batch.program_id.name,
            ),
            style["title"],
        )
        sheet.write(1, 0, self.env._("Month: %(month)s", month=batch._month_in_words()))
        sheet.write(
            1, len(columns) - 1, self.env._("Batch: %(name)s", name=batch.name or "")
        )
        for index, (label, width, _key) in enumerate(columns):
            sheet.set_column(index, index, width)
            sheet.write(2, index, label, style["head"])
        last = self._write_rows(sheet, style, columns, batch, clear)
        self._write_total(sheet, style, columns, batch, last + 1)
        sheet.freeze_panes(3, 0)
        sheet.repeat_rows(0, 2)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)

    def _write_rows(self, sheet, style, columns, batch, clear):
        row = 2
        for row, values in enumerate(self._rows(batch), 3):
            if not clear:
                values["identity"] = mask(values["identity"] or "")
                values["account"] = mask_account(values["account"] or "")
            for index, (_label, _width, key) in enumerate(columns):
                if key == "amount":
                    sheet.write_number(row, index, values[key], style["money"])
                elif key == "sequence":
                    sheet.write_number(row, index, row - 2, style["cell"])
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
        signatures = (
            self.env._("Made by: %(name)s", name=batch.submitted_uid.name or ""),
            self.env._("Reviewed by: %(name)s", name=batch.reviewed_uid.name or ""),
            self.env._("Approved by: %(name)s", name=batch.approved_uid.name or ""),
        )
        for place, text in zip((0, 4, 8), signatures, strict=True):
            sheet.write(row + 1, place, text)

    def _rows(self, batch):
        """The payable claims in file order; read under the batch's own access."""
        batch.check_access("read")
        self.env.flush_all()
        return self.env.execute_query_dict(
            SQL(
                """
                SELECT town.name AS town, place.name AS village, p.name,
                    p.identity_number AS identity, c.name ->> 'en_US' AS class,
                    p.amount, p.bank_name AS bank, p.account_number AS account,
                    p.account_holder AS holder, p.reference
                FROM civil_subsidy_payment p
                LEFT JOIN civil_division town ON town.id = p.town_id
                LEFT JOIN civil_division place
                    ON place.id = p.division_id AND place.level = 'village'
                LEFT JOIN civil_subsidy_class c ON c.id = p.class_id
                WHERE p.batch_id = %s AND p.outcome = 'payable'
                ORDER BY town.code, p.sequence, p.id
                """,
                batch.id,
            )
        )
