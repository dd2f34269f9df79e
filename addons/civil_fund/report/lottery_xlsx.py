from odoo import models

from ..tools.money import exact


class LotteryXlsx(models.AbstractModel):
    """What lottery money was used for (福彩公益金使用公示表), as a workbook."""

    _name = "report.civil_fund.lottery_xlsx"
    _description = "Lottery Report Workbook"
    _inherit = ["civil.fund.workbook"]

    def generate_xlsx_report(self, workbook, data, reports):
        """Write a sheet for each report."""
        style = self._styles(workbook)
        for report in reports:
            sheet = workbook.add_worksheet(f"{report.year}-{report.id}")
            columns = [
                (self.env._("No."), 6),
                (self.env._("Project"), 34),
                (self.env._("Purpose"), 16),
                (self.env._("Assigned (yuan)"), 16),
                (self.env._("Executed (yuan)"), 16),
                (self.env._("Used For"), 44),
            ]
            title = self.env._(
                "%(unit)s: use of the welfare lottery fund %(year)s",
                unit=report.company_id.name,
                year=str(report.year),
            )
            self._write_head(sheet, style, title, report.mark, "", columns)
            row = 3
            for row, line in enumerate(report.line_ids, 3):
                self._write_row(sheet, style, row, self._cells(line, row - 2))
            total = [
                self.env._("Total"),
                "",
                "",
                exact(report.amount),
                exact(report.executed),
                "",
            ]
            self._write_row(sheet, style, row + 1, total, bold=True)

    def _cells(self, line, number):
        purposes = dict(line._fields["purpose"]._description_selection(self.env))
        return [
            str(number),
            line.project_id.name or line.function_id.name or "",
            purposes.get(line.purpose, ""),
            exact(line.amount),
            exact(line.executed),
            line.use or "",
        ]
