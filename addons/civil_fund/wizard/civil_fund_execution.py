from odoo import fields, models

from ..tools.choices import SOURCES


class CivilFundExecution(models.TransientModel):
    """Asks what the workbook of execution shall hold (指标执行进度表)."""

    _name = "civil.fund.execution"
    _description = "Execution of Indicators"

    year = fields.Integer(
        string="Budget Year",
        required=True,
        default=lambda self: fields.Date.context_today(self).year,
    )
    by = fields.Selection(
        [
            ("document", "Document"),
            ("project", "Project"),
            ("function", "Functional Class"),
            ("department", "Department"),
        ],
        string="Grouped By",
        required=True,
        default="document",
    )
    source = fields.Selection(SOURCES, string="Source of Funds")
    direct_only = fields.Boolean(string="Direct Funds Only")

    def action_print(self):
        """Give the workbook."""
        return self.env.ref("civil_fund.action_report_execution").report_action(self)

    def _indicators(self):
        """The year's indicators in force or closed that the user may see."""
        domain = [("year", "=", self.year), ("state", "in", ("in_force", "closed"))]
        if self.source:
            domain.append(("source", "=", self.source))
        if self.direct_only:
            domain.append(("is_direct", "=", True))
        return self.env["civil.fund.indicator"].search(
            domain, order="document_number, id"
        )

    def _group_name(self, indicator):
        """By which name the indicator stands in the workbook."""
        names = {
            "document": indicator.document_number,
            "project": indicator.project_id.display_name,
            "function": indicator.function_id.display_name,
            "department": indicator.department_id.display_name,
        }
        return names[self.by] or self.env._("None")
