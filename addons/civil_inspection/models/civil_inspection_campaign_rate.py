from odoo import api, fields, models
from odoo.exceptions import UserError

from .civil_inspection_object import RISKS


class CivilInspectionCampaignRate(models.Model):
    """The share drawn of one risk class (分类抽查比例)."""

    _name = "civil.inspection.campaign.rate"
    _description = "Share Drawn of a Risk Class"
    _order = "campaign_id, risk_class"

    campaign_id = fields.Many2one(
        "civil.inspection.campaign", required=True, index=True, ondelete="cascade"
    )
    risk_class = fields.Selection(RISKS, required=True)
    rate = fields.Float(string="Share Drawn", digits=(7, 5), required=True)

    _class_uniq = models.UniqueIndex(
        "(campaign_id, risk_class)", "This risk class already has a share."
    )
    _rate_range = models.Constraint(
        "CHECK (rate >= 0 AND rate <= 1)", "A share lies between 0 and 100 %."
    )

    @api.model_create_multi
    def create(self, vals_list):
        """Only while the campaign is a draft."""
        lines = super().create(vals_list)
        lines._check_draft()
        return lines

    def write(self, vals):
        """Only while the campaign is a draft."""
        self._check_draft()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_draft(self):
        self._check_draft()

    def _check_draft(self):
        if self.campaign_id.filtered(lambda campaign: campaign.state != "draft"):
            raise UserError(
                self.env._(
                    "What was approved stays; cancel the campaign and make another."
                )
            )
