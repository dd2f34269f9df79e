from odoo import api, fields, models

from ..tools.choices import PURPOSES


class CivilFundLotteryLine(models.Model):
    """What one project got of the welfare lottery's money (公示明细)."""

    _name = "civil.fund.lottery.line"
    _description = "Line of the Lottery Report"
    _order = "report_id, purpose, id"

    report_id = fields.Many2one(
        "civil.fund.lottery", required=True, index=True, ondelete="cascade"
    )
    project_id = fields.Many2one("civil.fund.project", ondelete="restrict")
    function_id = fields.Many2one("civil.fund.function", ondelete="restrict")
    purpose = fields.Selection(PURPOSES)
    currency_id = fields.Many2one(related="report_id.currency_id")
    amount = fields.Monetary(string="Assigned")
    executed = fields.Monetary()
    use = fields.Text(string="Used For")
    has_mark = fields.Boolean(related="project_id.has_mark")

    def write(self, vals):
        """What has been published stays as it is."""
        self.report_id._refuse_published()
        return super().write(vals)

    @api.model_create_multi
    def create(self, vals_list):
        """Add lines to a draft only."""
        lines = super().create(vals_list)
        lines.report_id._refuse_published()
        return lines

    @api.ondelete(at_uninstall=False)
    def _unlink_only_draft(self):
        self.report_id._refuse_published()

    def _place(self):
        """What tells the line from the others of its report."""
        return self.project_id, self.function_id, self.purpose
