from odoo import api, models


class MisReportInstancePeriod(models.Model):
    """Column of a statement whose dates follow the date that the reader asks for."""

    _inherit = "mis.report.instance.period"

    @api.depends(
        "report_instance_id.pivot_date",
        "report_instance_id.comparison_mode",
        "date_range_type_id",
        "type",
        "offset",
        "duration",
        "mode",
        "manual_date_from",
        "manual_date_to",
        "is_ytd",
    )
    @api.depends_context("mis_pivot_date")
    def _compute_dates(self):
        """Keep the dates of one base date apart from those of another."""
        return super()._compute_dates()
