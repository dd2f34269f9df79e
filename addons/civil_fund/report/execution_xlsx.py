from decimal import Decimal

from odoo import fields, models

from ..models.civil_fund_indicator_progress import year_passed
from ..tools.money import exact

_SUMS = ("amount", "adjusted", "carried_out", "reserved", "paid", "refunded")


class ExecutionXlsx(models.AbstractModel):
    """How far a year's indicators are spent (指标执行进度表), as a workbook."""

    _name = "report.civil_fund.execution_xlsx"
    _description = "Execution Workbook"
    _inherit = ["civil.fund.workbook"]

    def generate_xlsx_report(self, workbook, data, requests):
        """Write a sheet for each request: groups with their indicators, and sums."""
        style = self._styles(workbook)
        for request in requests:
            sheet = workbook.add_worksheet(str(request.year))
            columns = self._columns(request)
            today = fields.Date.context_today(self)
            self._write_head(
                sheet,
                style,
                self.env._(
                    "Execution of budget indicators %(year)s", year=str(request.year)
                ),
                self.env._(
                    "As of %(date)s; %(part)s%% of the year has passed",
                    date=today,
                    part=year_passed(request.year, today),
                ),
                self.env._("Unit: yuan"),
                columns,
            )
            self._write_groups(sheet, style, request)

    def _columns(self, request):
        by = dict(request._fields["by"]._description_selection(self.env))[request.by]
        names = self.env["civil.fund.indicator"]._fields
        labels = [names[name]._description_string(self.env) for name in _SUMS]
        return [
            (by, 30),
            (self.env._("Indicator"), 18),
            (self.env._("Use"), 34),
            (self.env._("Source of Funds"), 16),
            *((label, 15) for label in labels),
            (self.env._("Available"), 15),
            (self.env._("Executed (%)"), 10),
        ]

    def _write_groups(self, sheet, style, request):
        groups = {}
        for indicator in request._indicators():
            groups.setdefault(request._group_name(indicator), []).append(indicator)
        sources = dict(
            self.env["civil.fund.indicator"]
            ._fields["source"]
            ._description_selection(self.env)
        )
        row, whole = 3, []
        for name, indicators in sorted(groups.items()):
            for indicator in indicators:
                use = indicator.project_id.name or indicator.function_id.name
                texts = (name, indicator.name, use, sources[indicator.source])
                self._write_row(
                    sheet, style, row, [*texts, *self._figures([indicator])]
                )
                row += 1
            if len(indicators) > 1:
                texts = (self.env._("Subtotal: %(name)s", name=name), "", "", "")
                cells = [*texts, *self._figures(indicators)]
                self._write_row(sheet, style, row, cells, bold=True)
                row += 1
            whole += indicators
        cells = [self.env._("Total"), "", "", "", *self._figures(whole)]
        self._write_row(sheet, style, row, cells, bold=True)

    def _figures(self, indicators):
        """The sums of some indicators, what is available and the rate."""
        sums = {
            name: sum((exact(item[name]) for item in indicators), Decimal(0))
            for name in (*_SUMS, "available")
        }
        assigned = sums["amount"] + sums["adjusted"]
        spent = sums["paid"] - sums["refunded"]
        rate = round(100 * spent / assigned, 2) if assigned else Decimal(0)
        return [*sums.values(), rate]
