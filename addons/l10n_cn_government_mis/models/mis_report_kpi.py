from odoo import fields, models


class MisReportKpi(models.Model):
    """Row (项目) of a statement."""

    _inherit = "mis.report.kpi"

    l10n_cn_right = fields.Boolean(
        string="Right Side",
        help="On paper the row stands on the right side of the form.",
    )
    l10n_cn_check = fields.Boolean(
        string="Check",
        help="The row belongs to no official form: it must be zero, is red where it "
        "isn't, and is printed only then.",
    )
