from odoo import models


class CivilFuneralReconciliationPaper(models.Model):
    """What the monthly report (殡葬月报) prints of a reconciliation."""

    _inherit = "civil.funeral.reconciliation"

    def _monthly_title(self):
        return self.env._(
            "%(district)s: funeral report of %(month)s",
            district=self.division_id.name,
            month=f"{self.period:%Y-%m}",
        )

    def _monthly_heads(self):
        labels = self.env["civil.funeral.reconciliation.town"]
        return [
            labels._fields[name]._description_string(self.env)
            for name in ("division_id", *self._monthly_figures())
        ]

    def _monthly_figures(self):
        """Names of the figures, in the order of the report's columns."""
        return (
            "death_count",
            "must_count",
            "exempt_count",
            "cremated_count",
            "must_cremated_count",
            "placed_count",
            "closed_count",
            "matched_count",
            "unmatched_count",
            "cremation_rate",
            "placement_rate",
            "closing_rate",
        )

    def _monthly_rows(self):
        """A row for each town, then the sum, which is the reconciliation's own."""
        figures = self._monthly_figures()
        rows = [
            [town.division_id.name, *(town[name] for name in figures)]
            for town in self.town_ids
        ]
        total = [self.env._("Total"), *(self[name] for name in figures)]
        return [*rows, total]

    def action_print_xlsx(self):
        """Make the monthly report as a workbook."""
        self.check_access("read")
        return self.env.ref("civil_funeral.action_report_monthly_xlsx").report_action(
            self
        )

    def action_print_pdf(self):
        """Make the monthly report as a PDF."""
        self.check_access("read")
        return self.env.ref("civil_funeral.action_report_monthly_pdf").report_action(
            self
        )
