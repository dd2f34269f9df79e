from odoo import models


class AccountParallelBankBalanceXlsx(models.AbstractModel):
    """Reconciliation statements as a workbook, a sheet each."""

    _name = "report.account_parallel_bank.balance_xlsx"
    _inherit = "report.report_xlsx.abstract"
    _description = "Workbook of Bank Reconciliation Statements"

    def generate_xlsx_report(self, workbook, data, objs):
        """Write a sheet for each statement: head, both sides, reason, signatures."""
        money = {"border": 1, "num_format": "#,##0.00"}
        styles = {
            name: workbook.add_format(values)
            for name, values in {
                "title": {"bold": True, "font_size": 16, "align": "center"},
                "plain": {},
                "text": {"border": 1, "text_wrap": True, "valign": "top"},
                "head": {"border": 1, "bold": True},
                "money": money,
                "total": {**money, "bold": True},
            }.items()
        }
        for balance in objs:
            self._write_balance(workbook, styles, balance)

    def _write_balance(self, workbook, styles, balance):
        name = f"{balance.date:%Y-%m} {balance.journal_id.code} {balance.id}"
        sheet = workbook.add_worksheet(name[:31])
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        for column, width in enumerate((52, 18, 52, 18)):
            sheet.set_column(column, column, width)
        sheet.merge_range(
            0, 0, 0, 3, self.env._("Bank Reconciliation Statement"), styles["title"]
        )
        sheet.write(1, 0, balance.company_id.name, styles["plain"])
        sheet.write(1, 2, balance.journal_id.name, styles["plain"])
        sheet.write(1, 3, balance._paper_date(), styles["plain"])
        row = 2
        for left, amount, right, other, is_head in balance._paper_rows():
            text = styles["head" if is_head else "text"]
            number = styles["total" if is_head else "money"]
            self._write_side(sheet, row, 0, left, amount, text, number)
            self._write_side(sheet, row, 2, right, other, text, number)
            row += 1
        sheet.write(row, 0, self.env._("Difference"), styles["head"])
        sheet.write_number(row, 1, balance.difference, styles["total"])
        sheet.merge_range(row, 2, row, 3, balance.reason or "", styles["text"])
        signed = balance.sudo()
        for column, (label, user) in enumerate(
            (
                (self.env._("Made by"), signed.maker_id),
                (self.env._("Reviewed by"), signed.reviewer_id),
            )
        ):
            sheet.write(row + 1, 2 * column, f"{label}：{user.name or ''}")

    def _write_side(self, sheet, row, column, text, amount, style, number):
        sheet.write_string(row, column, text, style)
        if amount is None:
            sheet.write_blank(row, column + 1, None, number)
        else:
            sheet.write_number(row, column + 1, amount, number)
