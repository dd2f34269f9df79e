from odoo import fields, models


class CivilSocialReportRemark(models.Model):
    """What has to be put right in a report before it is handed in again (退回意见)."""

    _name = "civil.social.report.remark"
    _description = "Remark on a Report"
    _order = "report_id, id"
    _rec_name = "text"

    report_id = fields.Many2one(
        "civil.social.report", required=True, index=True, ondelete="cascade"
    )
    field_name = fields.Char(
        string="Field", readonly=True, help="The field it is about; empty: the whole."
    )
    field_label = fields.Char(string="About", compute="_compute_field_label")
    text = fields.Text(required=True, readonly=True)
    stage = fields.Selection(
        [("supervisor", "First Review"), ("registrar", "Registrar's Review")],
        required=True,
        readonly=True,
    )
    version = fields.Integer(readonly=True, help="The version that was looked at.")
    is_settled = fields.Boolean(
        string="Handed in Again", readonly=True, help="The report came back since."
    )

    def _compute_field_label(self):
        known = self.env["civil.social.report"]._fields
        for remark in self:
            field = known.get(remark.field_name)
            remark.field_label = field and field._description_string(self.env)
